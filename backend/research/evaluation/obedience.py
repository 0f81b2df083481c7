"""Whether takes do what a sentence plainly asks for, read off the joints: no learned judge.

Only sentences whose outcome can be measured: where the body goes, which side moves, whether it leaves the
floor. `like` finds captured clips that say the same: how many of those pass says what a check is worth.
"""

import re
from dataclasses import dataclass
from functools import partial

import numpy as np

from backend.motion.body import features, skeleton
from backend.motion.measure import airborne

_SIDES = {"left": 1.0, "right": -1.0}
# Seconds of a flight that is no step, and that gravity allows.
_FLIGHT = 0.1, 0.75


@dataclass(frozen=True)
class Check:
    """A sentence, the seconds of a take, what must hold of its joints (T, 22, 3), and captions like it."""

    sentence: str
    seconds: float
    holds: object
    like: str


def turned(positions):
    """Degrees that the body has turned from the begin to the end; to the left is positive."""
    angle = np.degrees(features.heading(positions))
    return float(angle[-5:].mean() - angle[:5].mean())


def advanced(positions):
    """Metres walked in the direction faced at the time; negative backwards."""
    angle, step = features.heading(positions), np.diff(positions[:, 0], axis=0)
    return float(np.sum(step[:, 0] * np.sin(angle[:-1]) + step[:, 2] * np.cos(angle[:-1])))


def flights(positions):
    """Seconds (n,) of the spans in which no foot is near the floor."""
    return np.array([stop - start for start, stop in airborne.off_floor(positions)[1]]) / skeleton.FPS


def _joint(positions, side, part):
    return positions[:, skeleton.INDEX[f"{side}_{part}"]]


def _turning(degrees):
    return lambda side: lambda p: turned(p) * _SIDES[side] > degrees


def _walks_straight(p):
    return advanced(p) > 1.5 and abs(turned(p)) < 45


def _runs(p):
    half_second = round(skeleton.FPS / 2)
    return max(advanced(p[i : i + half_second + 1]) for i in range(len(p) - half_second)) * 2.0 > 2.2


def _comes_back(p):
    away = np.linalg.norm(p[:, 0, [0, 2]] - p[0, 0, [0, 2]], axis=-1)
    return 110 < abs(turned(p)) < 250 and away.max() > 0.8 and away[-1] < 0.75 * away.max()


def _jumps(times, forward=-np.inf):
    def holds(p):
        found = [f for f in flights(p) if f >= _FLIGHT[0]]
        return len(found) >= times and max(found) <= _FLIGHT[1] and advanced(p) >= forward

    return holds


def _hops(p):
    lifted = abs(_joint(p, "left", "ankle")[:, 1] - _joint(p, "right", "ankle")[:, 1])
    found = flights(p)
    return len(found) >= 2 and max(found) <= _FLIGHT[1] and np.median(lifted) > 0.1


def _waves(side):
    def holds(p):
        other = "right" if side == "left" else "left"
        raised = _joint(p, side, "wrist")[:, 1] > _joint(p, side, "shoulder")[:, 1] - 0.05
        moved = [np.abs(np.diff(_joint(p, s, "wrist") - p[:, 12], axis=0)).sum() for s in (side, other)]
        return raised.mean() > 0.25 and moved[0] > 1.3 * moved[1]

    return holds


def _kicks(side):
    def holds(p):
        other = "right" if side == "left" else "left"
        heights = [_joint(p, s, "ankle")[:, 1].max() for s in (side, other)]
        return heights[0] > 0.35 and heights[0] > heights[1]

    return holds


def _lowers_itself(share):
    return lambda p: p[:, 0, 1].min() < share * np.percentile(p[:, 0, 1], 95)


def _climbs(p):
    return p[:, 0, 1].max() - p[:, 0, 1].min() > 0.35


def _punches(p):
    fists = [np.linalg.norm(np.diff(_joint(p, s, "wrist") - p[:, 9], axis=0), axis=-1) for s in _SIDES]
    fast = np.max(fists, axis=0) * skeleton.FPS > 1.8
    return np.count_nonzero(np.diff(fast.astype(int)) == 1) >= 3


def _for_sides(sentence, seconds, check, like):
    return [Check(sentence.format(s), seconds, check(s), like.format(s)) for s in _SIDES]


