"""Sentences: what they describe, mirrored ones, and ones made from a trial's label."""

import re
from dataclasses import dataclass

from backend.text.mirrored import has_side, mirror

__all__ = ["ORIGINS", "Caption", "clean", "from_label", "has_side", "mirror"]

# Where a sentence comes from: HumanML3D's and KIT's annotators, the trial's label, someone who looked at the
# motion, measurement, another wording of a sentence, a recipe that made the motion. "" where it isn't known.
ORIGINS = ("", "humanml3d", "kit", "label", "watched", "kinematic", "paraphrase", "made")
_TIME_NOTE = re.compile(r"^\s*\[from [^\]]*\]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Caption:
    """A sentence and the seconds of its clip that it describes; 0 to 0 means the whole clip.

    origin: one of ORIGINS.
    """

    text: str
    start_s: float = 0.0
    stop_s: float = 0.0
    origin: str = ""


def clean(text):
    """A sentence without the annotators' time notes and doubled spaces."""
    return " ".join(_TIME_NOTE.sub("", text).split())


_SENTENCES = {
    "walk": ("a person walks forward.", "someone is walking.", "a man walks at a normal pace."),
    "walk/stride": ("a person walks with long strides.",),
    "slow walk/stride": ("a person walks slowly.",),
    "slow walk": ("a person walks slowly.", "someone walks forward at a slow pace."),
    "slow walk, stop": (
        "a person walks slowly and stops.",
        "someone walks forward slowly, then stands still.",
    ),
    "brisk walk": ("a person walks briskly.",),
    "walkstraight": ("a person walks straight forward.",),
    "walking": ("a person walks forward.",),
    "quickwalk": ("a person walks quickly.",),
    "sadwalk": ("a person walks sadly with a lowered head.",),
    "walk stealthily": ("a person walks stealthily.", "someone sneaks forward quietly."),
    "walk, exaggerated stride": ("a person walks with exaggerated strides.",),
    "walk on uneven terrain": ("a person walks on uneven terrain.", "someone walks over rough ground."),
    "walk to run": ("a person walks and then starts running.",),
    "walk digital figure eight": ("a person walks in a figure eight.",),
    "walk, veer left": ("a person walks forward and veers left.", "someone walks in a curve to the left."),
    "walk, veer right": ("a person walks forward and veers right.", "someone walks in a curve to the right."),
    "walk, 90-degree left turn": (
        "a person walks and turns left.",
        "someone walks forward, then turns ninety degrees to the left.",
    ),
    "walk, 90-degree right turn": (
        "a person walks and turns right.",
        "someone walks forward, then turns ninety degrees to the right.",
    ),
    "start walk left": ("a person stands, then walks to the left.",),
    "start walk right": ("a person stands, then walks to the right.",),
    "start walk stop": ("a person starts walking and then stops.",),
    "run": ("a person runs forward.", "someone is running."),
    "run/jog": ("a person jogs forward.", "someone is running.", "a man runs."),
    "run/jog, sudden stop": ("a person runs and suddenly stops.",),
    "run/jog, veer left": ("a person jogs and veers left.", "someone runs in a curve to the left."),
    "run/jog, veer right": ("a person jogs and veers right.", "someone runs in a curve to the right."),
    "run/jog, 90-degree left turn": ("a person jogs and turns left.",),
    "run/jog, 90-degree right turn": ("a person jogs and turns right.",),
    "run, veer left": ("a person runs and veers left.",),
    "run, veer right": ("a person runs and veers right.",),
    "run, 90-degree left turn": ("a person runs and turns left.",),
    "run, 90-degree right turn": ("a person runs and turns right.",),
    "run left": ("a person runs to the left.",),
    "run right": ("a person runs to the right.",),
    "run turn left": ("a person runs and turns left.",),
    "run turn right": ("a person runs and turns right.",),
    "run side step left": ("a person runs and sidesteps to the left.",),
    "run side step right": ("a person runs and sidesteps to the right.",),
    "run over": ("a person runs over an obstacle.",),
    "run, leap": ("a person runs and leaps.",),
    "run jump over": ("a person runs and jumps over something.",),
    "run jump stop run": ("a person runs, jumps, stops and runs again.",),
    "run quick stop run": ("a person runs, stops quickly and runs again.",),
    "run to quick stop": ("a person runs and stops quickly.",),
    "run duck underneath": ("a person runs and ducks underneath something.",),
    "run dive over roll run": ("a person runs, dives into a roll and runs on.",),
    "start duck underneath stop": ("a person walks, ducks underneath something and stops.",),
    "start hop stop": ("a person hops forward and stops.",),
    "jump": ("a person jumps.", "someone jumps up."),
    "high jump": ("a person jumps high.", "someone crouches and jumps up high."),
    "forward jump": ("a person jumps forward.", "someone leaps forward with both feet."),
    "jump, balance": ("a person jumps and balances.",),
    "jump turn": ("a person jumps and turns.",),
    "jump stop": ("a person jumps and stops.",),
    "jump up and down, hop on one foot": ("a person jumps up and down, then hops on one foot.",),
    "jump up to grab, reach for, tiptoe": (
        "a person jumps up to grab something overhead.",
        "someone reaches up high on tiptoe.",
    ),
    "jumps kicks and punches": ("a person jumps, kicks and punches.",),
    "front kick": ("a person does a front kick.",),
    "mawashigeri": ("a person does a roundhouse kick.",),
    "yokogeri": ("a person does a side kick.",),
    "gedanbarai": ("a person does a karate low block.",),
    "oiduki": ("a person steps forward and punches, as in karate.",),
    "empi": ("a person performs a karate kata.",),
    "heiansyodan": ("a person performs a karate kata.",),
    "boxing": ("a person is boxing.", "someone throws punches."),
    "punch/strike": ("a person punches.", "someone strikes with a fist."),
    "swordplay": ("a person swings a sword.", "someone fights with a sword."),
    "salsa dance": ("a person dances salsa.", "someone is dancing."),
    "laugh": ("a person laughs.", "someone shakes with laughter."),
    "mop floor": ("a person mops the floor.",),
    "wash windows": ("a person washes windows.", "someone wipes a window with one hand."),
    "climb 3 steps": ("a person climbs three steps.", "someone walks up some stairs."),
    "climb ladder": ("a person climbs a ladder.",),
    "direct traffic, wave, point": (
        "a person directs traffic, waving and pointing.",
        "someone waves and points.",
    ),
    "drink soda": ("a person drinks from a bottle.",),
    "sit on stepstool, stand up": (
        "a person sits down on a low stool and stands up.",
        "a person sits down on a stool and stands up.",
        "someone sits down, then stands up.",
    ),
    "sit on high stool, stand up": (
        "a person sits down on a high stool and stands up.",
        "someone sits down on a high stool, then stands up.",
    ),
    "sit on stepstool, stand up, swing legs": (
        "a person sits on a high stool, swings the legs and stands up.",
    ),
    "sit on stepstool, ankle on other knee, hand on chin": (
        "a person sits on a stool, one ankle on the other knee and a hand on the chin.",
    ),
    "soccer - kick ball": ("a person kicks a ball.", "someone kicks a soccer ball."),
    "range of motion": ("a person stretches the arms and legs in all directions.",),
    "motorcycle": ("a person rides a motorcycle.",),
    "alaskan vacation": ("a person acts out a scene.",),
    "unknown": ("a person moves.",),
    "basketball - forward dribble": ("a person dribbles a basketball forward.",),
    "basketball - backward dribble": ("a person dribbles a basketball backward.",),
    "basketball - sideways dribble": ("a person dribbles a basketball sideways.",),
    "basketball signals": ("a person gives basketball referee signals with the arms.",),
    "nursery rhyme - \"i'm a little teapot...\"": ("a person sings and acts out a nursery rhyme.",),
}  # fmt: skip


_VERBS = {
    "dance": "dances", "playground": "plays on a playground", "basketball": "plays basketball",
    "soccer": "plays soccer", "acrobatics": "does acrobatics",
}  # fmt: skip


def from_label(label):
    """Sentences (a tuple of at least one) for CMU's short label of a trial."""
    key = label.strip().lower()
    if key in _SENTENCES:
        return _SENTENCES[key]
    animal = re.match(r"(.+) \(human subject\)", key)
    if animal:
        article = "an" if animal[1][0] in "aeiou" else "a"
        return (f"a person moves like {article} {animal[1]}.",)
    kind, _, detail = key.partition(" - ")
    if detail:
        verb = _VERBS.get(kind, f"does {kind}")
        return (f"a person {verb}: {detail}.", f"a person {verb}.")
    if "jumping jacks" in key:
        return ("a person does exercises.", f"a person exercises: {key}.")
    return (f"a person performs: {key}.",)
