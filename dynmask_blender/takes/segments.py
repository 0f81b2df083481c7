"""Which stretches of a motion are complex: pure numpy, shared by the overlay, the operators and the demo."""

import numpy as np

from ...backend.motion.measure import spectral

# Where nothing reaches the threshold, the most complex stretch of this many seconds stands in.
FALLBACK_SECONDS = 1.2


def above(omega, threshold, fps):
    """Ranges of samples [(start, stop), …], half open, where omega (T,) is at least `threshold`."""
    return spectral.segments(omega, threshold, max(2, round(0.3 * fps)), round(0.2 * fps))


def most_complex(omega, threshold, fps):
    """The range (start, stop) that holds the most complexity.

    Among the ranges above the threshold the one with the largest sum of omega; without any, the window of
    1.2 s with the largest mean. The range is never the whole of a motion longer than that window.
    """
    omega = np.asarray(omega, dtype=np.float64)
    window = min(len(omega), max(2, round(FALLBACK_SECONDS * fps)))
    ranges = [r for r in above(omega, threshold, fps) if r[1] - r[0] < len(omega)]
    if ranges:
        return max(ranges, key=lambda r: float(omega[r[0] : r[1]].sum()))
    sums = np.convolve(omega, np.ones(window), "valid")
    start = int(np.argmax(sums))
    return start, start + window


def summary(omega, threshold, fps, frame_of):
    """What was found, in words: how many segments there are, and the frames that `most_complex` takes.

    frame_of(sample): the whole frame it stands on.
    """
    found, (start, stop) = above(omega, threshold, fps), most_complex(omega, threshold, fps)
    frames = f"{frame_of(start)}–{frame_of(stop - 1)}"
    if not found:
        return f"nothing reaches the threshold of {threshold:.2f}; most complex are frames {frames}"
    counted = "1 complex segment" if len(found) == 1 else f"{len(found)} complex segments"
    return f"{counted}; most complex are frames {frames}"


def following(starts, here, *, backwards=False, beyond=False):
    """Index of the segment after (or before) a frame, going round at the end.

    starts: first frames in order, not empty; beyond: a segment that starts at `here` itself does not count.
    """
    if backwards:
        return max((i for i, start in enumerate(starts) if start < here), default=len(starts) - 1)
    first = here + 1 if beyond else here
    return min((i for i, start in enumerate(starts) if start >= first), default=0)
