"""A backend that needs no model: python fake_backend.py REPO. What it does is named by the prompt.

Prompts: "sleep S" answers after S seconds, ignoring cancels · "die" exits with a traceback · "kill" dies by
signal · "unknown" is told of before anything is made · "flood" writes megabytes to stderr first · "garbage"
breaks the framing · "refuse" is a user error · "spoil HOW" makes takes that cannot be used · "mute" never
answers · "walk" is steps that can be looped and led. Anything else makes a short waving motion.
"""

import os
import sys
import time

sys.path.insert(0, sys.argv[1])

import numpy as np

from backend import protocol
from backend.direction import apply
from backend.direction.data import Direction
from backend.direction.errors import DirectionError
from backend.generation import lists
from backend.generation.errors import UserError
from backend.motion.body import quaternion, resampling, skeleton
from backend.motion.clip import Clip
from backend.motion.measure import spectral

UNKNOWN = "Nothing like “unknown” is known; closest: “a person waves”."
FRAMES = ("rotations", "translation", "omega", "phi", "energy")


def take(prompt, seed, seconds):
    """A motion that stands for half a second, then walks and waves at the seed's speed."""
    frames = int(round(seconds * 20)) // 4 * 4
    t = np.arange(frames) / 20.0
    move = np.clip(t - 0.5, 0, None)
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    angle = 0.9 * np.sin((3 + seed % 5) * move**1.5)
    for joint in (16, 18):
        rotations[:, joint, 0], rotations[:, joint, 3] = np.cos(angle / 2), np.sin(angle / 2)
    translation = np.stack([0 * t, 0.92 + 0.02 * np.sin(6 * move), 0.6 * move], axis=1)
    positions = skeleton.forward_kinematics(rotations, translation)
    analysis = spectral.analyse(positions)
    return {
        "rotations": rotations.astype(np.float32), "translation": translation.astype(np.float32),
        "positions": positions.astype(np.float32), "fps": 20.0, "omega": analysis.omega, "phi": analysis.phi,
        "energy": analysis.energy, "tokens": np.zeros((frames // 4, 2), np.int32),
        "seed": seed, "prompt": prompt[:200], "seconds": frames / 20.0, "model": "fake-model",
    }  # fmt: skip


def steps(prompt, seed, seconds):
    """A walk straight ahead, a step every half second, its feet on the floor."""
    frames, x = int(round(seconds * 20)) // 4 * 4, np.eye(3)[0]
    phase = np.arange(frames) * np.pi / 10.0
    rotations = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    for side, shift in (("left", 0.0), ("right", np.pi)):
        swing = 0.4 * np.sin(phase + shift)
        bend = 0.8 * np.clip(np.cos(phase + shift), 0, 1) ** 2
        for part, angle in (("hip", -swing), ("knee", bend), ("ankle", swing - bend)):
            rotations[:, skeleton.INDEX[f"{side}_{part}"]] = quaternion.from_axis_angle(x, angle)
    low = skeleton.forward_kinematics(rotations, np.zeros((frames, 3)))[..., 1].min(axis=1)
    translation = np.stack([0 * phase, -low, 0.2 * phase], axis=1)
    return {**of_clip(Clip(rotations, translation, 20.0, None, prompt, seed)), "model": "fake-model"}


def of_clip(clip):
    """A Clip as a take of an answer."""
    analysis = clip.analysis()
    return {
        "rotations": clip.rotations, "translation": clip.translation, "fps": clip.fps,
        "omega": analysis.omega, "phi": analysis.phi, "energy": analysis.energy, "tokens": None,
        "seed": max(clip.seed, 0), "prompt": clip.prompt, "seconds": len(clip) / clip.fps,
    }  # fmt: skip


def clip_of(motion):
    prompt = motion.get("prompt", "")
    return Clip(motion["rotations"], motion["translation"], float(motion["fps"]), None, prompt)


def direct(params):
    """What `direct` answers, and `generate` of every take of its."""
    direction, onto = Direction.of(params["direction"]), params.get("onto")
    made = apply.follow(clip_of(params["motion"]), direction, onto and clip_of(onto))
    take = {**of_clip(made.clip), "measured": made.measured, "seed": params.get("seed", 0)}
    return {"takes": [take], "notices": made.notices, "timings": {}}


def loop(params):
    names = ("cycles", "in_place", "start_s", "stop_s", "part")
    return direct({**params, "direction": {"loop": {k: params[k] for k in names if k in params}}})


def join(params):
    """Both motions with what is straight between them, at a walk's speed or in the time that is given."""
    ends = [clip_of(params[name]) for name in ("before", "after")]
    here, there = (np.asarray(place, float) for place in (ends[0].translation[-1], ends[1].translation[0]))
    metres = float(np.linalg.norm((there - here)[[0, 2]]))
    seconds = params.get("seconds") or max(0.5, metres / 1.2)
    at = np.linspace(0, 1, round(seconds * 20) + 2)
    middle = resampling.rotations(np.stack([ends[0].rotations[-1], ends[1].rotations[0]]), at)[1:-1]
    moved = (here + at[:, None] * (there - here))[1:-1]
    turned = np.concatenate([ends[0].rotations, middle, ends[1].rotations])
    whole = Clip(turned, np.concatenate([ends[0].translation, moved, ends[1].translation]), ends[0].fps)
    measured = {"join": {"metres": metres, "degrees": 0.0, "seconds": len(middle) / 20.0}}
    takes = [{**of_clip(whole), "seed": seed, "measured": measured} for seed in params["seeds"]]
    return {"takes": takes, "notices": [], "timings": {}}


def generate(params):
    seconds = params.get("seconds") or 3.0
    prompts = params.get("prompts") or params.get("prompt") or ""
    prompt = prompts if isinstance(prompts, str) else prompts[0]
    if params.get("sequence"):
        seconds, prompt = sum(seconds), ", then ".join(p for p in prompts if p)
    make = steps if prompt.startswith("walk") else take
    said, long = [prompt] * len(params["seeds"]), [seconds] * len(params["seeds"])
    if not params.get("sequence") and params.get("prompts"):
        said, long = params["prompts"], [one or 3.0 for one in params["seconds"]]
    takes = [make(*one) for one in zip(said, params["seeds"], long, strict=True)]
    if params.get("direction"):
        wanted = params["direction"]
        asked = [direct({"motion": one, "seed": one["seed"], "direction": wanted}) for one in takes]
        notices = [text for one in asked for text in one["notices"]]
        return {"takes": [one["takes"][0] for one in asked], "notices": notices, "timings": {}}
    if params.get("closeness"):
        whose = {**moment(1), "from_s": 0.0, "to_s": seconds, "nearness": 0.9}
        takes = [{**one, "sources": [whose]} for one in takes]
    return {"takes": takes, "notices": [UNKNOWN] if prompt == "unknown" else [], "timings": {}}


MOMENTS = ("a person kicks", "a person waves", "a person jumps")


def moment(entry, mirrored=False):
    """What the library says of an entry."""
    return {
        "entry": entry, "mirrored": mirrored, "clip": f"trial{entry}", "start_s": 1.5, "dataset": "cmu",
        "licence": "free to use", "credit": "captured by CMU", "kind": "captured",
        "sentence": MOMENTS[entry],
    }  # fmt: skip


def library(params):
    """Rows that share a word with the query; "die" and the like are acted as prompts are."""
    act(params["query"])
    words = set(params["query"].split())
    return {"rows": [
        {**moment(i), "seconds": 2.0, "nearness": 0.9}
        for i, said in enumerate(MOMENTS) if words & set(said.split())
    ]}  # fmt: skip


def library_take(params):
    whose = {**moment(params["entry"], params["mirrored"]), "from_s": 0.0, "to_s": 2.0}
    return {"take": {**take(MOMENTS[params["entry"]], -1, 2.0), "tokens": None, "sources": [whose]}}


def rows(params):
    found, notices = lists.parse(params["text"], params["name"], params["seed"], params["ending"] or ".npz",
                                 rigs=True)  # fmt: skip
    return {"rows": [vars(row) for row in found], "notices": notices}


def regenerate(params):
    motion, fps = params["motion"], params["motion"]["fps"]
    first, last = round(params["start_s"] * fps), round(params["stop_s"] * fps)
    takes = []
    for seed in params["seeds"]:
        new = take(params.get("prompt") or "", seed, len(motion["rotations"]) / fps)
        rotations, translation = (np.array(motion[k], np.float64) for k in ("rotations", "translation"))
        turn = np.sin(np.pi * np.arange(last - first) / max(1, last - first))
        rotations[first:last, 17] = [1, 0, 0, 0]
        rotations[first:last, 17, 0], rotations[first:last, 17, 3] = np.cos(turn / 2), -np.sin(turn / 2)
        analysis = spectral.analyse(skeleton.forward_kinematics(rotations, translation))
        new |= {"rotations": rotations, "translation": translation}
        new |= {"omega": analysis.omega, "phi": analysis.phi, "energy": analysis.energy}
        takes.append(new)
    return {"takes": takes, "notices": [], "timings": {}}


def extend(params):
    motion, count = params["motion"], round(params["seconds"] * params["motion"]["fps"])
    longer = {name: np.pad(motion[name], [(0, count)] + [(0, 0)] * (motion[name].ndim - 1), mode="edge")
              for name in ("rotations", "translation")}  # fmt: skip
    frames, fps = len(motion["rotations"]), motion["fps"]
    return regenerate({
        **params, "motion": {**motion, **longer}, "start_s": frames / fps, "stop_s": (frames + count) / fps,
    })  # fmt: skip


def spoil(takes, how):
    """Make the last take, and with "all" every one of them, wrong."""
    for one in takes if how == "all" else takes[-1:]:
        nothing = np.full(one["rotations"].shape, np.nan)
        values = {
            "bones": {"rotations": nothing[:, :5]}, "frames": {"translation": one["translation"][1:]},
            "phi": {"phi": one["omega"]}, "rate": {"fps": float("nan")}, "empty": {"rotations": nothing[:0]},
            "single": {name: one[name][:1] for name in FRAMES},
        }  # fmt: skip
        one |= values.get(how, {"rotations": nothing})


def act(prompt):
    word, _, rest = prompt.partition(" ")
    if word == "sleep":
        time.sleep(float(rest))
    elif word == "die":
        raise RuntimeError("the model fell over")
    elif word == "kill":
        os.kill(os.getpid(), 9)
    elif word == "mute":
        time.sleep(3600)
    elif word == "flood":
        for _ in range(4000):
            sys.stderr.write("x" * 1000 + "\n")
        sys.stderr.write("y" * 3_000_000 + " no line end \udce9")


def main():
    sys.stderr.reconfigure(errors="surrogateescape")
    reader, writer = protocol.Reader(sys.stdin.buffer), protocol.Writer(sys.stdout.buffer)
    while (message := reader.read()) is not None:
        method, params, identifier = message["method"], message["params"], message.get("id")
        if method == "shutdown":
            return
        if identifier is None:
            continue
        if method == "hello":
            version = int(os.environ.get("FAKE_PROTOCOL", protocol.VERSION))
            package = os.environ.get("FAKE_PACKAGE", protocol.PACKAGE)
            writer.write(protocol.result(identifier, {"protocol": version, "package": package}))
            continue
        prompts = params.get("prompts") or params.get("prompt") or ""
        prompt = prompts if isinstance(prompts, str) else prompts[0]
        for step in range(1, 4):
            progress = {"id": identifier, "step": step, "steps": 3, "stage": "Decoding"}
            if step == 1 and prompt == "unknown":
                progress["notice"] = UNKNOWN
            writer.write(protocol.notification("progress", progress))
            time.sleep(float(os.environ.get("FAKE_STEP", 0)))
        act(prompt)
        if prompt == "garbage":
            sys.stdout.buffer.write(b"Traceback: this is not a frame\n" * 3)
            sys.stdout.buffer.flush()
        elif prompt == "refuse":
            writer.write(protocol.error(identifier, protocol.USER_ERROR, "The weights are missing"))
        elif method == "echo":
            writer.write(protocol.result(identifier, params))
        else:
            methods = {
                "generate": generate, "regenerate": regenerate, "inbetween": regenerate, "extend": extend,
                "library": library, "library_take": library_take,
                "loop": loop, "direct": direct, "join": join, "rows": rows,
            }  # fmt: skip
            answer = methods.get(method, lambda p: {"runtime": "fake", "device": "cpu"})
            try:
                made = answer(params)
            except (DirectionError, UserError) as fault:
                writer.write(protocol.error(identifier, protocol.USER_ERROR, str(fault)))
                continue
            if prompt.startswith("spoil "):
                spoil(made["takes"], prompt.partition(" ")[2])
            writer.write(protocol.result(identifier, made))


main()
