"""CMU's motion capture: the first corpus, and cmu_new's files of the same skeletons."""

from dataclasses import replace

from backend.motion.formats import asf_amc, bvh
from backend.motion.rig import sources

# 18_01: a BVH with ASF's names, but for the root's.
_ROOT = {"hip": "root"}


def read(path, trial, asf=None):
    """Capture, Source and frames a second of a trial (.bvh or .amc), without its lead-in from the T-pose."""
    capture = asf_amc.read(path, asf) if asf else bvh.read(path)
    if "lfemur" in capture.names:
        capture = replace(capture, names=tuple(_ROOT.get(name, name) for name in capture.names))
    return capture, sources.recognise(capture), float(trial["fps"])
