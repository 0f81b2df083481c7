"""`pin`: a hand, a foot, the head or the pelvis held at a place."""

from ..direction.pins import JOINTS
from . import common, directing


def add_arguments(parser):
    directing.add_motion(parser)
    parser.add_argument("--joint", choices=tuple(JOINTS), help="what is held")
    parser.add_argument("--at", action="append", default=[], metavar="X,Y,Z",
                        help="place in metres, as --at=-1,0,2 where it begins with a minus; "
                        "several are moved through evenly")  # fmt: skip
    parser.add_argument("--from", dest="start", type=float, default=0.0, help="start of the hold, seconds")
    parser.add_argument("--to", dest="stop", type=float, help="end of the hold, seconds")
    parser.add_argument("--ease", type=float, default=0.4,
                        help="seconds before and after at least (default 0.4)")  # fmt: skip
    parser.add_argument("--exact-ease", action="store_true", help="not longer for what is further away")
    parser.add_argument("--pins", metavar="FILE.json",
                        help="several: a list of {joint, start_s, stop_s, places, ease_s, "
                        "let_go_s, grow}")  # fmt: skip


def run(args):
    if (args.pins is None) == (args.joint is None):
        raise common.UserError("Give either --joint with --at and --to, or --pins.")
    if args.pins is not None:
        return directing.direct(args, {"pins": directing.read_json(args.pins)})
    places = [directing.numbers(text, "--at") for text in args.at]
    return directing.direct(args, {"pins": [{
        "joint": args.joint, "start_s": args.start, "stop_s": args.stop, "places": places,
        "ease_s": args.ease, "grow": not args.exact_ease,
    }]})  # fmt: skip
