"""Phases in words: clauses with a verb, and what is said beside it, in a terse form too."""

from dataclasses import dataclass, replace

from ..language import verbs
from .body import Fact
from .vocabulary import BUSY, HANDS, ONE_HAND, POSTURES, TAKEN

_IRREGULAR = {
    "be": ("is", "being"), "do": ("does", "doing"), "go": ("goes", "going"), "lie": ("lies", "lying"),
    "have": ("has", "having"), "get": ("gets", "getting"), "sit": ("sits", "sitting"),
}  # fmt: skip
_NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_TIMES = {1: "once", 2: "twice"}

# How often what holds is said: what is out of the ordinary nearly always.
_KEPT, _KEPT_PLAIN = 0.85, 0.35


@dataclass(frozen=True)
class Clause:
    """A verb in its base form with what follows it, and additions that go with any form; head, adjectives:
    the same as a noun."""

    verb: str
    rest: str = ""
    added: tuple = ()
    head: str = ""
    adjectives: tuple = ()

    def said(self, form):
        """The clause with its verb as "base", "s" or "ing"."""
        return " ".join(word for word in (inflected(self.verb, form), self.rest, *self.added) if word)

    def terse(self):
        """As a label: "slow walk backwards, hands on the hips"."""
        extras = [
            t.removeprefix("with ").removeprefix("while ") for t in self.added if t not in self.adjectives
        ]
        return ", ".join([" ".join([*self.adjectives, self.head]), *extras])


def inflected(verb, form):
    """A verb as "base", "s" or "ing"."""
    if form == "base":
        return verb
    if verb in _IRREGULAR:
        return _IRREGULAR[verb][form == "ing"]
    return verbs.third_person(verb) if form == "s" else verbs.progressive(verb)


def number(count):
    return _NUMBERS[int(count)] if 0 < count < len(_NUMBERS) else str(int(count))


def times(count):
    return _TIMES.get(int(count), f"{number(count)} times")


def clause(phase, random):
    """The Clause of a Phase with a random part of what is known about it."""
    if phase.kind in TAKEN and not phase.before:
        # Nobody has seen the hands being taken there.
        stands = Fact("stand", phase.start, phase.stop)
        phase = replace(phase, fact=stands, meanwhile=(*phase.meanwhile, phase.fact))
    make = _MAKERS.get(phase.kind, _stand)
    verb, rest, head, adjectives = make(phase, random)
    added = []
    for fact in phase.meanwhile:
        options = POSTURES.get((fact.name, fact.side), ())
        if fact.name in ("knees high", "tiptoe"):
            options = {
                "knees high": ("with the knees high", "lifting the knees high"),
                "tiptoe": ("on tiptoe",),
            }[fact.name]
        if options and random.random() < _KEPT:
            text = _one(options, random)
            if text == "crouched":
                adjectives = ("crouched", *adjectives)
            added.append(text)
    for fact in phase.meanwhile:
        options = HANDS.get((fact.name, fact.side), ONE_HAND.get(fact.name, ()))
        if phase.kind in TAKEN:
            continue
        if fact.name == "busy":
            options = BUSY[fact.side]
        if fact.name == "clap":
            options = ("clapping", "clapping the hands")
        if options and (fact.name == "busy" or random.random() < _KEPT):
            added.append(_one(options, random).format(side=fact.side))
    return Clause(verb, rest, tuple(added), head, tuple(adjectives))


def _one(options, random):
    return options[random.integers(len(options))]


def _stand(phase, random):
    if phase.before in ("sit", "sit floor", "kneel", "squat", "lie", "all fours"):
        up = ("get", "up") if phase.before in ("lie", "all fours") else ("stand", "up")
        return *up, f"{up[0]}ting up" if up[0] == "get" else "standing up", ()
    busy = any(f.name in ("busy", "wave", "clap") for f in phase.meanwhile)
    if phase.has("still") and not busy:
        rest, head = _one((("still", "standing still"), ("", "standing"), ("in place", "idle")), random)
        return "stand", rest, head, ()
    return "stand", "", "standing", ()


def _go(phase, random):
    fact, speed, way = phase.fact, phase.fact.value, phase.fact.side
    if fact.name == "run":
        verb = "jog" if speed < 2.4 else "sprint" if speed > 4.8 else "run"
        verb = "run" if random.random() < 0.6 else verb
        pace = ""
    else:
        verb = "walk"
        pace = "slow" if speed < 0.75 else "brisk" if speed > 1.55 else ""
    limp = phase.has("limp")
    rest, adjectives = [], []
    if limp and random.random() < 0.9:
        verb = "limp" if random.random() < 0.5 else verb
        rest.append(f"on the {limp.side} leg" if verb == "limp" else f"limping on the {limp.side} leg")
    if pace and random.random() < 0.55:
        rest.append({"slow": "slowly", "brisk": "briskly"}[pace])
        adjectives.append(pace)
    steps = phase.has("steps")
    counted = steps and steps.value <= 10 and random.random() < _KEPT_PLAIN and not limp
    if counted:
        rest.append(f"{number(steps.value)} steps")
    ways = {
        "forward": ("forward", "", "ahead"), "backward": ("backwards", "backward"),
        "left": ("sideways to the left", "to the left"), "right": ("sideways to the right", "to the right"),
    }[way]  # fmt: skip
    shape = _shape(phase, random)
    if way != "forward" or not shape:
        rest.append(_one(ways, random))
    rest.append(shape)
    distance = {"straight": phase.has("straight")}["straight"]
    if distance and not counted and random.random() < 0.2:
        metres = round(distance.value)
        rest.append(f"for about {number(metres)} metre{'s' if metres != 1 else ''}")
    head = " ".join(word for word in (verb, "" if way == "forward" else rest_way(way), shape) if word)
    return verb, " ".join(word for word in rest if word), head, tuple(adjectives)


