"""`regenerate`: part of a motion, by another seed or sentence."""

import time

from . import common


def add_arguments(parser):
    parser.add_argument("--in", dest="source", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument("--from", dest="start", type=float, required=True, help="start of the range, seconds")
    parser.add_argument("--to", dest="stop", type=float, required=True, help="end of the range, seconds")
    parser.add_argument("--prompt", help="for the range only (default: the motion's own)")
    parser.add_argument("--out", required=True, metavar="FILE", help=".npz or .bvh")
    common.add_decoding(parser)


def run(args):
    out, seeds, options = common.check_out(args.out), common.seeds(args), common.options(args)
    clip = common.read(args.source)
    started = time.perf_counter()
    generator = common.generator(args)
    loaded = time.perf_counter()
    made = generator.regenerate(clip, args.start, args.stop, args.prompt, seeds, **options)
    paths = common.write(list(made), out)
    ended = time.perf_counter()
    common.report(args, made, paths, {"load": round(loaded - started, 3), "total": round(ended - started, 3)})
    return 0
