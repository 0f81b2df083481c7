"""Sentences for the seconds of a longer clip in which it kicks, punches, jumps, hops, spins or waves.

Who types "kicks with the left foot" wants one kick at once; in the corpus it is one of many things in ten
seconds. What is seen on the joints counts only where the clip's own sentences name the action.
"""

import re
from dataclasses import dataclass, replace

import numpy as np

from backend.motion import landings, quaternion, runs, skeleton

from .build import at_origin
from .file import Caption

_SIDES = ("left", "right")
_KICKS = re.compile(r"\bkick|\bkarate\b|\bmartial\b", re.IGNORECASE)
_BALL = re.compile(r"\bball\b|\bsoccer\b", re.IGNORECASE)
_KARATE = re.compile(r"\bkarate\b|\bmartial\b|\bfight", re.IGNORECASE)
_SPINS = re.compile(r"\bspin|\btwirl|\bpirouette", re.IGNORECASE)
_PUNCHES = re.compile(r"\bpunch|\bbox(?:ing|es|er)\b|\bjab", re.IGNORECASE)
_JUMPS = re.compile(r"\bjump|\bleap|\bhop", re.IGNORECASE)
_HOPS = re.compile(
    r"\bhop|\bjump\w* on (?:his|her|their|the|one|a) (?:left|right|\w* ?foot|leg)", re.IGNORECASE
)
_WAVES = re.compile(r"\bwav(?:e|es|ing)\b", re.IGNORECASE)
_DANCES = re.compile(r"\bdanc|\bballet|\bmoonwalk|\bcartwheel", re.IGNORECASE)
# Metres: how high a kicking ankle comes, and how much higher than the other one. Metres a second: how fast
# it is towards the pelvis, and how fast fists are towards the chest.
_KICK_HEIGHT, _KICK_LIFT, _KICK_SPEED, _PUNCH_SPEED = 0.4, 0.25, 2.5, 2.5
# Seconds before and after an event, and between two of one series.
_BEFORE, _AFTER, _SERIES = 0.8, 0.9, 1.4
# Part of its own movement that the hand which does not wave keeps.
_STIRS = 0.15
RARE, _RARE_WEIGHT = ("hop", "wave", "ball", "karate"), 0.8


@dataclass(frozen=True)
class Event:
    """Frames start … stop − 1 in which something is done, and its name."""

    kind: str
    start: int
    stop: int


def named(clip):
    """The CorpusClip with captions of such events added, but for waves: there the other hand waves too."""
    found = [(e, seconds) for e, seconds in _events(clip) if not e.kind.startswith("wave")]
    more = [Caption(text, *seconds) for event, seconds in found for text in _said(event.kind)]
    return replace(clip, captions=(*clip.captions, *more)) if more else clip


def cut_out(clips, kinds=RARE):
    """CorpusClips of the events of these kinds, each on its own; RARE: what the corpus shows a few times."""
    found = []
    for clip in clips:
        for event, (start_s, stop_s) in _events(clip):
            if event.kind.startswith(kinds):
                inside = slice(int(start_s * skeleton.FPS), int(stop_s * skeleton.FPS) + 1)
                rotations, translation = at_origin(clip.rotations[inside], clip.translation[inside])
                if event.kind.startswith("wave"):
                    rotations = _one_handed(rotations, translation, event.kind.split()[1])
                found.append(
                    replace(
                        clip, id=f"{clip.id}!{event.kind.replace(' ', '-')}{event.start}", source="event",
                        weight=_RARE_WEIGHT, captions=tuple(Caption(text) for text in _said(event.kind)),
                        rotations=rotations.astype(np.float32), translation=translation.astype(np.float32),
                    )
                )  # fmt: skip
    return found


def _one_handed(rotations, translation, side):
    """Rotations (T, 22, 4) whose other arm hangs nearly still: directing traffic, both wave by turns."""
    other = "right" if side == "left" else "left"
    wrist = skeleton.forward_kinematics(rotations, translation)[:, skeleton.INDEX[f"{other}_wrist"], 1]
    result = np.array(rotations)
    for part in ("collar", "shoulder", "elbow", "wrist"):
        joint = skeleton.INDEX[f"{other}_{part}"]
        still = np.broadcast_to(rotations[wrist.argmin(), joint], (len(rotations), 4))
        result[:, joint] = quaternion.slerp(still, rotations[:, joint], np.full(len(rotations), _STIRS))
    return result


