"""What sentences claim that joints can contradict: a kind, a pattern and a judge for each claim."""

import re

import numpy as np

from . import judges, shown
from .body import SIDES

_SIDE = rf"(?P<side>{'|'.join(SIDES)})"
_OWN = r"(?:the|his|her|their|its|a)"
_TO = r"to (?:the|his|her|their)"
_LIE = r"\b(?:lies?|lying|laying|lays?|rests?|stays?|sleeps?|sleeping)"
_TURN = r"\b(?:turn|rotate|spin|pivot)(?:s|ing|ning)?"
_GO = r"\b(?:walk|run|jog|stroll|march|go|goe|move|step|skip)(?:s|es|ing|ning|ging|ping)?"
_LIMB = "(?:arm|hand|leg|foot|hip|shoulder|side|knee|shoe|wrist)"


def _near(most, but="and|while|then"):
    """At most so many characters of the same clause."""
    return rf"(?:(?! (?:{but}) )[^,;.|]){{0,{most}}}?"


_TABLE = (
    ("wave", rf"\bwav(?:e|es|ing)\b{_near(25)}\b{_SIDE} (?P<limb>hand|arm)\b", judges.waves),
    (
        "wave both",
        r"\bwav(?:e|es|ing)\b (?:with )?both (?:hands|arms)\b",
        judges.least("metres waved by the stiller hand", lambda b: shown.waved(b).min(), 0.2),
    ),
    (
        "wave hello",
        r"\bwav(?:e|es|ing) (?:hello|goodbye|at|to someone|to somebody|in greeting)\b",
        judges.least("metres waved", shown.waved, 0.25),
    ),
    (
        "kick",
        rf"\bkick(?:s|ing)?\b{_near(20, 'and|while|then|from')}\b(?:with|using) {_OWN} {_SIDE} "
        r"(?:foot|leg)\b",
        judges.sided("kick", shown.kicked, 0.2, 0.35, 0.1),
    ),
    ("kick", rf"\b{_SIDE} (?:\w+ )?kick\b", judges.sided("kick", shown.kicked, 0.2, 0.35)),
    (
        "punch",
        rf"\b(?:punch|jab|strike)(?:es|s|ing|bing)?\b{_near(20)}\b{_OWN} {_SIDE} (?:hand|fist|arm)\b",
        judges.sided("thrust", shown.punched, 1.0, 2.0, 0.6),
    ),
    (
        "raise",
        rf"\b(?:raise|lift|hold up|put up)(?:s|es|ing)?(?: up)? {_OWN} {_SIDE} (?:arm|hand)\b",
        judges.sided("wrist over shoulder", shown.raised, -0.35, -0.05, -0.35),
    ),
    (
        "point",
        rf"\bpoint(?:s|ing)?\b{_near(20)}\bwith {_OWN} {_SIDE} (?:arm|hand)\b",
        judges.sided("wrist over shoulder", shown.raised, -0.4, -0.1, -0.4),
    ),
    (
        "throw",
        rf"\b(?:throw|pitch|hurl|toss|swing)(?:s|es|ing)?\b{_near(20)}\b{_OWN} {_SIDE} (?:arm|hand)\b",
        judges.sided("fastest wrist, m/s", shown.swung, 1.2, 2.5, 0.8),
    ),
    (
        "lift a leg",
        rf"\b(?:lift|raise)(?:s|es|ing)?(?: up)? {_OWN} {_SIDE} (?:knee|leg|foot)\b",
        judges.sided("ankle over the other, m", shown.lifted, 0.1, 0.2, 0.08),
    ),
    (
        "hands up",
        r"\b(?:both|the) (?:arms|hands) (?:high )?(?:up|over|above) (?:high|(?:the|their|his|her) head)\b",
        judges.least("lower wrist over shoulder", lambda b: np.min(shown.raised(b)), 0.0),
    ),
    (
        "circle",
        rf"{_GO} (?:\w+ ){{0,2}}in (?P<circle>an?(?: (?!half|semi|quarter)\w+)? circle)\b"
        rf"(?! (?:with|of) \w+ (?:arm|hand|leg))(?: {_TO} {_SIDE})?",
        judges.circle,
    ),
    (
        "turn",
        rf"{_TURN} (?:around )?(?:(?:by )?(?:90|180|270|360|ninety) degrees )?"
        rf"(?:{_TO} )?{_SIDE}\b(?! {_LIMB})",
        judges.turns,
    ),
    (
        "degrees",
        rf"{_TURN} (?:around )?(?:(?:left|right|{_TO} (?:left|right)) )?"
        r"(?:by )?(?:about )?(?P<degrees>\d{2,3}) degrees",
        judges.degrees,
    ),
    (
        "turn around",
        rf"{_TURN} around\b(?! (?:and|or) (?:look|his|her|their))",
        judges.least("greatest turn in degrees", shown.turns, 75.0),
    ),
    (
        "squat",
        r"(?<!slightly )(?<!slight )(?<!half )\bsquat(?:s|ting)?\b(?! jump)(?! slightly)",
        judges.most("lowest pelvis, part of standing,", shown.folded, 0.75),
    ),
    (
        "lie",
        rf"{_LIE}\b{_near(12)}\bon (?:the|his|her|their) (?P<on>back|side|belly|stomach)\b",
        judges.lies,
    ),
    (
        "fall",
        r"\b(?:falls?|collapses?|falling|collapsing)\b(?: \w+){0,2}? "
        r"(?:to the (?:floor|ground)|dead|down dead)\b",
        judges.most("lowest pelvis, part of standing,", shown.lowest, 0.7),
    ),
    (
        "stay down",
        r"\b(?:stays?|remains?|staying|remaining) (?:down|there|lying|on the (?:floor|ground))\b"
        r"|\b(?:dies|dead)\b",
        judges.most("pelvis at the end, part of standing,", shown.at_the_end, 0.75),
    ),
    (
        "clap",
        r"\b(?:claps?|clapping|applauds?|applauding|applause)\b(?! push)",
        judges.most("wrists apart at the nearest, m,", shown.hands_apart, 0.24),
    ),
    (
        "crossed",
        r"\b(?:arms? (?:\w+ )?(?:crossed|folded)|crossed arms|"
        r"(?:cross|fold)(?:es|s|ing)? (?:the|his|her|their) arms)\b",
        judges.crossed,
    ),
    (
        "hand on hip",
        rf"\b{_OWN} {_SIDE} hand on (?:the|his|her|their) hip\b",
        judges.sided("metres from hip, negative", lambda b: -shown.from_hips(b), -0.3, -0.18, -0.4),
    ),
    ("hips", r"\bhands on (?:\w+ )?hips\b", judges.most("wrist off the hip, m,", shown.from_hips, 0.25)),
    (
        "jump",
        r"\bjump(?:s|ing)?\b(?! (?:rope|jack))",
        judges.least("flight, dm, or way up, m/s,", lambda b: max(10 * shown.flight(b), shown.rises(b)), 0.4),
    ),
    (
        "jumping jack",
        r"\bjumping jacks?\b|\bstar jumps?\b",
        judges.least("hands over the head, times", shown.jacks, 1),
    ),
    (
        "cartwheel",
        r"\b(?:cartwheels?|handstands?|handsprings?|backflips?|somersaults?|front flips?)\b",
        judges.most("trunk's vertical part", shown.overturned, 0.2),
    ),
    (
        "one leg",
        rf"\b(?:hop|stand|balance)(?:s|ing|ping)?\b{_near(15)}\bon {_OWN} {_SIDE} (?:foot|leg)\b",
        judges.sided("seconds carried", shown.carries, 0.3, 0.6),
    ),
    ("kneel", rf"\bkneel(?:s|ing)?\b(?: \w+)? on {_OWN} {_SIDE} knee\b", judges.knee),
    (
        "kneel down",
        r"\bkneel(?:s|ing)?\b",
        judges.most("lower knee, m,", lambda b: shown.knelt(b).min(), 0.3),
    ),
    ("sit down", r"\b(?:sits?|sitting) down\b", judges.least("thighs in degrees", shown.seated, 35.0)),
    (
        "bow",
        r"\b(?:bends?|bending) (?:over|down)\b|\bbows\b|\bbowing\b",
        judges.least("trunk's tilt", shown.tilts, 20.0),
    ),
    ("backward", r"\b(?:walk|run|jog)(?:s|ing|ning|ging)? backwards?\b", judges.way(False)),
    ("forward", r"\b(?:walk|run|jog)(?:s|ing|ning|ging)? (?:straight )?forwards?\b", judges.way(True)),
    (
        "sideways",
        r"\b(?:(?:step|sidestep|shuffle)(?:s|ping|ing)? (?:sideways |aside )?|"
        rf"(?:walk|move|jump|hop)(?:s|ping|ing)? (?:sideways|aside) ){_TO} {_SIDE}\b(?! {_LIMB})",
        judges.aside,
    ),
    (
        "run",
        r"\b(?:runs|running|sprints?|sprinting)\b(?! (?:in place|on the spot|(?:\w+ )?(?:hand|finger)))",
        judges.least("fastest, m/s,", lambda b: max(shown.fastest(b), shown.strides(b) / 2.5), 1.0),
    ),
)
CLAIMS = tuple((name, re.compile(pattern, re.IGNORECASE), judge) for name, pattern, judge in _TABLE)
