"""More training clips from those there are: other words and speeds, longer walks and runs, walks that turn
back, walks along other paths, two actions in a row, arms on other legs.

Test clips are kept as they are and never used.
"""

from collections import Counter
from dataclasses import replace
from functools import partial

import numpy as np

from backend import workers
from backend.motion.body import skeleton
from backend.motion.measure import metrics

from .. import faults
from ..describe import origins as spoken
from ..detect import exercises
from ..language import paraphrases
from ..language.captions import ORIGINS
from ..recipes import make
from . import cuts, events, joins, loops, moments, parts, paths, speed, turns

# Seconds around a series of hops that is repeated: no stance on both feet within.
_CLOSE = (0.1, 0.1)
# As in training: a faster step (metres a frame) is a fault.
_FASTEST_STEP = 0.5


def augment(clips, seed=0, origins=ORIGINS, processes=1):
    """The CorpusClips, train clips with further captions, and the added ones: {kind: clips}.

    origins: of the sentences that are trained on; train clips left without any are left out. Those of test
    clips stay. processes: that share the work; the result is the same for any number.
    """
    with workers.pool(processes) as each:
        return _augment(clips, seed, origins, each)


def _augment(clips, seed, origins, each):
    random = np.random.default_rng(seed)
    clips = spoken.chosen(clips, origins)
    train = each(_repaired, [clip for clip in clips if clip.split == "train"])
    varied = {c.id: replace(c, captions=paraphrases.vary(c.captions, random)) for c in train}
    varied = {n: events.named(moments.named(clip)) for n, clip in varied.items()}
    if "paraphrase" not in origins:
        varied = {c.id: c for c in spoken.chosen(varied.values(), origins)}
    kept = [varied.get(clip.id, clip) for clip in clips]
    if "kinematic" in origins:
        kept = spoken.measured(kept, seed)
    back = each(turns.turns_back, train)
    longer = each(loops.loops, [varied[clip.id] for clip in train])
    cut = each(partial(events.cut_out, kinds=(*events.RARE, "jump up")), train)
    strikes = [clip for clip in cut if "!jump" not in clip.id]
    fitness = each(partial(events.cut_out, kinds=exercises.KINDS), train)
    jumps = each(loops.jumps, [clip for clip in cut if "!jump" in clip.id])
    hops = each(partial(events.cut_out, kinds=("hop",), around=_CLOSE), train)
    hops = each(loops.repeated, hops)
    alone = each(cuts.cuts, train)
    alone += each(loops.repeated, [clip for clip in alone if "!dribbling" in clip.id])
    added = {
        "speed": each(_copies, [varied[clip.id] for clip in train]),
        "joins": joins.joins(train, random),
        "loops": longer + jumps + hops + each(_copies, hops),
        "paths": paths.paths([*train, *longer]),
        "turns": back + each(_copies, back),
        "events": strikes + each(_copies, strikes),
        "exercises": fitness + each(_copies, fitness),
        "cuts": alone + each(_copies, alone),
        "parts": parts.recombinations([*train, *strikes], random),
    }
    if "made" in origins:
        added["made"] = make.made(train, seed)
    return kept, {kind: [clip for clip in made if _sound(clip)] for kind, made in added.items()}


def _repaired(clips):
    return [faults.repaired(clip) for clip in clips]


def _copies(clips):
    return [copy for clip in clips for copy in speed.copies(clip)]


def _sound(clip):
    step = np.diff(clip.translation[:, [0, 2]], axis=0)
    finite = np.isfinite(clip.rotations).all() and np.isfinite(clip.translation).all()
    return finite and np.linalg.norm(step, axis=-1).max() < _FASTEST_STEP


def lines(clips, added):
    """What was added, in lines to print: counts, minutes, captions, and measures beside the originals'."""
    train = [clip for clip in clips if clip.split == "train"]
    rows = [_line("original", train)]
    rows += [_line(kind, made) for kind, made in added.items() if made]
    recipes = Counter(clip.kind for clip in added.get("made", ()))
    return rows + [f"  made, {name}: {count} clips" for name, count in recipes.most_common()]


def _line(kind, clips):
    minutes = sum(map(len, clips)) / skeleton.FPS / 60.0
    captions = sum(len(clip.captions) for clip in clips)
    weight = sum(clip.weight for clip in clips)
    measured = metrics.mean(metrics.physical(clip.positions) for clip in clips)
    return (
        f"{kind}: {len(clips)} clips, {minutes:.1f} minutes, {captions} captions, weight {weight:.0f}; "
        f"slide {measured.slide:.1f} mm/frame, jitter {measured.jitter:.0f} m/s³, "
        f"penetration {measured.penetration:.1f} mm, dynamics {measured.dynamics:.2f} m/s"
    )
