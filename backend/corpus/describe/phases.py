"""A motion as a row of phases: stands, walks, turns, kicks …, each with what else holds during it."""

from dataclasses import dataclass, field

import numpy as np

from backend.motion.body import skeleton

from . import counts, gait, hands, postures, travel
from .body import STANDING, Body, Fact

# Degrees of the trunk of a run that leans forward; part of a standing pelvis' height of one that is crouched.
_RUN_LEANS, _RUN_CROUCHES = 36.0, 0.78
_ON_GROUND = ("squat", "kneel", "sit", "sit floor", "all fours", "lie", "upside down")
_DONE = ("kick", "punch", "jump", "hop", "skip", "spin")
# Seconds of the shortest phase; share of a phase for which something holds that is said of it.
_SHORTEST, _SHARE = 0.5, 0.65
# Metres a second of a wrist that does something, and of a body that crawls.
_BUSY, _CRAWLS = 0.75, 0.15


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
    """Phases of joints (T, 22, 3) in their order, and the Body. known: whether a counted Fact may be said."""
    body = Body(positions)
    held, gaits = postures.found(body), gait.found(body)
    done = [fact for fact in counts.found(body) if known(fact)]
    turned, arms = travel.turns(body), hands.found(body)
    main = np.full(len(body), -1)
    named = [f for f in gaits if f.name != "still"]
    named += [f for f in turned if f.name == "turn"]
    seats = [f for f in held if f.name in ("sit", "sit floor")]
    # On the way to a seat and up from it a body is low for a moment.
    named += [f for f in held if f.name in _ON_GROUND and not (f.name == "squat" and _beside(f, seats))]
    named += [f for f in done if f.name in _DONE]
    for number, fact in enumerate(named):
        inside = slice(fact.start, fact.stop)
        going = {n for n, other in enumerate(named) if other.name in ("walk", "run")}
        # Who walks or runs on while turning goes round a bend.
        over = ~np.isin(main[inside], list(going)) if fact.name == "turn" and fact.value < 120.0 else True
        main[inside] = np.where(over, number, main[inside])
    around = held + arms + turned + [f for f in gaits if f.name == "still"]
    around += [f for f in done if f.name not in _DONE]
    _split_by_hands(main, named, arms)
    phases = []
    for start, stop in _stretches(main):
        fact = named[main[start]] if main[start] >= 0 else Fact("stand", start, stop)
        meanwhile = [f for f in around if f is not fact and _covers(f, start, stop)]
        if fact.name in ("walk", "run"):
            there = Fact(fact.name, start, stop, fact.side, float(body.speed[start:stop].mean()))
            meanwhile += gait.manner(body, there) + travel.shapes(body, start, stop)
            if fact.name == "run":
                meanwhile = [f for f in meanwhile if not _common_in_runs(body, f, start, stop)]
            fact = there
        elif fact.name == "all fours":
            meanwhile = [f for f in meanwhile if f.name not in hands.ONE]
            if body.speed[start:stop].mean() > _CRAWLS:
                meanwhile.append(Fact("crawl", start, stop))
        elif fact.name in ("kick", "hop"):
            meanwhile = [f for f in meanwhile if f.name != "one leg"]
        elif fact.name in ("stand", "sit", "kneel", "squat"):
            meanwhile += _busy(body, meanwhile, start, stop)
            if fact.name == "stand" and not meanwhile and not _plain(body, start, stop):
                meanwhile.append(Fact("unnamed", start, stop))
        before = phases[-1].kind if phases else ""
        phases.append(Phase(fact, start, stop, tuple(meanwhile), before))
    return phases, body


def _beside(fact, others, gap=0.6 * skeleton.FPS):
    return any(fact.start - gap <= f.stop and f.start <= fact.stop + gap for f in others)


def _split_by_hands(main, named, arms):
    """Where somebody who stands takes the hands somewhere for a part of the time, that is a phase."""
    for start, stop in _stretches(main.copy()):
        if main[start] >= 0:
            continue
        for fact in arms:
            a, b = max(fact.start, start), min(fact.stop, stop)
            if b - a >= skeleton.FPS and b - a < _SHARE * (stop - start):
                named.append(fact)
                inside = main[a:b]
                inside[inside < 0] = len(named) - 1


def _common_in_runs(body, fact, start, stop):
    """Whether what a Fact says of a run is said of runs in general: a little forward, a little low."""
    if fact.name == "lean" and fact.side == "forward":
        return body.tilt[start:stop].mean() < _RUN_LEANS
    low = body.at("pelvis")[start:stop, 1].mean() < _RUN_CROUCHES * STANDING
    return fact.name in ("crouch", "squat") and not low


def _plain(body, start, stop):
    """Whether somebody simply stands: upright on both feet, the arms hanging."""
    inside = slice(start, stop)
    hang = body.both("wrist")[inside, :, 1].max(axis=1) < body.at("spine2")[inside, 1]
    feet = body.both("ankle")[inside, :, 1].max(axis=1) < 0.2
    moves = np.linalg.norm(np.gradient(body.joints[inside], axis=0), axis=-1).max(axis=1) * skeleton.FPS
    calm = (body.wrist_speed[inside].max(axis=1) < 0.8) & (moves < 1.2)
    return (hang & feet & calm & (body.tilt[inside] < 20.0)).mean() > 0.8


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
    named = {
        f.side for f in meanwhile if f.name in hands.ONE or f.name in ("guard", "crossed", "together", "wave")
    }
    quick = (body.wrist_speed[start:stop] > _BUSY).mean(axis=0) > 0.35
    sides = {"left": quick[0], "right": quick[1]}
    free = [
        side for side, is_quick in sides.items() if is_quick and side not in named and "both" not in named
    ]
    if not free:
        return []
    return [Fact("busy", start, stop, "both" if len(free) == 2 else free[0])]


def restless(phases, count):
    """Whether the phases change too often for a sentence of all of them."""
    return len(phases) > max(3.0, count / skeleton.FPS / 1.5) or not phases