def _events(clip):
    """[(Event, (from, to) in seconds)] of what the clip's own sentences name."""
    texts, positions = " ".join(c.text for c in clip.captions), clip.positions
    found, dances = [], _DANCES.search(texts)
    if _KICKS.search(texts) and not dances:
        found += kicks(positions, "ball" if _BALL.search(texts) else "kick")
    if _PUNCHES.search(texts):
        found += punches(positions)
    if _KARATE.search(texts):
        found += [replace(event, kind="karate") for event in _both(kicks(positions), punches(positions))]
    if _SPINS.search(texts):
        found += spins(positions)
    if _JUMPS.search(texts) and not dances:
        found += jumps(positions)
    if _HOPS.search(texts) and not dances:
        found += hops(positions)
    if _WAVES.search(texts) and not dances:
        found += waves(positions)
    last = (len(clip) - 1) / skeleton.FPS
    return [
        (e, (max(e.start / skeleton.FPS - _BEFORE, 0.0), min(e.stop / skeleton.FPS + _AFTER, last)))
        for e in found
    ]


def kicks(positions, name="kick"):
    """Events f"{name} {side}" of (T, 22, 3): a foot thrown up, the other one on the floor."""
    found = []
    feet = [skeleton.INDEX[f"{side}_ankle"] for side in _SIDES]
    height = positions[:, feet, 1] - np.percentile(positions[:, feet, 1], 5, axis=0)
    speed = _speed(positions[:, feet] - positions[:, :1])
    for own, side in enumerate(_SIDES):
        up = (height[:, own] > _KICK_HEIGHT) & (height[:, own] > height[:, 1 - own] + _KICK_LIFT)
        for start, stop in runs.runs(up):
            thrown = speed[max(start - 6, 0) : stop, own].max() > _KICK_SPEED
            if thrown and stop - start < skeleton.FPS:
                found.append(Event(f"{name} {side}", start, stop))
    return _series(found)


def punches(positions):
    """Events "box" (three punches or more in a series) and f"punch {side}" of (T, 22, 3)."""
    chest = positions[:, skeleton.INDEX["spine3"]]
    single = []
    for side in _SIDES:
        fist = positions[:, skeleton.INDEX[f"{side}_wrist"]]
        out = np.linalg.norm(fist - chest, axis=-1)
        thrown = np.gradient(out) * skeleton.FPS > _PUNCH_SPEED / 2
        fast = thrown & (_speed((fist - chest)[:, None])[:, 0] > _PUNCH_SPEED)
        single += [Event(f"punch {side}", *span) for span in runs.runs(runs.without_gaps(fast, 2))]
    single.sort(key=lambda event: event.start)
    found = []
    for group in _groups(single):
        kinds = {event.kind for event in group}
        if len(group) >= 3:
            found.append(Event("box", group[0].start, group[-1].stop))
        elif len(kinds) == 1:
            found.append(Event(group[0].kind, group[0].start, group[-1].stop))
    return found


def jumps(positions):
    """Events "jump up" and "jump forward" of (T, 22, 3): flights with both feet together."""
    height, spans = landings.off_floor(positions)
    ankles = positions[:, [skeleton.INDEX[f"{side}_ankle"] for side in _SIDES], 1]
    lifted = ankles[:, 0] - ankles[:, 1]
    found = []
    for start, stop in spans:
        flight = positions[start:stop, 0]
        long_enough = 0.15 * skeleton.FPS <= stop - start <= 0.8 * skeleton.FPS
        if long_enough and height[start:stop].max() > 0.1 and abs(lifted[start:stop]).max() < 0.2:
            way = np.linalg.norm((flight[-1] - flight[0])[[0, 2]])
            found.append(Event("jump forward" if way > 0.3 else "jump up", start, stop))
    return _series(found)


def hops(positions):
    """Events f"hop {side}" of (T, 22, 3): on that side's foot, the other one up, once a second or
    more, twice at least."""
    spans = landings.off_floor(positions)[1]
    ankles = positions[:, [skeleton.INDEX[f"{side}_ankle"] for side in _SIDES], 1]
    lifted, found = ankles[:, 0] - ankles[:, 1], []
    for sign, side in zip((-1, 1), _SIDES, strict=True):
        for start, stop in runs.runs(runs.without_gaps(sign * lifted > 0.1, 3)):
            flights = [span for span in spans if start <= span[0] and span[1] <= stop]
            if len(flights) >= 2 and stop - start < skeleton.FPS * len(flights):
                found.append(Event(f"hop {side}", start, stop))
    return _series(found)


