"""`bench`: how fast generation is here, per stage and beside the machine's floor, as one JSON."""

import json
import sys
import time


def add_arguments(parser):
    parser.add_argument("--weights", metavar="DIR", help="weights folder (default: weights/starter)")
    parser.add_argument(
        "--quick", action="store_true", help="everything once and short: a check, not a figure"
    )
    parser.add_argument(
        "--only",
        metavar="PARTS",
        help="of stages,cold,scaling,many,profile,blender,overlay (default: all); or half",
    )
    parser.add_argument("--seconds", type=float, help="length of the clip (default 9.8: 196 frames)")
    parser.add_argument("--steps", type=int, help="steps of masked decoding (default 10)")
    parser.add_argument("--repeat", type=int, help="measurements of each stage (default 7)")
    parser.add_argument("--out", metavar="FILE", help="write the JSON here as well")


def run(args):
    from dataclasses import replace

    from ..generation import checks
    from ..generation.errors import UserError
    from ..motion import files
    from ..research.bench import report

    parts = tuple(args.only.split(",")) if args.only else report.PARTS
    known = (*report.PARTS, *report.MORE)
    if unknown := sorted(set(parts) - set(known)):
        raise UserError(f"There is no part {unknown[0]!r} of the bench; it has {', '.join(known)}.")
    plan = report.quick(parts) if args.quick else report.full(parts)
    given = {"seconds": args.seconds, "steps": args.steps, "repeats": args.repeat}
    for name, value in given.items():
        if value is not None:
            checks.number(value, name, 1, 1000)
    plan = replace(plan, **{name: value for name, value in given.items() if value is not None})
    started = time.perf_counter()

    def say(what):
        print(f"{time.perf_counter() - started:6.1f} s  {what}", file=sys.stderr, flush=True)

    found = report.run(plan, args.weights, say)
    found["bench_seconds"] = round(time.perf_counter() - started, 1)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    if args.out:
        with files.replacing(args.out) as file:
            file.write(f"{text}\n".encode())
    print(text)
    return 0
