"""What sentences claim that joints can contradict: a pattern and a judge for each kind of claim.

A judge gets a Body and the pattern's match and gives None where the motion does not contradict the words, a
Finding where it does. Joints rarely prove an act; what they refute is told with a wide margin.
"""

import re
from dataclasses import dataclass

import numpy as np

from ..language import captions
from . import shown
from .body import SIDES


@dataclass(frozen=True)
class Finding:
    """What was measured instead, and the words that are true in the place of the match ("" : none are)."""

    measured: str
    instead: str = ""


def _sided(name, measure, least, clear, none=0.0):
    """A judge of claims with a side: contradicted where the other side does it (`clear` or more) and the
    named one does not (less than `least`): then the other one is said; and where neither reaches `none`."""

    def judge(body, match):
        side = match["side"].lower()
        own, other = measure(body)[:: 1 if side == "left" else -1]
        told = f"{name}: {side} {own:.2f}, other {other:.2f}"
        if own < least and other >= clear:
            return Finding(told, captions.mirror(match[0]))
        return Finding(told) if max(own, other) < none else None

    return judge


def _least(name, measure, least):
    """A judge of claims that need `least` of a measure."""

    def judge(body, match):
        value = float(np.max(measure(body)))
        return None if value >= least else Finding(f"{name} {value:.2f} instead of {least:g} or more")

    return judge


def _most(name, measure, most):
    def judge(body, match):
        value = float(np.max(measure(body)))
        return None if value <= most else Finding(f"{name} {value:.2f} instead of {most:g} or less")

    return judge


def _waves(body, match):
    side = match["side"].lower()
    own, other = shown.waved(body)[:: 1 if side == "left" else -1]
    told = f"raised {side} hand moves {own:.2f} m, the other {other:.2f} m"
    if own < 0.25:
        return Finding(told, captions.mirror(match[0]) if other > 0.6 else "")
    if own < other / 1.3 or (own < 1.3 * other and other > 0.4):
        limb = "arms" if match["limb"].lower().startswith("arm") else "hands"
        both = re.sub(rf"(?:the|his|her|their|its|a)\s+{side}\s+{match['limb']}", f"both {limb}", match[0])
        return Finding(told, both if both != match[0] else "")
    return None


def _circle(body, match):
    degrees = shown.circles(body)
    if degrees >= 270.0:
        return None
    words = "half circle" if 130.0 < degrees < 235.0 else "curve" if 40.0 < degrees <= 130.0 else ""
    side = re.search(r"\b(left|right)\b", match["circle"], re.IGNORECASE)
    instead = f"a {words}" + (f" to the {side[1].lower()}" if side else "")
    return Finding(
        f"{degrees:.0f} degrees round", match[0][: -len(match["circle"])] + instead if words else ""
    )


def _turns(body, match):
    side = match["side"].lower()
    own, other = shown.turns(body)[:: 1 if side == "left" else -1]
    if own >= 30.0 or other < 45.0:
        return None if max(own, other) >= 20.0 else Finding(f"turns {own:.0f} and {other:.0f} degrees")
    return Finding(f"turns {own:.0f} to the {side}, {other:.0f} to the other", captions.mirror(match[0]))


_ROUND = (45, 90, 180, 270, 360)


def _degrees(body, match):
    said = float(match["degrees"])
    measured = float(shown.turns(body).max())
    if said > 720 or abs(measured - said) <= 0.35 * said + 10.0:
        return None
    nearest = min(_ROUND, key=lambda d: abs(d - measured))
    fits = abs(measured - nearest) <= 0.25 * nearest and nearest != said
    instead = match[0].replace(match["degrees"], str(nearest)) if fits else ""
    return Finding(f"turns {measured:.0f} degrees", instead)


def _lies(body, match):
    on = match["on"].lower()
    said = {"stomach": "belly", "front": "belly", "face": "belly"}.get(on, on)
    seconds = shown.lies(body)
    best = max(seconds, key=seconds.get)
    if seconds[best] < 0.5 or seconds[said] >= 0.3:
        return None
    told = f"{seconds[said]:.1f} s on the {said}, {seconds[best]:.1f} s on the {best}"
    instead = re.sub(rf"(?:face down )?\b{match['on']}$", best, match[0], flags=re.IGNORECASE)
    return Finding(told, "" if on == "face" else instead)


