"""Physical measures of generated against real motion, for the same sentences and lengths."""

from functools import partial

import numpy as np

from backend.generation.generator import Generator
from backend.generation.runtimes.loading import load_runtime
from backend.motion.body import skeleton
from backend.motion.measure import metrics

# Takes of every clip's sentence: a single one moves the mean by 4 %.
_TAKES = 4
_SHORTEST = 2.0


def described(clips):
    """The corpus clips that are compared: of 2 s and more, with a sentence that is more than a label."""
    return [c for c in clips if c.source != "label" and len(c.rotations) >= _SHORTEST * skeleton.FPS]


def real(clips):
    """Mean measures of the described ones of corpus clips."""
    measured = [
        metrics.physical(skeleton.forward_kinematics(c.rotations, c.translation)) for c in described(clips)
    ]
    return metrics.mean(measured)


def generated(
    weights_dir, clips, *, seed=0, foot_lock=True, device="cpu", progress=None, library=None, each=None
):  # fmt: skip
    """Mean measures of takes of the same clips, made from their first whole-clip sentences at their length.

    each: of workers.pool, for several processes.
    """
    wanted = []
    for i, clip in enumerate(described(clips)):
        whole = [c.text for c in clip.captions if not c.stop_s] or [clip.captions[0].text]
        seconds = len(clip.rotations) / skeleton.FPS
        wanted += [(whole[0], seconds, seed + _TAKES * i + take) for take in range(_TAKES)]
    measure = partial(_measured, weights_dir, device, library, foot_lock)
    return metrics.mean(each(measure, wanted) if each else measure(wanted, progress))


def _measured(weights_dir, device, library, foot_lock, wanted, progress=None):
    """Measures of a take of each (sentence, seconds, seed)."""
    generator, measured = Generator(load_runtime(weights_dir, "torch", device), library), []
    for sentence, seconds, seed in wanted:
        take = generator.generate(sentence, seconds, seed, foot_lock=foot_lock)[0]
        measured.append(metrics.physical(np.asarray(take.positions)))
        if progress:
            progress(len(measured), len(wanted))
    return measured
