"""What several commands share: reading and writing motion, and the options of decoding."""

import json
import sys
from pathlib import Path

from ..generation.errors import UserError
from ..models.config import ORDERS


def add_runtime(parser):
    parser.add_argument("--weights", metavar="DIR", help="weights folder (default: weights/starter)")
    parser.add_argument(
        "--runtime", choices=("auto", "torch", "onnx"), default="auto",
        help="auto: torch on a GPU, ONNX Runtime on the CPU once the weights have graphs (see export)",
    )  # fmt: skip
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")


def add_decoding(parser):
    parser.add_argument("--seed", type=int, default=0, help="0 to 2147483647; the same seed, the same take")
    parser.add_argument("--takes", type=int, default=1, help="variations, with the seeds that follow")
    parser.add_argument("--steps", type=int, help="steps of masked decoding (default 10)")
    parser.add_argument("--guidance", type=float, help="how closely the text is followed (default: weights')")
    parser.add_argument("--guided", type=float, help="share of the steps that are guided (default 0.7)")
    parser.add_argument("--order", choices=ORDERS, help="in which tokens are fixed (default: weights')")
    parser.add_argument("--levels", type=int, help="of the tokens, that are drawn (default: weights')")
    parser.add_argument("--temperature", type=float, help="how boldly codes are drawn (default 1)")
    parser.add_argument("--msd-temperature", type=float, help="β: bolder where the motion is complex")
    parser.add_argument("--msd-exploration", type=float, help="η: complex tokens stay open for longer")
    parser.add_argument("--no-foot-lock", action="store_true", help="leave the feet as decoded")
    parser.add_argument("--json", action="store_true", help="print seconds per stage as JSON")
    add_runtime(parser)


def generator(args):
    """A Generator on the runtime that the arguments ask for."""
    from ..generation.generator import Generator
    from ..generation.library import file as library
    from ..generation.runtimes.loading import load_runtime

    return Generator(load_runtime(args.weights, args.runtime, args.device), library.load(args.weights))


def options(args):
    """Keyword arguments of the Generator's methods."""
    from ..generation.decoding.settings import DecodingSettings

    names = ("steps", "guidance", "guided", "order", "levels", "temperature", "msd_temperature",
             "msd_exploration", "closeness")  # fmt: skip
    settings = DecodingSettings.of({name: getattr(args, name, None) for name in names})
    return {"settings": settings, "foot_lock": not args.no_foot_lock, "progress": _progress_line(),
            "notify": lambda notice: print(notice, file=sys.stderr, flush=True)}  # fmt: skip


def seeds(args):
    """The seeds of the takes."""
    from ..generation import checks

    checks.number(args.takes, "number of takes", 1, checks.MAX_TAKES)
    checks.seed(args.seed)
    return [(args.seed + i) % (checks.MAX_SEED + 1) for i in range(args.takes)]


def check_out(path):
    """The output path, once it is clear that it can be written. Raises UserError."""
    path = Path(path)
    if path.suffix.lower() not in (".npz", ".bvh"):
        raise UserError(f"--out must end in .npz or .bvh, not {path.suffix or 'nothing'}.")
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} does not exist.")
    return path


def read(path):
    """A Clip from a .npz, .bvh or .amc file."""
    from ..motion.load import load_motion

    return load_motion(path)


def write(clips, out):
    """Write one Clip to `out`, or several to out with _1, _2 … before its ending; returns the paths."""
    from ..motion.formats import bvh

    out, paths = Path(out), []
    for i, clip in enumerate(clips, start=1):
        path = out if len(clips) == 1 else out.with_name(f"{out.stem}_{i}{out.suffix}")
        if path.suffix.lower() == ".bvh":
            bvh.write(path, clip)
        else:
            clip.save(path)
        paths.append(path)
    return paths


def report(args, made, paths, seconds):
    """Say what was made: notices on stderr that were not told before, paths or JSON on stdout."""
    for notice in made.notices:
        if notice not in made.told:
            print(notice, file=sys.stderr)
    if args.json:
        print(json.dumps({
            "files": [str(path) for path in paths], "seeds": [clip.seed for clip in made],
            "frames": [len(clip) for clip in made], "seconds": {**made.timings, **seconds},
            "sources": [list(clip.sources) for clip in made],
        }))  # fmt: skip
    else:
        for path in paths:
            print(path)


def _progress_line():
    if not sys.stderr.isatty():
        return None

    def show(done, total, stage):
        end = "\n" if done >= total else ""
        print(f"\r{stage:<8} {100 * done // max(total, 1):3d} %", end=end, file=sys.stderr, flush=True)

    return show
