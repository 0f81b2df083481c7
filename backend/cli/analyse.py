"""`analyse`: the spectral descriptor of any motion."""

import json
from pathlib import Path

from . import common


def add_arguments(parser):
    parser.add_argument("--in", dest="source", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument("--out", metavar="FILE", help=".npz with omega, phi, energy, fps and segments")
    parser.add_argument("--threshold", type=float, default=0.5, help="of complex segments (default 0.5)")
    parser.add_argument("--json", action="store_true", help="print the segments as JSON")


def run(args):
    import numpy as np

    from ..motion import files
    from ..motion.measure import spectral

    clip = common.read(args.source)
    found = clip.analysis()
    segments = spectral.segments(found.omega, args.threshold)
    movement = spectral.movement(found.energy)
    if args.out:
        if Path(args.out).suffix.lower() != ".npz":
            raise common.UserError("--out must end in .npz.")
        with files.replacing(args.out) as file:
            np.savez_compressed(
                file, omega=found.omega, phi=found.phi, energy=found.energy, fps=np.float64(clip.fps),
                segments=np.array(segments, dtype=np.int64).reshape(-1, 2),
            )  # fmt: skip
    seconds = [[round(a / clip.fps, 3), round(b / clip.fps, 3)] for a, b in segments]
    if args.json:
        print(json.dumps({
            "frames": len(clip), "fps": clip.fps, "mean": float(found.omega.mean()),
            "highest": float(found.omega.max()), "movement": float(movement.mean()), "segments": seconds,
        }))  # fmt: skip
    else:
        print(
            f"{len(clip)} frames at {clip.fps:g} fps, complexity {found.omega.mean():.3f} and movement "
            f"{movement.mean():.3f} on average"
        )
        for (start, stop), (a, b) in zip(seconds, segments, strict=True):
            print(
                f"{start:8.2f} s – {stop:.2f} s   {found.omega[a:b].mean():.3f}  {movement[a:b].mean():.3f}"
            )
    return 0
