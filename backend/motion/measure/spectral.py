"""Motion Spectral Descriptor (DynMask, arXiv 2603.29655): how complex a motion is at every moment.

It has two scalars: the flatness Ω̂, the spectrum's shape alone, and the energy E = log‖f‖, how much moves.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ranges
from ..body import resampling, skeleton

EPS = 1e-8
FRAME_WINDOW = 16
# Energy ‖f‖ of the 22 joints up to which a body counts as still: sensor noise of 1 mm makes 0.26, a person
# standing quietly 0.2 to 1, walking 5.
STILL_ENERGY = 0.25
# ‖f‖ of the 22 joints that one in twenty captured moments exceeds: E reads as 1 from there.
LIVELY_ENERGY = 12.0


def dct_matrix(window: int) -> Floats:
    """Unnormalised Type-II DCT (window, window): row k holds 2·cos(π k (2n+1) / 2W)."""
    n = np.arange(window)
    matrix: Floats = 2.0 * np.cos(np.pi * n[:, None] * (2 * n[None, :] + 1) / (2 * window))
    return matrix


def descriptor(x: Floats, window: int) -> tuple[Floats, Floats]:
    """Band spectrum of a sequence x (n, d).

    Returns phi (n, window) of unit length (zero where nothing moves) and energy (n,) = ‖f‖.
    Raises ValueError for an empty sequence or a window below 2.
    """
    x = np.asarray(x, dtype=np.float64)
    if x.ndim != 2 or len(x) == 0:
        raise ValueError(f"expected a sequence (n, d) with n ≥ 1, got shape {x.shape}")
    if window < 2:
        raise ValueError(f"window must be at least 2, got {window}")
    velocity = np.diff(x, axis=0)
    velocity = np.concatenate([velocity[:1], velocity]) if len(velocity) else np.zeros_like(x)
    before, after = (window - 1) // 2, window // 2
    padded = np.pad(velocity, ((before, after), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, window, axis=0)  # (n, d, window)
    bands = np.linalg.norm(windows @ dct_matrix(window).T, axis=1)  # (n, window)
    energy = np.linalg.norm(bands, axis=1)
    return bands / (energy[:, None] + EPS), energy


def complexity(phi: Floats) -> Floats:
    """Ω (n,) = mean over bands of phi (n, W); lies in [1/W, 1/√W] where anything moves."""
    omega: Floats = np.mean(phi, axis=-1)
    return omega


def normalized_complexity(phi: Floats) -> Floats:
    """Ω̂ (n,) in [0, 1]: 0 when one band holds everything, 1 when all bands are alike."""
    window = phi.shape[-1]
    bounded: Floats = np.clip((window * complexity(phi) - 1.0) / (np.sqrt(window) - 1.0), 0.0, 1.0)
    return bounded


def log_energy(energy: Floats, floor: float) -> Floats:
    """E = log‖f‖ of energies ‖f‖ of any shape, those below `floor` > 0 taken as that."""
    level: Floats = np.log(np.maximum(energy, floor))
    return level


def energy_level(energy: Floats, low: float, high: float) -> Floats:
    """E of energies ‖f‖ mapped to [0, 1]: 0 up to E = low, 1 from E = high > low on."""
    level: Floats = np.clip((log_energy(energy, np.exp(low)) - low) / (high - low), 0.0, 1.0)
    return level


def movement(energy: Floats) -> Floats:
    """E of the 22 joints' energies ‖f‖ in [0, 1], as people see it: 0 is still, 1 as fast as it gets."""
    return energy_level(energy, float(np.log(STILL_ENERGY)), float(np.log(LIVELY_ENERGY)))


def centred_log_bands(bands: Floats, floor: float) -> Floats:
    """log f of band energies (…, n, W) less its mean over the n moments; bands below `floor` are that."""
    logs = log_energy(bands, floor)
    centred: Floats = logs - logs.mean(axis=-2, keepdims=True)
    return centred


@dataclass(frozen=True)
class Analysis:
    """Complexity of a motion per frame: omega (T,) is Ω̂ gated by energy, phi (T, W), energy (T,)."""

    omega: Floats
    phi: Floats
    energy: Floats


def analyse(positions: Floats, window: int = FRAME_WINDOW, still: float = STILL_ENERGY) -> Analysis:
    """MSD of joint positions (T, J, 3) in metres at 20 fps, gated so that a still body reads as calm."""
    positions = np.asarray(positions, dtype=np.float64)
    phi, energy = descriptor(positions.reshape(len(positions), -1), window)
    return Analysis(normalized_complexity(phi) * energy_gate(energy, still), phi, energy)


def analyse_at(positions: Floats, fps: float) -> Analysis:
    """MSD of joint positions (T, J, 3) at any rate, per frame: resampled to 20 fps and back."""
    if fps == skeleton.FPS or len(positions) < 2:
        return analyse(positions)
    at = resampling.moments(len(positions), fps, skeleton.FPS)
    found, frames = analyse(resampling.vectors(positions, at)), np.arange(len(positions))
    phi = np.stack([np.interp(frames, at, band) for band in found.phi.T], axis=1)
    return Analysis(np.interp(frames, at, found.omega), phi, np.interp(frames, at, found.energy))


def energy_gate(energy: Floats, still: float) -> Floats:
    """Weight in [0, 1] per frame: 0 up to `still`, 1 from four times that, smooth between."""
    t = np.clip((np.asarray(energy) / still - 1.0) / 3.0, 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def segments(omega: Floats, threshold: float = 0.5, min_frames: int = 6, join_frames: int = 4) -> Ranges:
    """Half-open frame ranges [(start, stop), …] where omega (T,) is at least `threshold`.

    Gaps of up to `join_frames` are closed first, then runs below `min_frames` are dropped.
    """
    high = np.asarray(omega) >= threshold
    edges = np.flatnonzero(np.diff(np.concatenate([[0], high.astype(np.int8), [0]])))
    joined: Ranges = []
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if joined and start - joined[-1][1] <= join_frames:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return [run for run in joined if run[1] - run[0] >= min_frames]
