"""The whole bench as one dictionary."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ...generation.runtimes import loading
from ...models.config import ModelConfig
from . import cold, counting, half, machine, many, profile, scaling, served, stages, variants

TOOLS = Path(__file__).resolve().parents[3] / "tools"
BLENDER, OVERLAY = TOOLS / "bench_blender.py", TOOLS / "bench_overlay.py"
NO_INT8 = "torch's dynamic 8-bit layers keep no weight matrices, which decoding multiplies by directly"
PARTS = ("stages", "cold", "scaling", "many", "profile", "blender", "overlay")
# Only where asked for.
MORE = ("half",)


@dataclass(frozen=True)
class Plan:
    """What is measured. sizes: ModelConfigs with random weights, by name, beside the default weights."""

    sizes: dict
    seconds: float = 9.8
    steps: int = 10
    repeats: int = 7
    few: int = 3
    takes: tuple = (1, 4, 16)
    lengths: tuple = (2.0, 5.0, 9.8, 20.0, 40.0, 60.0)
    matmul: int = 1024
    bf16: bool = True
    overlay: int = 10_000
    sentences: int = 50
    parts: tuple = PARTS


def full(parts=PARTS, **changes):
    return Plan({"published": ModelConfig()}, parts=parts, **changes)


def quick(parts=PARTS):
    """Everything once and short, on the default weights alone."""
    return Plan(
        {}, seconds=2.0, steps=2, repeats=2, few=1, takes=(1, 2), lengths=(2.0, 3.0), matmul=64,
        bf16=False, overlay=200, sentences=3, parts=parts,
    )  # fmt: skip


def run(plan, weights=None, say=lambda text: None):
    """The report on the weights folder `weights` (default: the one that comes along) and plan.sizes."""
    report = {"machine": machine.describe(), "plan": _facts(plan)}
    before = os.environ.get("DYNMASK_CACHE")
    with tempfile.TemporaryDirectory(prefix="dynmask-bench-") as cache:
        os.environ["DYNMASK_CACHE"] = cache
        try:
            folders = {"default": Path(weights) if weights else loading.DEFAULT_WEIGHTS}
            for name, config in plan.sizes.items():
                folders[name] = variants.random_weights(config, Path(cache) / name)
            report["sizes"] = {
                name: _size(plan, name, folder, cache, say) for name, folder in folders.items()
            }
        finally:
            os.environ.pop("DYNMASK_CACHE")
            if before is not None:
                os.environ["DYNMASK_CACHE"] = before
    if "blender" in plan.parts:
        say("retargeting and keys")
        report["blender"] = told_by(BLENDER, "--repeats", plan.repeats)
    if "overlay" in plan.parts:
        say("redraws in Blender's windows")
        report["overlay"] = told_by(OVERLAY, plan.overlay)
    return report


def _size(plan, name, folder, cache, say):
    more = {}
    if "half" in plan.parts:
        say(f"{name}: 16 bits on {half.device()}")
        ends = (plan.takes[0], plan.takes[-1])
        found = half.measure(folder, ends, plan.seconds, plan.steps, plan.few)
        more = {"half_on": half.device(), "half": found}
    return more | (_usual(plan, name, folder, cache, say) if set(plan.parts) & set(PARTS) else {})


def _usual(plan, name, folder, cache, say):
    say(f"{name}: loading")
    graphs = variants.export(folder, cache)
    found = variants.load(folder, graphs, bf16=plan.bf16)
    # A runtime settles its threads when it is loaded.
    result = {"config": _sizes_of(found[0].generator.config), "settled_threads": _threads(found)}
    if "stages" in plan.parts:
        say(f"{name}: stages")
        narrow, reason = variants.onnx_bfloat16(graphs) if plan.bf16 else (None, None)
        result["stages"] = _stages(plan, [*found, narrow] if narrow else found)
        if reason:
            result["stages"]["runtimes"]["onnx bfloat16"] = {"skipped": reason}
    if "scaling" in plan.parts:
        pair = [v for v in found if v.dtype == "float32" and v.name != "onnx int8"]
        say(f"{name}: takes")
        work = sum(_work(plan, found[0]).values())
        result["takes"] = scaling.with_takes(
            pair, plan.takes, plan.seconds, plan.steps, plan.few, work, plan.matmul
        )
        say(f"{name}: lengths")
        result["seconds"] = scaling.with_seconds(pair, plan.lengths, plan.steps, plan.few)
        say(f"{name}: threads")
        counts = sorted({1, 2, os.cpu_count() or 1} & set(range(1, (os.cpu_count() or 1) + 1)))
        result["threads"] = scaling.with_threads(folder, graphs, counts, plan.seconds, plan.steps, plan.few)
    if "many" in plan.parts:
        say(f"{name}: a list of sentences")
        pair = [v for v in found if v.dtype == "float32" and v.name != "onnx int8"]
        result["many"] = many.measure(pair, plan.sentences, plan.seconds, plan.steps, max(1, plan.few - 1))
    if "profile" in plan.parts:
        say(f"{name}: operators")
        ends = sorted({plan.takes[0], plan.takes[-1]})
        result["profile"] = profile.with_takes(found[0], ends, plan.seconds, plan.steps)
    if "cold" in plan.parts:
        say(f"{name}: cold starts")
        result["cold"] = cold.measure(folder, cache, plan.seconds, plan.steps, plan.few)
        say(f"{name}: requests to a backend process")
        result["served"] = served.measure(folder, cache, plan.seconds, plan.steps, plan.few)
    return result


def _stages(plan, found):
    work = _work(plan, found[0])
    taken, rates = stages.measure(found, plan.seconds, plan.steps, plan.repeats, plan.matmul)
    result = {
        "multiply_adds": {**work, "total": sum(work.values())}, "matmul_gmacs": rates, "runtimes": {}
    }  # fmt: skip
    for variant in found:
        seconds, kind = taken[variant.name], f"{variant.device} {variant.dtype}"
        floor = stages.floors(work, rates[kind]["median"])
        result["runtimes"][variant.name] = {
            "seconds": seconds, "floor_of": f"{kind} products", "floor": floor,
            "times_floor": stages.ratios(seconds, floor), "parity": variants.parity(variant, found[0]),
        }  # fmt: skip
    result["runtimes"]["torch int8"] = {"skipped": NO_INT8}
    return result


def _work(plan, variant):
    """{stage: multiply-adds} of one take."""
    config, runtime = variant.generator.config, variant.generator.runtime
    rows = int(runtime.encode_text([stages.PROMPT]).lengths[0])
    tokens = -(-round(plan.seconds * config.fps) // config.tokenizer.frames_per_token)
    return counting.per_stage(config, counting.Request(tokens, rows, 1, plan.steps))


def told_by(script, *arguments):
    """The JSON that a script of the repository's tools ends with; {"skipped": why} where it can't run."""
    if not script.is_file():
        return {"skipped": f"only a checkout of the repository has tools/{script.name}"}
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return {"skipped": said[-1]}
    return json.loads(lines[-1])


def _facts(plan):
    return {"seconds": plan.seconds, "steps": plan.steps, "repeats": plan.repeats, "prompt": stages.PROMPT}


def _threads(found):
    import torch

    return {"torch": torch.get_num_threads(), **{
        v.name.split()[0]: v.generator.runtime.threads for v in found if v.name.startswith("onnx")
    }}  # fmt: skip


def _sizes_of(config):
    return {
        "masked": f"{config.masked.layers}×{config.masked.width}", "tokenizer": config.tokenizer.width,
        "residual": f"{config.residual.layers}×{config.residual.width}", "codes": config.tokenizer.codes,
    }  # fmt: skip
