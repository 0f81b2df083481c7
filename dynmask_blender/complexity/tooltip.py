"""What the tip over the complexity strip says, in words and numbers. No bpy."""

import numpy as np


def lines(shape, sample, frame, found):
    """Lines of text for a sample of a Geometry; found: its segments as frame ranges."""
    movement = f"movement {shape.movement[sample]:.2f}"
    text = [f"Frame {frame:.0f}: complexity {shape.omega[sample]:.2f}, {movement}"]
    bands = shape.bands[sample]
    if bands.max() > 0.05:
        band = int(np.argmax(bands))
        rate = band_rate(max(1, band), len(bands), shape.fps)
        text.append(f"Most movement {'below' if band == 0 else 'at'} {rate:.1f} Hz")
    else:
        text.append("Hardly any movement")
    here = next((s for s in found if s[0] <= frame <= s[1]), None)
    if here is not None:
        inside = [shape.sample(f) for f in here]
        mean = float(shape.omega[inside[0] : inside[1] + 1].mean())
        text.append(f"Segment {here[0]:.0f}–{here[1]:.0f}: mean {mean:.2f}")
    return tuple(text)


def band_rate(band, bands, fps):
    """Cycles a second of a band of the spectrum: band k of a DCT-II over `bands` samples is half waves."""
    return band * fps / (2.0 * bands)
