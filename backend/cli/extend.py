"""`extend`: a motion that goes on after its end."""

from . import common


def add_arguments(parser):
    parser.add_argument("--in", dest="source", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument("--seconds", type=float, required=True, help="length to add")
    parser.add_argument("--prompt", help="how it goes on (default: the motion's own)")
    parser.add_argument("--out", required=True, metavar="FILE", help=".npz or .bvh")
    common.add_decoding(parser)


def run(args):
    out, seeds, options = common.check_out(args.out), common.seeds(args), common.options(args)
    made = common.generator(args).extend(
        common.read(args.source), args.seconds, args.prompt, seeds, **options
    )
    common.report(args, made, common.write(list(made), out), {})
    return 0
