"""`inbetween`: new motion between two that stay as and where they are."""

from . import common


def add_arguments(parser):
    parser.add_argument("--before", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument("--after", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument("--seconds", type=float, required=True, help="length of what comes between")
    parser.add_argument("--prompt", help="what happens in between")
    parser.add_argument("--out", required=True, metavar="FILE", help=".npz or .bvh")
    common.add_decoding(parser)


def run(args):
    out, seeds, options = common.check_out(args.out), common.seeds(args), common.options(args)
    before, after = common.read(args.before), common.read(args.after)
    made = common.generator(args).inbetween(before, after, args.seconds, args.prompt, seeds, **options)
    common.report(args, made, common.write(list(made), out), {})
    return 0
