"""Judges of what sentences claim, by the joints.

A judge gets a Body and the pattern's match and gives None where the motion does not contradict the words, a
Finding where it does. Joints rarely prove an act; what they refute is told with a wide margin.
"""

import re
from dataclasses import dataclass

import numpy as np

from ..language import captions
from . import shown


@dataclass(frozen=True)
class Finding:
    """What was measured instead, and the words that are true in the place of the match ("" : none are)."""

    measured: str
    instead: str = ""


def sided(name, measure, least, clear, none=0.0):
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


def least(name, measure, least):
    """A judge of claims that need `least` of a measure."""

    def judge(body, match):
        value = float(np.max(measure(body)))
        return None if value >= least else Finding(f"{name} {value:.2f} instead of {least:g} or more")

    return judge


def most(name, measure, most):
    def judge(body, match):
        value = float(np.max(measure(body)))
        return None if value <= most else Finding(f"{name} {value:.2f} instead of {most:g} or less")

    return judge


def waves(body, match):
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


def circle(body, match):
    """Ways that do not go round: half circles and curves; ways round to the other side."""
    degrees, net = shown.circles(body), shown.way_round(body)
    if degrees >= 270.0:
        side = (match["side"] or "").lower()
        if side and abs(net) >= 270.0 and (net > 0) != (side == "left"):
            return Finding(f"{net:.0f} degrees to the left", captions.mirror(match[0]))
        return None
    words = "half circle" if 130.0 < degrees < 235.0 else "curve" if 40.0 < degrees <= 130.0 else ""
    if not words:
        return Finding(f"{degrees:.0f} degrees round")
    side = re.search(r"\b(left|right)\b", match["circle"], re.IGNORECASE)
    instead = f"a {words}" + (f" to the {side[1].lower()}" if side else "")
    first, last = (at - match.start() for at in match.span("circle"))
    return Finding(f"{degrees:.0f} degrees round", match[0][:first] + instead + match[0][last:])


def turns(body, match):
    side = match["side"].lower()
    own, other = shown.turns(body)[:: 1 if side == "left" else -1]
    if own >= 30.0 or other < 45.0:
        return None if max(own, other) >= 20.0 else Finding(f"turns {own:.0f} and {other:.0f} degrees")
    return Finding(f"turns {own:.0f} to the {side}, {other:.0f} to the other", captions.mirror(match[0]))


_GOES = re.compile(r"\b(?:walk|run|jog|march|step|curve|circle|sneak|limp|strut|shuffl)", re.IGNORECASE)
_ROUND = (45, 90, 180, 270, 360)


def degrees(body, match):
    said = float(match["degrees"])
    measured = float(shown.turns(body).max())
    # Who goes in a curve besides turns more than is said of the turn.
    goes = measured > said and _GOES.search(match.string)
    if said > 720 or goes or abs(measured - said) <= 0.35 * said + 10.0:
        return None
    nearest = min(_ROUND, key=lambda d: abs(d - measured))
    fits = abs(measured - nearest) <= 0.25 * nearest and nearest != said
    instead = match[0].replace(match["degrees"], str(nearest)) if fits else ""
    return Finding(f"turns {measured:.0f} degrees", instead)


def lies(body, match):
    on = match["on"].lower()
    said = {"stomach": "belly", "front": "belly", "face": "belly"}.get(on, on)
    seconds = shown.lies(body)
    best = max(seconds, key=seconds.get)
    if seconds[best] < 0.5 or seconds[said] >= 0.3:
        return None
    told = f"{seconds[said]:.1f} s on the {said}, {seconds[best]:.1f} s on the {best}"
    instead = re.sub(rf"(?:face down )?\b{match['on']}$", best, match[0], flags=re.IGNORECASE)
    return Finding(told, "" if on == "face" else instead)


def way(forward, least=0.25, other=0.6):
    """A judge of walks that go forward or backward: contradicted where only the other way is gone."""

    def judge(body, match):
        ahead, back, *_ = shown.moved(body)
        own, against = (ahead, back) if forward else (back, ahead)
        if own >= least or against < other:
            return None
        return Finding(f"{ahead:.1f} m forward, {back:.1f} m backward")

    return judge


def aside(body, match):
    side = match["side"].lower()
    own, other = shown.moved(body)[2:][:: 1 if side == "left" else -1]
    if own >= 0.15 or other < 0.35:
        return None
    return Finding(f"{own:.2f} m to the {side}, {other:.2f} m to the other", captions.mirror(match[0]))


def crossed(body, match):
    value = shown.uncrossed(body)
    return None if value <= 0.08 else Finding(f"wrists {value:.2f} m uncrossed")


def knee(body, match):
    side = match["side"].lower()
    own, other = shown.knelt(body)[:: 1 if side == "left" else -1]
    if own < 0.2 or other > 0.16:
        return None if min(own, other) < 0.3 else Finding(f"knees {own:.2f} and {other:.2f} m high")
    return Finding(f"{side} knee {own:.2f} m high, the other {other:.2f} m", captions.mirror(match[0]))
