"""`bench`: seconds of one generation, per stage, on a runtime."""

import json
import statistics
import time

from . import common


def add_arguments(parser):
    parser.add_argument("--seconds", type=float, default=9.8, help="length of the clip (default 9.8)")
    parser.add_argument("--takes", type=int, default=1)
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--repeat", type=int, default=5)
    common.add_runtime(parser)


def run(args):
    from ..generation.settings import DecodingSettings

    started = time.perf_counter()
    generator = common.generator(args)
    load = time.perf_counter() - started
    settings, runs = DecodingSettings.of({"steps": args.steps}), []
    for repeat in range(max(1, args.repeat) + 1):
        started = time.perf_counter()
        made = generator.generate(
            "a person walks forward", args.seconds, list(range(args.takes)), settings=settings
        )
        if repeat:
            runs.append({**made.timings, "total": time.perf_counter() - started})
    print(json.dumps({
        "runtime": generator.runtime.name, "device": generator.runtime.device, "load": round(load, 3),
        "best": {stage: round(min(r[stage] for r in runs), 4) for stage in runs[0]},
        "median": {stage: round(statistics.median(r[stage] for r in runs), 4) for stage in runs[0]},
    }))  # fmt: skip
    return 0