def _way(forward, least=0.25, other=0.6):
    """A judge of walks that go forward or backward: contradicted where only the other way is gone."""

    def judge(body, match):
        ahead, back, *_ = shown.moved(body)
        own, against = (ahead, back) if forward else (back, ahead)
        if own >= least or against < other:
            return None
        return Finding(f"{ahead:.1f} m forward, {back:.1f} m backward")

    return judge


def _aside(body, match):
    side = match["side"].lower()
    own, other = shown.moved(body)[2:][:: 1 if side == "left" else -1]
    if own >= 0.15 or other < 0.35:
        return None
    return Finding(f"{own:.2f} m to the {side}, {other:.2f} m to the other", captions.mirror(match[0]))


def _crossed(body, match):
    value = shown.uncrossed(body)
    return None if value <= 0.08 else Finding(f"wrists {value:.2f} m uncrossed")


def _knee(body, match):
    side = match["side"].lower()
    own, other = shown.knelt(body)[:: 1 if side == "left" else -1]
    if own < 0.2 or other > 0.16:
        return None if min(own, other) < 0.3 else Finding(f"knees {own:.2f} and {other:.2f} m high")
    return Finding(f"{side} knee {own:.2f} m high, the other {other:.2f} m", captions.mirror(match[0]))


_SIDE = rf"(?P<side>{'|'.join(SIDES)})"
_OWN = r"(?:the|his|her|their|its|a)"
_LIE = r"\b(?:lies?|lying|laying|lays?|rests?|stays?|sleeps?|sleeping)"
_TURN = r"\b(?:turn|rotate|spin|pivot)(?:s|ing|ning)?"
_CLAUSE = r"[^,;.|]"
_GO = r"\b(?:walk|run|jog|stroll|march|go|goe|move|step|skip)(?:s|es|ing|ning|ging|ping)?"