CHECKS = (
    Check("a person walks forward", 4, _walks_straight, r"^a person walks (?:straight )?forward\W*$"),
    Check("a person walks backwards", 4, lambda p: advanced(p) < -0.7, r"walks? backwards?\W*$"),
    Check("a person runs forward", 3, _runs, r"^\w+ \w+ runs( straight)? forward\W*$"),
    *_for_sides("a person walks and turns {}", 4, _turning(40), r"walks? and turns? {}"),
    *_for_sides("a person walks forward, then turns {}", 4, _turning(40), r"then turns .*to the {}"),
    *_for_sides("a person walks in a curve to the {}", 4, _turning(20), r"walks in a curve to the {}"),
    *_for_sides("a person jogs and turns {}", 3, _turning(25), r"(?:jog|run)s? and turns? {}"),
    Check("a person walks in a circle", 6, lambda p: abs(turned(p)) > 180, r"walks? in a (?:\w+ )?circle"),
    Check("a person walks forward, turns around and walks back", 6, _comes_back, r"walk.*turns around.*back"),
    Check("a person jumps up and down", 4, _jumps(1), r"jump\w* up and down"),
    Check("a person jumps forward", 3, _jumps(1, 0.4), r"jumps? forward"),
    Check("a person hops on one leg", 4, _hops, r"hop\w* .*(?:one|left|right) (?:leg|foot)"),
    *_for_sides("a person waves with the {} hand", 4, _waves, r"wav\w+ .*{} (?:hand|arm)"),
    *_for_sides("a person kicks with the {} foot", 3, _kicks, r"kicks? (?:\w+ ){{0,4}}{} (?:foot|leg)"),
    Check("a person sits down", 4, _lowers_itself(0.9), r"sits? down"),
    Check("a person squats", 3, _lowers_itself(0.75), r"(?:person|then) squats?\b|squats? down"),
    Check("a person climbs a ladder", 5, _climbs, r"climbs? .*ladder"),
    Check("a person is boxing", 4, _punches, r"\bbox(?:ing|es)\b"),
)  # fmt: skip


def measured(make, clips, takes, each=None):
    """{sentence: {"generated": (passed, takes), "captured": (passed, clips)}} of the takes of the Generator
    that make() gives, seeds 0 …, and of the train split's CorpusClips, their mirror images too.

    each: of workers.pool, for several processes; make must then be picklable.
    """
    train = [clip for clip in clips if clip.split == "train"]
    real = of_clips([*train, *(clip.mirror() for clip in train)])
    count = partial(_passed, make, takes)
    passed = each(count, range(len(CHECKS))) if each else count(range(len(CHECKS)))
    return {
        check.sentence: {"generated": (good, takes), "captured": real[check.sentence]}
        for check, good in zip(CHECKS, passed, strict=True)
    }


def _passed(make, takes, numbers):
    """How many takes of the checks of these numbers do what the sentence says."""
    generator, found = make(), []
    for check in (CHECKS[number] for number in numbers):
        made = generator.generate(check.sentence, seconds=check.seconds, seeds=list(range(takes)))
        shown = [skeleton.forward_kinematics(clip.rotations, clip.translation) for clip in made]
        found.append(sum(bool(check.holds(positions)) for positions in shown))
    return found


def of_clips(clips):
    """{sentence: (passed, clips)} of CorpusClips that say such a thing; (0, 0) where none does."""
    found = {}
    for check in CHECKS:
        like = re.compile(check.like, re.IGNORECASE)
        passed = [
            bool(check.holds(_shown(clip, caption)))
            for clip in clips
            if (caption := next((c for c in clip.captions if like.search(c.text)), None))
        ]
        found[check.sentence] = sum(passed), len(passed)
    return found


def _shown(clip, caption):
    fps, frames = skeleton.FPS, slice(None)
    if caption.stop_s > caption.start_s:
        frames = slice(int(caption.start_s * fps), int(caption.stop_s * fps) + 1)
    return clip.positions[frames]


def lines(result):
    """The result of `measured` as text, a line a sentence, and the sum."""
    rows = [(sentence, *r["generated"], *r["captured"]) for sentence, r in result.items()]
    rows.append(("all", *(sum(row[i] for row in rows) for i in range(1, 5))))
    found = [f"{'does what the sentence says':<52}{'takes':>11}{'captured':>11}"]
    return found + [
        f"{s:<52}{f'{ok} of {n}':>11}{f'{good} of {m}' if m else '–':>11}" for s, ok, n, good, m in rows
    ]
