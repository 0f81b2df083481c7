"""`loop`: a motion's best cycle, repeating without a seam."""

from ..direction.parts import PARTS
from . import directing


def add_arguments(parser):
    directing.add_motion(parser)
    parser.add_argument("--cycles", type=int, default=1, help="how many in a row (default 1)")
    parser.add_argument("--in-place", action="store_true", help="without the way that the root goes")
    parser.add_argument("--from", dest="start", type=float, help="start of the part to look in, seconds")
    parser.add_argument("--to", dest="stop", type=float, help="end of the part to look in, seconds")
    parser.add_argument("--part", choices=tuple(PARTS),
                        help="only this part of the body repeats, from --from until --to; "
                        "the rest keeps its motion")  # fmt: skip
    parser.add_argument("--keep-turn", action="store_true", help="leave a nearly straight way as it turns")


def run(args):
    return directing.direct(args, {"loop": {
        "cycles": args.cycles, "in_place": args.in_place, "start_s": args.start, "stop_s": args.stop,
        "straight": not args.keep_turn, "part": args.part,
    }})  # fmt: skip
