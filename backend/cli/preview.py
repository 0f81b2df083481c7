"""`preview`: pictures of motion files."""

from pathlib import Path

from . import common


def add_arguments(parser):
    parser.add_argument("--in", dest="inputs", nargs="+", required=True, metavar="FILE",
                        help=".npz, .bvh or .amc; several make a contact sheet")  # fmt: skip
    parser.add_argument("--out", required=True, help=".png (also .svg, .pdf) or .gif")
    parser.add_argument("--poses", type=int, default=12, help="figures over time (default 12)")
    parser.add_argument("--from", dest="start", type=float, help="start of a regenerated part, seconds")
    parser.add_argument("--to", dest="stop", type=float, help="end of a regenerated part, seconds")
    parser.add_argument("--columns", type=int, default=2, help="columns of a contact sheet (default 2)")


def run(args):
    from ..preview import animation, figure, sheet

    clips = [common.read(name) for name in args.inputs]
    if not 2 <= args.poses <= 60:
        raise ValueError(f"--poses must be from 2 to 60, got {args.poses}")
    if (args.start is None) != (args.stop is None):
        raise ValueError("--from and --to belong together")
    marked = None if args.start is None else (args.start, args.stop)
    if marked and not 0 <= marked[0] < marked[1]:
        raise ValueError(f"--from {marked[0]} --to {marked[1]} is no range")
    moving = Path(args.out).suffix.lower() == ".gif"
    if len(clips) > 1:
        if moving:
            raise ValueError("a GIF shows one clip; give one file to --in")
        sheet.sheet(clips, args.out, args.columns, args.poses)
    elif moving:
        animation.animation(clips[0], args.out, marked=marked)
    else:
        figure.picture(clips[0], args.out, args.poses, marked)
    print(args.out)
    return 0
