"""How often something is done, and with which limb: kicks, punches, jumps, hops, waves, claps, spins."""

import numpy as np

from backend.motion.body import skeleton
from backend.motion.measure import runs

from ..detect import events
from .body import SIDES, Fact


def found(body):
    """Facts of (T, 22, 3) with how many times: "kick", "punch", "wave", "hop" with a side ("both" for punches
    by turns), "jump" (up, forward), "clap", "skip", "spin"."""
    joints = body.joints
    facts = _kicks(body) + _punches(body) + _claps(body) + _skips(body) + _waves(body)
    facts += [_counted(body, event) for event in events.jumps(joints) + events.hops(joints)]
    facts += [Fact("spin", e.start, e.stop) for e in events.spins(joints)]
    return sorted(facts, key=lambda fact: fact.start)


def _counted(body, event):
    """The Fact of an Event of kicks, jumps or hops, its times counted on the lifted feet."""
    name, side = event.kind.split()
    ankles = body.both("ankle")[..., 1]
    height = ankles.min(axis=1) if name == "jump" else ankles[:, SIDES.index(side)]
    inside = height[max(event.start - 4, 0) : event.stop + 4]
    low, high = np.percentile(inside, 5), inside.max()
    times = max(len(runs.runs(inside > low + 0.5 * (high - low))), 1)
    return Fact(name, event.start, event.stop, side, times)


def _kicks(body):
    """A leg thrown forward or to the side and stretched, not a heel thrown up in running."""
    hits = []
    for k, side in enumerate(SIDES):
        ankle, hip = body.both("ankle")[:, k], body.both("hip")[:, k]
        height = ankle[:, 1] - np.percentile(ankle[:, 1], 5)
        lift = ankle[:, 1] - body.both("ankle")[:, 1 - k, 1]
        ahead = np.sum((ankle - hip) * body.forward, axis=-1)
        aside = np.abs(np.sum((ankle - hip) * body.left, axis=-1))
        speed = np.linalg.norm(np.gradient(ankle - body.at("pelvis"), axis=0), axis=-1) * skeleton.FPS
        for start, stop in runs.runs((height > 0.35) & (lift > 0.25)):
            peak = start + int(height[start:stop].argmax())
            before = slice(max(start - 6, 0), stop)
            thrown = speed[before].max() > 2.5 and stop - start < skeleton.FPS
            out = max(ahead[before].max(), aside[before].max()) > 0.35
            stretched = body.knee_bend[before, k].min() < 45.0
            if thrown and out and stretched and ahead[peak] > -0.25 and body.speed[peak] < 1.8:
                hits.append((peak, side))
    return _series("kick", hits, len(body))


def _waves(body):
    """A raised hand that goes to and fro at a wave's pace, the other one down."""
    found = []
    for event in events.waves(body.joints):
        side = event.kind.split()[1]
        k = SIDES.index(side)
        inside = slice(event.start, event.stop)
        hand = (body.both("wrist")[:, k] - body.both("shoulder")[:, k])[inside]
        upright = body.both("wrist")[inside, k, 1] > body.both("elbow")[inside, k, 1]
        times = _swings(hand, 0.06)
        lasts = (event.stop - event.start) / skeleton.FPS
        if times >= 3 and times / lasts > 1.4 and upright.mean() > 0.8 and body.speed[inside].mean() < 1.5:
            found.append(Fact("wave", event.start, event.stop, side, times // 2))
    return found


def _swings(points, least):
    """How often points (T, 3) turn back by `least` metres or more along their main direction."""
    along = points - points.mean(axis=0)
    along = along @ np.linalg.svd(along, full_matrices=False)[2][0]
    count, way, mark = 0, 0, along[0]
    for value in along:
        if way * (value - mark) > 0 or not way:
            mark, way = (value, way) if way else (mark, int(np.sign(value - mark)))
        elif abs(value - mark) > least:
            count, way, mark = count + 1, -way, value
    return count


def _series(name, hits, count):
    """Facts of hits [(frame, side)], those less than 1.4 seconds apart as one."""
    groups = []
    for hit in sorted(hits):
        if groups and hit[0] - groups[-1][-1][0] < 1.4 * skeleton.FPS:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return [
        Fact(name, max(g[0][0] - 6, 0), min(g[-1][0] + 6, count),
             g[0][1] if len({side for _, side in g}) == 1 else "both", len(g))
        for g in groups
    ]  # fmt: skip


def _punches(body):
    """Punches reach out from the shoulder with the arm stretched; by one hand or both."""
    hits = []
    for k, side in enumerate(SIDES):
        wrist, shoulder = body.both("wrist")[:, k], body.both("shoulder")[:, k]
        seen = body.from_chest(wrist, shoulder)
        reach = np.linalg.norm(seen, axis=-1)
        fast = np.gradient(reach) * skeleton.FPS > 1.6
        for start, stop in runs.runs(runs.without_gaps(fast, 1)):
            end = min(stop + 2, len(body))
            peak = start + int(reach[start:end].argmax())
            # Drawn in before, stretched forward at the end.
            drawn = reach[max(start - 4, 0) : start + 1].min() < 0.36
            if drawn and reach[peak] > 0.43 and seen[peak, 2] > 0.36 and abs(seen[peak, 1]) < 0.3:
                hits.append((peak, side))
    return _series("punch", hits, len(body))


def _claps(body):
    """Hands that meet in front of the body twice or more, and part in between."""
    wrists = body.both("wrist")
    apart = np.linalg.norm(wrists[:, 0] - wrists[:, 1], axis=-1)
    middle = body.from_chest(wrists.mean(axis=1), body.at("spine3"))
    ahead = (middle[:, 2] > 0.12) & (abs(middle[:, 1]) < 0.4)
    # A hand's thickness and its length beyond the wrist keep wrists apart.
    meet = [(a, b) for a, b in runs.runs((apart < 0.17) & ahead) if b - a <= 8]
    groups = []
    for span in meet:
        if groups and span[0] - groups[-1][-1][1] < skeleton.FPS:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [
        Fact("clap", g[0][0], g[-1][1], "", len(g))
        for g in groups
        if len(g) >= 2 and all(apart[a[1] : b[0]].max() > 0.22 for a, b in zip(g, g[1:], strict=False))
    ]


def _skips(body):
    """Each foot lands twice in a row, by turns, the body in the air before one of the two."""
    low = body.both("foot")[..., 1]
    low = low - np.percentile(low, 5, axis=0)
    flies = (low > 0.05).all(axis=1)
    landed = sorted((start, k) for k in (0, 1) for start, _ in runs.runs(low[:, k] < 0.05) if start > 0)
    found = []
    for i in range(len(landed) - 5):
        six = landed[i : i + 6]
        order = [k for _, k in six]
        a, b = six[0][0], six[-1][0]
        doubles = order in ([0, 0, 1, 1, 0, 0], [1, 1, 0, 0, 1, 1])
        hops = sum(flies[max(t - 5, 0) : t].any() for t, _ in six)
        if doubles and hops >= 3 and b - a < 3.5 * skeleton.FPS and body.speed[a:b].mean() > 0.5:
            found.append((a, b + 1))
    return [Fact("skip", found[0][0], found[-1][1], "", 3 * len(found))] if found else []
