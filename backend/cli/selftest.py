"""`selftest`: one short motion, and where it was made: how a new environment shows that it works."""

import json
import time

from . import common


def add_arguments(parser):
    common.add_runtime(parser)


def run(args):
    import numpy as np

    started = time.perf_counter()
    generator = common.generator(args)
    loaded = time.perf_counter()
    (clip,) = generator.generate("a person walks forward", 2.0, 0)
    if not np.isfinite(clip.positions).all():
        raise ValueError(f"The motion made on {generator.runtime.device} is not a number.")
    print(json.dumps({
        "runtime": generator.runtime.name, "device": generator.runtime.device, "frames": len(clip),
        "load": round(loaded - started, 3), "generate": round(time.perf_counter() - loaded, 3),
    }))  # fmt: skip
    return 0
