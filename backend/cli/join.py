"""`join`: two motions, wherever they are, joined by steps that cover the distance."""

from . import common, directing


def add_arguments(parser):
    parser.add_argument("--before", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument("--after", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument(
        "--seconds", type=float, help="length of what comes between (default: as long as it takes)"
    )
    parser.add_argument("--prompt", help="how it gets there (default: it walks or runs)")
    parser.add_argument("--out", required=True, metavar="FILE", help=".npz or .bvh")
    common.add_decoding(parser)


def run(args):
    from ..generation.directing import joined

    out, seeds, options = common.check_out(args.out), common.seeds(args), common.options(args)
    before, after = common.read(args.before), common.read(args.after)
    made = joined(common.generator(args), before, after, args.seconds, args.prompt, seeds, **options)
    directing.report(args, made, common.write(list(made.takes), out))
    return 0