def spins(positions):
    """Events "spin" of (T, 22, 3): a turn of 280 degrees or more, never slow, within four seconds."""
    across = positions[:, skeleton.INDEX["left_hip"]] - positions[:, skeleton.INDEX["right_hip"]]
    angle = np.unwrap(np.arctan2(across[:, 2], across[:, 0]))
    fast = abs(np.gradient(angle)) * skeleton.FPS > np.radians(90)
    spans = runs.runs(runs.without_gaps(fast, 6))
    return [
        Event("spin", start, stop)
        for start, stop in spans
        if abs(angle[stop - 1] - angle[start]) > np.radians(280) and stop - start < 4 * skeleton.FPS
    ]


def waves(positions):
    """Events f"wave {side}" of (T, 22, 3): a raised hand that goes to and fro while the other one rests."""
    found = []
    offsets = {
        side: positions[:, skeleton.INDEX[f"{side}_wrist"]] - positions[:, skeleton.INDEX[f"{side}_shoulder"]]
        for side in _SIDES
    }
    for side, other in (_SIDES, _SIDES[::-1]):
        raised = (offsets[side][:, 1] > -0.05) & (offsets[other][:, 1] < offsets[side][:, 1] - 0.2)
        for start, stop in runs.runs(runs.without_gaps(raised, 4)):
            hand = offsets[side][start:stop]
            ways = _reversals(hand, 0.06)
            if ways >= 3 and stop - start >= skeleton.FPS:
                found.append(Event(f"wave {side}", start, stop))
    return found


def _reversals(points, least):
    """How often points (T, 3) turn back by `least` metres or more along their main direction."""
    along = points - points.mean(axis=0)
    along = along @ np.linalg.svd(along, full_matrices=False)[2][0]
    count, way, mark = 0, 0, along[0]
    for value in along:
        if way >= 0 and value < mark - least:
            count, way, mark = count + 1, -1, value
        elif way <= 0 and value > mark + least:
            count, way, mark = count + 1, 1, value
        else:
            mark = max(mark, value) if way >= 0 else min(mark, value)
    return count


def _speed(points):
    """Metres a second (T, n) of points (T, n, 3)."""
    return np.linalg.norm(np.gradient(points, axis=0), axis=-1) * skeleton.FPS


def _groups(events):
    """Events in lists, each one less than _SERIES seconds after the one before."""
    groups = []
    for event in sorted(events, key=lambda e: e.start):
        if groups and event.start - groups[-1][-1].stop < _SERIES * skeleton.FPS:
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def _series(events):
    """Events of one kind that follow each other closely, as one."""
    kinds = sorted({event.kind for event in events})
    groups = [g for kind in kinds for g in _groups([e for e in events if e.kind == kind])]
    return [Event(g[0].kind, g[0].start, g[-1].stop) for g in groups]


def _both(kicked, punched):
    """Events of kicks and of punches that follow each other closely, as one."""
    groups = [g for g in _groups([*kicked, *punched]) if any(e in kicked for e in g)]
    return [Event("", g[0].start, g[-1].stop) for g in groups if any(e in punched for e in g)]


def _said(kind):
    action, _, side = kind.partition(" ")
    return {
        "karate": ("a person does karate moves with kicks and punches", "a person kicks and punches",
                   "a person fights with punches and kicks"),
        "spin": ("a person spins around", "a person twirls", "spins around once"),
        "kick": (f"a person kicks with the {side} foot", f"kicks with their {side} leg", "a person kicks"),
        "ball": (f"a person kicks a ball with the {side} foot", "a person kicks a ball", "kicks a ball"),
        "punch": (f"a person punches with the {side} hand", f"throws a punch with the {side} arm"),
        "box": ("a person is boxing", "a person throws punches", "boxing"),
        "hop": (f"a person hops on the {side} foot", "a person hops on one leg", "hops on one foot"),
        "jump": {
            "forward": ("a person jumps forward", "jumps forward"),
            "up": ("a person jumps up and down", "a person jumps", "jumps in place"),
        }.get(side),
        "wave": (f"a person waves with the {side} hand", f"someone waves their {side} hand", "waves hello"),
    }[action]  # fmt: skip
