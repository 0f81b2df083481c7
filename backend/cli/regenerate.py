"""`regenerate`: a range of a motion, or a part of its body there, by another seed or sentence."""

import time
from dataclasses import replace

from ..direction.parts import PARTS
from . import common


def add_arguments(parser):
    parser.add_argument("--in", dest="source", required=True, metavar="FILE", help=".npz, .bvh or .amc")
    parser.add_argument("--from", dest="start", type=float, required=True, help="start of the range, seconds")
    parser.add_argument("--to", dest="stop", type=float, required=True, help="end of the range, seconds")
    parser.add_argument("--prompt", help="for the range only (default: the motion's own)")
    parser.add_argument("--part", choices=tuple(PARTS),
                        help="only this part of the body; all other joints stay bit-identical")  # fmt: skip
    parser.add_argument("--out", required=True, metavar="FILE", help=".npz or .bvh")
    common.add_decoding(parser)


def run(args):
    out, seeds, options = common.check_out(args.out), common.seeds(args), common.options(args)
    clip = common.read(args.source)
    started = time.perf_counter()
    generator = common.generator(args)
    loaded = time.perf_counter()
    if args.part:
        made = _part(generator, clip, args, seeds, options)
    else:
        made = generator.regenerate(clip, args.start, args.stop, args.prompt, seeds, **options)
    paths = common.write(list(made), out)
    ended = time.perf_counter()
    common.report(args, made, paths, {"load": round(loaded - started, 3), "total": round(ended - started, 3)})
    return 0


def _part(generator, clip, args, seeds, options):
    """Takes of the motion with a part of the body, in the range, as the sentence moves it."""
    from ..direction import parts
    from ..generation import checks
    from ..generation.directing import asked

    notices = []
    start, stop = checks.frame_range(args.start, args.stop, len(clip), clip.fps, notices)
    begins, ends = start / clip.fps, stop / clip.fps
    prompt = clip.prompt if args.prompt is None else args.prompt
    seconds = max((stop - start + 1) / clip.fps, checks.SHORTEST_SECONDS)
    made = generator.generate(prompt, seconds, seeds, **options)
    merged = [asked(lambda one=one: parts.merge(clip, one, args.part, begins, ends)) for one in made]
    clips = [replace(one.clip, prompt=prompt, seed=new.seed) for one, new in zip(merged, made, strict=True)]
    return replace(made, clips=clips, notices=[*notices, *made.notices])