CLAIMS = tuple(
    (name, re.compile(pattern, re.IGNORECASE), judge)
    for name, pattern, judge in (
        ("wave", rf"\bwav(?:e|es|ing)\b(?:(?! and | while | then )[^,;.]){{0,25}}?\b{_SIDE} (?P<limb>hand|arm)\b", _waves),
        ("wave both", r"\bwav(?:e|es|ing)\b (?:with )?(?:both )(?:hands|arms)\b",
         _least("metres waved by the stiller hand", lambda b: shown.waved(b).min(), 0.2)),
        ("wave hello", r"\bwav(?:e|es|ing) (?:hello|goodbye|at|to someone|to somebody|in greeting)\b",
         _least("metres waved", shown.waved, 0.25)),
        ("kick", rf"\bkick(?:s|ing)?\b(?:(?! and | while | then | from ){_CLAUSE}){{0,20}}?\b(?:with|using) "
                 rf"{_OWN} {_SIDE} (?:foot|leg)\b", _sided("kick", shown.kicked, 0.2, 0.35, 0.1)),
        ("kick", rf"\b{_SIDE} (?:\w+ )?kick\b", _sided("kick", shown.kicked, 0.2, 0.35, 0.1)),
        ("punch", rf"\b(?:punch|jab|strike)(?:es|s|ing|bing)?\b(?:(?! and | while | then ){_CLAUSE}){{0,20}}?"
                  rf"\b{_OWN} {_SIDE} (?:hand|fist|arm)\b", _sided("thrust", shown.punched, 1.0, 2.0, 0.6)),
        ("raise", rf"\b(?:raise|lift|hold up|put up)(?:s|es|ing)?(?: up)? {_OWN} {_SIDE} (?:arm|hand)\b",
         _sided("wrist over shoulder", shown.raised, -0.35, -0.05, -0.35)),
        ("hands up", r"\b(?:both (?:arms|hands)|the arms|the hands) (?:high )?(?:up|over|above) "
                     r"(?:high|the head|their head|his head|her head)\b",
         _least("lower wrist over shoulder", lambda b: np.min(shown.raised(b)), 0.0)),
        ("circle", rf"{_GO} (?:\w+ ){{0,2}}in (?P<circle>(?:a|an)(?: (?!half|semi|quarter)\w+)? circle)\b"
                   r"(?! (?:with|of) \w+ (?:arm|hand|leg))", _circle),
        ("turn", rf"{_TURN} (?:around )?(?:(?:by )?(?:90|180|270|360|ninety) degrees )?(?:to (?:the|his|her|their) )?"
                 rf"{_SIDE}\b(?! (?:arm|hand|leg|foot|hip|shoulder|side|knee|shoe|wrist))", _turns),
        ("degrees", rf"{_TURN} (?:around )?(?:(?:left|right|to (?:the|his|her|their) (?:left|right)) )?"
                    r"(?:by )?(?:about )?(?P<degrees>\d{2,3}) degrees", _degrees),
        ("turn around", rf"{_TURN} around\b(?! (?:and|or) (?:look|his|her|their))",
         _least("greatest turn in degrees", shown.turns, 75.0)),
        ("squat", r"(?<!slightly )(?<!slight )(?<!half )\bsquat(?:s|ting)?\b(?! jump)(?! slightly)",
         _most("lowest pelvis, part of standing,", shown.folded, 0.78)),
        ("lie", rf"{_LIE}\b(?:(?! and | then ){_CLAUSE}){{0,12}}?\bon (?:the|his|her|their) (?P<on>back|side|belly|stomach)\b",
         _lies),
        ("fall", r"\b(?:falls?|collapses?|falling|collapsing)\b(?: \w+){0,2}? (?:to the (?:floor|ground)|dead|down dead)\b",
         _most("lowest pelvis, part of standing,", shown.lowest, 0.7)),
        ("stay down", r"\b(?:stays?|remains?|staying|remaining) (?:down|there|lying|on the (?:floor|ground))\b|\b(?:dies|dead)\b",
         _most("pelvis at the end, part of standing,", shown.at_the_end, 0.75)),
        ("clap", r"\b(?:claps?|clapping|applauds?|applauding|applause)\b(?! push)",
         _most("wrists apart at the nearest, m,", shown.hands_apart, 0.24)),
        ("crossed", r"\b(?:arms? (?:\w+ )?(?:crossed|folded)|crossed arms|(?:cross|fold)(?:es|s|ing)? (?:the|his|her|their) arms)\b",
         _crossed),
        ("hips", r"\bhands on (?:\w+ )?hips\b", _most("wrist off the hip, m,", shown.from_hips, 0.3)),
        ("jump", r"\bjump(?:s|ing)?\b(?! (?:rope|jack))",
         _least("flight in dm or way up in m/s", lambda b: max(10 * shown.flight(b), shown.rises(b)), 0.4)),
        ("jumping jack", r"\bjumping jacks?\b|\bstar jumps?\b", _least("hands over the head, times", shown.jacks, 1)),
        ("cartwheel", r"\b(?:cartwheels?|handstands?|handsprings?|backflips?|somersaults?|front flips?)\b",
         _most("trunk's vertical part", shown.overturned, 0.2)),
        ("hop", rf"\bhop(?:s|ping)?\b(?:(?! and | while | then ){_CLAUSE}){{0,15}}?\bon {_OWN} {_SIDE} (?:foot|leg)\b",
         _sided("seconds carried", shown.carries, 0.3, 0.6)),
        ("one leg", rf"\b(?:stand|balance)(?:s|ing)?\b(?: \w+)? on {_OWN} {_SIDE} (?:foot|leg)\b",
         _sided("seconds carried", shown.carries, 0.3, 0.6)),
        ("kneel", rf"\bkneel(?:s|ing)?\b(?: \w+)? on {_OWN} {_SIDE} knee\b", _knee),
        ("kneel down", r"\bkneel(?:s|ing)?\b", _most("lower knee, m,", lambda b: shown.knelt(b).min(), 0.3)),
        ("sit down", r"\b(?:sits?|sitting) down\b", _least("thighs in degrees", shown.seated, 35.0)),
        ("bow", r"\b(?:bends?|bending) (?:over|down)\b|\bbows\b|\bbowing\b", _least("trunk's tilt", shown.tilts, 20.0)),
        ("backward", r"\b(?:walk|run|jog)(?:s|ing|ning|ging)? backwards?\b", _way(False)),
        ("forward", r"\b(?:walk|run|jog)(?:s|ing|ning|ging)? (?:straight )?forwards?\b", _way(True)),
        ("sideways", rf"\b(?:(?:step|sidestep|shuffle)(?:s|ping|ing)? (?:sideways |aside )?|(?:walk|move|jump|hop)"
                     rf"(?:s|ping|ing)? (?:sideways|aside) )to (?:the|his|her|their) {_SIDE}\b(?! (?:arm|hand|leg|foot|side))", _aside),
        ("run", r"\b(?:runs|running|sprints?|sprinting)\b(?! (?:in place|on the spot|(?:\w+ )?(?:hand|finger)))",
         _least("fastest, m/s,", lambda b: max(shown.fastest(b), shown.strides(b) / 2.5), 1.0)),
    )
)  # fmt: skip