def rest_way(way):
    return "backwards" if way == "backward" else f"sideways {way}"


def _shape(phase, random):
    for name, share, options in (
        ("circle", 0.95, ("in a circle to the {side}", "in a circle", "around in a circle to the {side}")),
        ("arc", 0.85, ("in a curve to the {side}", "in a wide curve to the {side}")),
        ("veer", 0.6, ("veering to the {side}", "slightly to the {side}")),
        ("zigzag", 0.9, ("in a zigzag", "in a winding line")),
        ("there and back", 0.9, ("there and back", "back and forth")),
        ("straight", 0.25, ("straight ahead", "in a straight line")),
    ):
        fact = phase.has(name)
        if fact and random.random() < share and (name != "straight" or phase.fact.side == "forward"):
            return _one(options, random).format(side=fact.side)
    return ""


def _step(phase, random):
    way = {"forward": "forward", "backward": "back", "left": "to the left", "right": "to the right"}[
        phase.fact.side
    ]
    verb, rest = _one((("take", f"a step {way}"), ("step", way)), random)
    return verb, rest, f"step {way}", ()


def _turn(phase, random):
    side, degrees = phase.fact.side, phase.fact.value
    options = [f"to the {side}", side]
    if degrees < 115.0 and degrees > 65.0:
        options += [f"ninety degrees to the {side}", f"a quarter turn to the {side}"]
    elif 145.0 < degrees < 215.0:
        options = [
            f"around to the {side}",
            "around",
            f"180 degrees to the {side}",
            f"half a turn to the {side}",
        ]
    elif 310.0 < degrees < 410.0:
        options = [
            f"all the way around to the {side}",
            f"360 degrees to the {side}",
            f"a full turn to the {side}",
        ]
    elif degrees > 115.0:
        options += [f"about {round(degrees / 10) * 10} degrees to the {side}"]
    rest = _one(options, random)
    verb = "make" if rest.startswith(("a ", "half")) else "turn"
    return verb, rest, rest if verb == "make" else f"turn {rest}", ()


def _limb(phase, random):
    kind, side, count = phase.fact.name, phase.fact.side, int(phase.fact.value)
    limb = _one({"kick": ("foot", "leg"), "punch": ("hand", "fist", "arm")}[kind], random)
    plural = {"foot": "feet"}.get(limb, f"{limb}s")
    which = f"with the {side} {limb}" if side != "both" else f"with both {plural}"
    if count > 1 and random.random() < 0.5:
        return (
            kind,
            f"{times(count)} {which}",
            f"{number(count)} {kind}{'es' if kind == 'punch' else 's'}",
            (),
        )
    if random.random() < 0.3:
        noun = f"a {kind}" if count == 1 else f"{number(count)} {kind}{'es' if kind == 'punch' else 's'}"
        return "throw", f"{noun} {which}", f"{kind} {which}", ()
    return kind, which, f"{kind} {which}", ()


def _leap(phase, random):
    kind, side, count = phase.fact.name, phase.fact.side, int(phase.fact.value)
    rest = {"up": _one(("", "up", "in place"), random), "forward": "forward"}.get(side, f"on the {side} foot")
    said = times(count) if count > 1 and random.random() < 0.6 else ""
    return kind, f"{rest} {said}".strip(), f"{kind} {rest}".strip(), ()


def _down(phase, random):
    kind, side = phase.fact.name, phase.fact.side
    came = phase.before in ("stand", "walk", "turn", "step", "run")
    seat = {"sit": ("", "on a seat"), "sit floor": ("on the floor", "on the ground")}
    if kind in seat:
        rest = _one(seat[kind], random)
        return (
            "sit",
            f"{'down ' if came else ''}{rest}".strip(),
            f"sitting {'down ' if came else ''}{rest}".strip(),
            (),
        )
    if kind == "kneel":
        rest = _one(("on both knees", "on the knees"), random) if side == "both" else f"on the {side} knee"
        return "kneel", f"{'down ' if came else ''}{rest}", f"kneeling {rest}", ()
    if kind == "lie":
        rest = {"back": "on the back", "belly": "face down on the belly", "side": "on the side"}[side]
        return "lie", f"{'down ' if came else ''}{rest}", f"lying {rest}", ()
    if kind == "squat":
        return ("squat", "down" if came else "", "squat", ())
    if kind == "upside down":
        return "go", "upside down on the hands", "upside down", ()
    if phase.has("crawl"):
        return "crawl", "on all fours" if random.random() < 0.4 else "", "crawl", ()
    return ("get" if came else "rest"), "down on all fours" if came else "on all fours", "on all fours", ()


def _take(phase, random):
    name, side = phase.fact.name, phase.fact.side
    verb, rest = _one(TAKEN[name], random)
    limb = "arm" if name in ("out to side", "front") else "hand"
    hands = f"both {limb}s" if side == "both" else f"the {side} {limb}"
    rest = rest.format(hands)
    if side == "both" and name in ("hip", "knee", "out to side"):
        rest += "s"
    return verb, rest, f"{verb} {rest}", ()


_MAKERS = {name: _take for name in TAKEN} | {
    "walk": _go, "run": _go, "step": _step, "turn": _turn, "kick": _limb, "punch": _limb, "jump": _leap,
    "hop": _leap, "squat": _down, "kneel": _down, "sit": _down, "sit floor": _down, "all fours": _down,
    "lie": _down, "upside down": _down, "stand": _stand,
    "skip": lambda phase, random: ("skip", "forward", "skipping", ()),
    "spin": lambda phase, random: ("spin", "around", "spin", ()),
}  # fmt: skip
