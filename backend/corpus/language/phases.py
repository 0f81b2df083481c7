"""A motion as a row of phases: stands, walks, turns, kicks …, each with what else holds during it."""

from dataclasses import dataclass, field

import numpy as np

from backend.motion import skeleton

from . import counts, gait, hands, postures, travel
from .body import Body, Fact

_ON_GROUND = ("squat", "kneel", "sit", "sit floor", "all fours", "lie", "upside down")
_DONE = ("kick", "punch", "jump", "hop", "skip", "spin")
# Seconds of the shortest phase; share of a phase for which something holds that is said of it.
_SHORTEST, _SHARE = 0.5, 0.65
# Metres a second of a wrist that does something.
_BUSY = 0.75


@dataclass(frozen=True)
class Phase:
    """Frames start … stop − 1 of one kind: that of its main Fact ("stand" where there is none), and the Facts
    that hold meanwhile. before: the kind of the phase before it, or ""."""

    fact: Fact
    start: int
    stop: int
    meanwhile: tuple = field(default=())
    before: str = ""

    @property
    def kind(self):
        return self.fact.name

    def has(self, name):
        """The Fact of that name that holds meanwhile, or None."""
        return next((fact for fact in self.meanwhile if fact.name == name), None)


def of(positions, known=lambda fact: True):
    """Phases of joints (T, 22, 3) in their order, and the Body. known: whether a Fact of counts may be said."""
    body = Body(positions)
    held, gaits = postures.found(body), gait.found(body)
    done = [fact for fact in counts.found(body) if known(fact)]
    turned, arms = travel.turns(body), hands.found(body)
    main = np.full(len(body), -1)
    named = [f for f in gaits if f.name != "still"]
    named += [f for f in turned if f.name == "turn"]
    named += [f for f in held if f.name in _ON_GROUND]
    named += [f for f in done if f.name in _DONE]
    for number, fact in enumerate(named):
        inside = slice(fact.start, fact.stop)
        going = {n for n, other in enumerate(named) if other.name in ("walk", "run")}
        # Who walks or runs on while turning goes round a bend.
        over = ~np.isin(main[inside], list(going)) if fact.name == "turn" and fact.value < 120.0 else True
        main[inside] = np.where(over, number, main[inside])
    around = held + arms + turned + [f for f in gaits if f.name == "still"]
    around += [f for f in done if f.name not in _DONE]
    phases = []
    for start, stop in _stretches(main):
        fact = named[main[start]] if main[start] >= 0 else Fact("stand", start, stop)
        meanwhile = [f for f in around if f is not fact and _covers(f, start, stop)]
        if fact.name in ("walk", "run"):
            there = Fact(fact.name, start, stop, fact.side, float(body.speed[start:stop].mean()))
            meanwhile += gait.manner(body, there) + travel.shapes(body, start, stop)
            fact = there
        elif fact.name in ("stand", "sit", "kneel", "squat"):
            meanwhile += _busy(body, meanwhile, start, stop)
        before = phases[-1].kind if phases else ""
        phases.append(Phase(fact, start, stop, tuple(meanwhile), before))
    return phases, body


def _stretches(main):
    """Ranges of frames of one number each; those shorter than half a second join the one before."""
    edges = [0, *(np.flatnonzero(np.diff(main)) + 1).tolist(), len(main)]
    kept = []
    for start, stop in zip(edges, edges[1:], strict=False):
        short = stop - start < _SHORTEST * skeleton.FPS
        if kept and (short or main[kept[-1][0]] == main[start]):
            kept[-1] = kept[-1][0], stop
        elif short and stop < len(main):
            main[start:stop] = main[stop]
            edges[edges.index(stop)] = start
            kept.append((start, stop))
        else:
            kept.append((start, stop))
    joined = []
    for start, stop in kept:
        if joined and main[joined[-1][0]] == main[start]:
            joined[-1] = joined[-1][0], stop
        else:
            joined.append((start, stop))
    return joined


def _covers(fact, start, stop):
    shared = min(fact.stop, stop) - max(fact.start, start)
    return shared >= _SHARE * (stop - start)


def _busy(body, meanwhile, start, stop):
    """Fact "busy" where hands do something for which there is no name here."""
    named = {f.side for f in meanwhile if f.name in hands.ONE or f.name in ("guard", "crossed", "together", "wave")}
    quick = (body.wrist_speed[start:stop] > _BUSY).mean(axis=0) > 0.35
    sides = {"left": quick[0], "right": quick[1]}
    free = [side for side, is_quick in sides.items() if is_quick and side not in named and "both" not in named]
    if not free:
        return []
    return [Fact("busy", start, stop, "both" if len(free) == 2 else free[0])]


def restless(phases, count):
    """Whether the phases change too often for a sentence of all of them."""
    return len(phases) > max(3.0, count / skeleton.FPS / 1.1) or not phases


