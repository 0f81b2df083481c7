"""Any motion file the project reads, as a Clip on the canonical body."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from .body import quaternion, skeleton
from .clip import Clip
from .formats import asf_amc, bvh
from .formats.capture import Capture
from .rig import foreign, sources

AMC_FPS = 120.0


def load_motion(path: str | Path, fps: float | None = None) -> Clip:
    """Clip from a .npz of ours, a .bvh (ours or of any body) or a .amc with its .asf beside it.

    fps: overrides the file's rate; AMC files carry none and are taken as 120, CMU's usual one.
    Raises FileNotFoundError, or ValueError with one sentence that says what is wrong.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in (".npz", ".bvh", ".amc"):
        raise ValueError(f"{path} is not a motion file: it must end in .npz, .bvh or .amc")
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist")
    if kind == ".npz":
        return Clip.load(path)
    if kind == ".amc":
        capture = asf_amc.read(path)
        with _naming(path):
            return sources.to_canonical(capture, fps=fps or AMC_FPS, repaired=True)
    capture = bvh.read(path)
    with _naming(path):
        if set(capture.names) == set(skeleton.JOINTS):
            return _canonical(capture, fps)
        source = sources.known(capture)
        if source is None:
            return foreign.to_canonical(capture, fps)
        capture = capture.at(slice(min(source.lead_in, len(capture) - 1), None))
        return sources.to_canonical(capture, source, fps, repaired=True)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """ValueErrors of the block say which file it is about."""
    try:
        yield
    except ValueError as fault:
        raise ValueError(f"{path} cannot be used: {fault}") from fault


def _canonical(capture: Capture, fps: float | None) -> Clip:
    """A BVH that our writer made: same joints, maybe in another order and scale."""
    order = [capture.names.index(name) for name in skeleton.JOINTS]
    leg = np.linalg.norm(capture.offsets[[order[4], order[7]]], axis=-1).sum()
    if leg <= 0.0:
        raise ValueError("the skeleton's legs have no length")
    rotations = quaternion.continuous(capture.rotations[:, order])
    return Clip(rotations, capture.translation * (sources.LEG_LENGTH / leg), float(fps or capture.fps))
