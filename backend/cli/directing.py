"""What the commands that direct a motion share."""

import json
import sys
from pathlib import Path

from ..generation.errors import UserError
from . import common

_LARGEST = 16 * 2**20


def add_motion(parser):
    parser.add_argument("--in", dest="source", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument("--out", required=True, metavar="FILE", help=".npz or .bvh")
    parser.add_argument("--json", action="store_true", help="print what was measured as JSON")


def add_path(parser, required=False):
    parser.add_argument(
        "--path", required=required, metavar="POINTS",
        help='"x,z x,z …" in metres along the floor, or a .json file with a list of [x, z]',
    )  # fmt: skip
    parser.add_argument(
        "--waypoint", action="append", default=[], metavar="SECONDS[,X,Z[,DEGREES]]",
        help="where the body is at a time, and how it faces; several may be given",
    )  # fmt: skip


def path_data(args):
    """The path of the arguments as Direction.of reads it, or None."""
    if args.path is None:
        if args.waypoint:
            raise UserError("--waypoint needs a --path.")
        return None
    if args.path.lower().endswith(".json"):
        points = read_json(args.path)
    else:
        points = [numbers(one, "--path") for one in args.path.split()]
    return {"points": points, "waypoints": [_waypoint(text) for text in args.waypoint]}


def numbers(text, what):
    """Numbers with commas between them."""
    try:
        return [float(one) for one in text.split(",")]
    except ValueError as fault:
        raise UserError(f"{what} takes numbers with commas between them, not {text[:40]!r}.") from fault


def read_json(name):
    """What a JSON file holds."""
    path = Path(name)
    if path.is_file() and path.stat().st_size > _LARGEST:
        raise UserError(f"{path} is too large for a direction.")
    try:
        return json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise UserError(f"{path} is not JSON ({type(fault).__name__}).") from fault


def _waypoint(text):
    values = numbers(text, "--waypoint")
    if len(values) not in (1, 3, 4):
        raise UserError(f"--waypoint takes seconds, then x and z, then degrees, not {text[:40]!r}.")
    found = {"seconds": values[0]}
    if len(values) > 1:
        found["place"] = values[1:3]
    if len(values) > 3:
        found["facing"] = values[3]
    return found


def direct(args, data):
    """Read the motion, let it follow the direction, write it and say what was measured."""
    from ..direction.data import Direction
    from ..generation import directing
    from ..generation.takes import Takes

    out = common.check_out(args.out)
    direction = directing.asked(lambda: Direction.of(data))
    made = directing.directed(Takes([common.read(args.source)]), direction)
    report(args, made, common.write(list(made.takes), out))
    return 0


def report(args, made, paths):
    """Notices on stderr, then the paths, or JSON, on stdout."""
    from ..generation import directing

    for notice in made.takes.notices:
        print(notice, file=sys.stderr)
    if args.json:
        frames = [len(clip) for clip in made.takes]
        print(json.dumps({"files": [str(path) for path in paths], "frames": frames,
                          "measured": directing.summary(made)}))  # fmt: skip
    else:
        for path in paths:
            print(path)
