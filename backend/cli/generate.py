"""`generate`: motion from sentences."""

import time

from . import common, directing


def add_arguments(parser):
    parser.add_argument("--prompt", action="append",
                        help="what happens; given several times, one thing after the other")  # fmt: skip
    parser.add_argument("--seconds", type=float, action="append",
                        help="length, of each prompt in its order (default: the model chooses)")  # fmt: skip
    parser.add_argument("--list", metavar="CSV",
                        help="instead of --prompt: a take of every row, with the columns sentence, seconds, "
                             "seed and file; --out is a folder")  # fmt: skip
    parser.add_argument("--shard", metavar="I/N", help="of the list's rows only every N-th, from the I-th on")
    parser.add_argument("--replace", action="store_true", help="of a list: make files that are there again")
    parser.add_argument("--format", choices=("npz", "bvh"), default="npz",
                        help="of a list's files whose names do not say it (default npz)")  # fmt: skip
    parser.add_argument("--out", required=True, metavar="FILE", help=".npz or .bvh; of a list the folder")
    parser.add_argument("--closeness", type=float, metavar="C",
                        help="how much of the nearest captured clip takes keep, from 0 (nothing) to 1 (that "
                             "clip, fitted to the length); default: the library's")  # fmt: skip
    directing.add_path(parser)
    parser.add_argument("--cycles", type=int, help="make it a loop of so many cycles")
    parser.add_argument("--in-place", action="store_true", help="of a loop: without the root's way")
    parser.add_argument("--direction", metavar="FILE.json", help="{loop, path, poses, pins} to follow")
    common.add_decoding(parser)


def run(args):
    if args.list:
        from . import many

        return many.run(args)
    if not args.prompt:
        raise common.UserError("--prompt or --list is needed: what happens.")
    if args.shard or args.replace:
        raise common.UserError("--shard and --replace go with --list.")
    out, seeds, options = common.check_out(args.out), common.seeds(args), common.options(args)
    asked = _direction(args)
    started = time.perf_counter()
    generator = common.generator(args)
    loaded = time.perf_counter()
    if asked:
        from ..generation.directing import generate

        if len(args.prompt) > 1:
            raise common.UserError("A direction follows one prompt, not several in a row.")
        made = generate(generator, args.prompt, _one_length(args), seeds, asked, **options).takes
    elif len(args.prompt) == 1:
        made = generator.generate(args.prompt, _one_length(args), seeds, **options)
    else:
        lengths = args.seconds[0] if args.seconds and len(args.seconds) == 1 else args.seconds
        made = generator.sequence(args.prompt, lengths, seeds, **options)
    written = time.perf_counter()
    paths = common.write(list(made), out)
    ended = time.perf_counter()
    common.report(args, made, paths, {
        "load": round(loaded - started, 3), "write": round(ended - written, 3),
        "total": round(ended - started, 3),
    })  # fmt: skip
    return 0


def _one_length(args):
    if args.seconds and len(args.seconds) > 1:
        raise common.UserError("There are more lengths than prompts.")
    return args.seconds[0] if args.seconds else None


def _direction(args):
    """The Direction that the arguments ask for, empty where they ask for none."""
    from ..direction.data import Direction
    from ..generation.directing import asked

    data = {} if args.direction is None else directing.read_json(args.direction)
    path = directing.path_data(args)
    if path is not None and isinstance(data, dict):
        data = data | {"path": path}
    if (args.cycles is not None or args.in_place) and isinstance(data, dict):
        cycles = 1 if args.cycles is None else args.cycles
        data = data | {"loop": {"cycles": cycles, "in_place": args.in_place}}
    return asked(lambda: Direction.of(data))
