"""Sentences for the seconds of a longer clip in which it kicks, punches, jumps, hops, spins, waves or trains.

Who types "kicks with the left foot" wants one kick at once; in the corpus it is one of many things in ten
seconds. What is seen on the joints counts only where the clip's own sentences name the action.
"""

import re
from dataclasses import replace

import numpy as np

from backend.motion.body import quaternion, skeleton

from ..build import at_origin
from ..detect import events, exercises
from ..file import Caption

_KICKS = re.compile(r"\bkick|\bkarate\b|\bmartial\b", re.IGNORECASE)
_BALL = re.compile(r"\bball\b|\bsoccer\b", re.IGNORECASE)
_KARATE = re.compile(r"\bkarate\b|\bmartial\b|\bfight", re.IGNORECASE)
_SPINS = re.compile(r"\bspin|\btwirl|\bpirouette", re.IGNORECASE)
_BALLET = re.compile(r"\bball(?:et|erina)|\bpiro|\barabesque|\bjet[eé]", re.IGNORECASE)
_PUNCHES = re.compile(r"\bpunch|\bbox(?:ing|es|er)\b|\bjab", re.IGNORECASE)
_JUMPS = re.compile(r"\bjump|\bleap|\bhop", re.IGNORECASE)
_HOPS = re.compile(
    r"\bhop|\bjump\w* on (?:his|her|their|the|one|a) (?:left|right|\w* ?foot|leg)", re.IGNORECASE
)
_WAVES = re.compile(r"\bwav(?:e|es|ing)\b", re.IGNORECASE)
_DANCES = re.compile(r"\bdanc|\bballet|\bmoonwalk|\bcartwheel", re.IGNORECASE)
_EXERCISES = re.compile(
    r"\bexercis|\bjumping jack|\bwarm\w* up|\b(?:three|does|doing) squats|\bstretch", re.IGNORECASE
)
# Seconds before and after an event.
_BEFORE, _AFTER = 0.8, 0.9
# Part of its own movement that the hand which does not wave keeps.
_STIRS = 0.15
# What the corpus shows a few times only, and how much each counts.
RARE = {"hop": 0.8, "wave": 0.8, "ball": 1.5, "karate": 0.8, "box": 0.8, "ballet": 0.8}
_COMMON = 0.8
# Jogs on the spot stand against hundreds that run away.
_WEIGHTS = {**RARE, "jog": 2.5}


def named(clip):
    """The CorpusClip with captions of such events added, but for waves: there the other hand waves too."""
    found = [(e, seconds) for e, seconds in _events(clip) if not e.kind.startswith("wave")]
    more = [Caption(text, *seconds, "kinematic") for event, seconds in found for text in _said(event.kind)]
    return replace(clip, captions=(*clip.captions, *more)) if more else clip


def cut_out(clips, kinds=RARE, around=(_BEFORE, _AFTER)):
    """CorpusClips of the events of these kinds, each on its own with the seconds `around` it; RARE: what the
    corpus shows a few times."""
    found = []
    for clip in clips:
        for event, (start_s, stop_s) in _events(clip, around):
            if event.kind.startswith(tuple(kinds)):
                inside = slice(int(start_s * skeleton.FPS), int(stop_s * skeleton.FPS) + 1)
                rotations, translation = at_origin(clip.rotations[inside], clip.translation[inside])
                if event.kind.startswith("wave"):
                    rotations = _one_handed(rotations, translation, event.kind.split()[1])
                found.append(
                    replace(
                        clip, id=f"{clip.id}!{event.kind.replace(' ', '-')}{event.start}", source="event",
                        weight=_WEIGHTS.get(event.kind.split()[0], _COMMON),
                        captions=tuple(Caption(text, origin="kinematic") for text in _said(event.kind)),
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


def _events(clip, around=(_BEFORE, _AFTER)):
    """[(Event, (from, to) in seconds, with those `around` it)] of what the clip's own sentences name."""
    texts, positions = " ".join(c.text for c in clip.captions), clip.positions
    found, dances = [], _DANCES.search(texts)
    if _KICKS.search(texts) and not dances:
        found += events.kicks(positions, "ball" if _BALL.search(texts) else "kick")
    if _PUNCHES.search(texts):
        found += events.punches(positions)
    if _KARATE.search(texts):
        found += [
            replace(event, kind="karate")
            for event in events.both(events.kicks(positions), events.punches(positions))
        ]
    if _SPINS.search(texts):
        found += events.spins(positions)
    if _BALLET.search(texts):
        found += [replace(event, kind="ballet") for event in events.spins(positions)]
    if _JUMPS.search(texts) and not dances:
        found += events.jumps(positions)
    if _HOPS.search(texts) and not dances:
        found += events.hops(positions)
    if _WAVES.search(texts) and not dances:
        found += events.waves(positions)
    if _EXERCISES.search(texts) and not dances:
        found += exercises.found(positions)
    last = (len(clip) - 1) / skeleton.FPS
    return [
        (e, (max(e.start / skeleton.FPS - around[0], 0.0), min(e.stop / skeleton.FPS + around[1], last)))
        for e in found
    ]


def _said(kind):
    action, _, side = kind.partition(" ")
    return {
        "karate": ("a person does karate moves with kicks and punches", "a person kicks and punches",
                   "a person fights with punches and kicks"),
        "spin": ("a person spins around", "a person twirls", "spins around once"),
        "ballet": ("a person dances ballet and twirls", "a ballet dancer does a pirouette",
                   "a person does a ballet twirl"),
        "kick": (f"a person kicks with the {side} foot", f"kicks with their {side} leg", "a person kicks"),
        "ball": (f"a person kicks a ball with the {side} foot", "a person kicks a ball", "kicks a ball"),
        "punch": (f"a person punches with the {side} hand", f"throws a punch with the {side} arm"),
        "box": ("a person is boxing", "a person throws punches", "boxing"),
        "hop": (f"a person hops on the {side} foot", "a person hops on one leg", "hops on one foot"),
        "jump": {
            "forward": ("a person jumps forward", "jumps forward"),
            "up": ("a person jumps up and down", "a person jumps", "jumps in place"),
        }.get(side),
        "jacks": ("a person does jumping jacks", "someone does jumping jacks", "jumping jacks"),
        "squat": ("a person squats down and stands up", "a person does squats", "squats"),
        "twist": ("a person twists from side to side", "a person turns the upper body left and right",
                  "side twists"),
        "bend": ("a person bends down and touches the toes", "a person bends over", "touches their toes"),
        "reach": ("a person raises both arms above the head", "someone reaches up with both hands"),
        "jog": ("a person jogs on the spot", "a person runs in place", "someone jogs without moving forward",
                "jogging in place"),
        "wave": (f"a person waves with the {side} hand", f"someone waves their {side} hand", "waves hello"),
    }[action]  # fmt: skip
