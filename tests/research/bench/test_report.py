"""The quick bench, through the command line: the JSON's shape, and figures that hang together."""

import json
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import onnx
import pytest

from backend.cli import main
from backend.generation.generator import Generator
from backend.generation.runtimes.onnx_runtime import OnnxRuntime
from backend.models import checkpoint
from backend.models.config import LengthConfig, ModelConfig, TokenizerConfig, TransformerConfig
from backend.motion.cleanup import flight_time
from backend.research.bench import (
    counting,
    half,
    machine,
    many,
    profile,
    report,
    scaling,
    served,
    stages,
    variants,
)
from tests.weights import write_tiny

STAGES = {"text", "library", "masked", "residual", "decode", "recover", "feet", "total"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """(the report, what was said on the way) of the quick bench without its subprocesses."""
    folder = tmp_path_factory.mktemp("bench")
    weights, out = write_tiny(folder / "weights"), folder / "bench.json"
    arguments = [
        "bench",
        "--quick",
        "--only",
        "stages,scaling,many,profile",
        "--weights",
        str(weights),
        "--out",
        str(out),
    ]
    assert main.main(arguments) == 0
    return json.loads(out.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def graphs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graphs")
    return variants.export(write_tiny(folder / "weights"), folder)


def test_machine_and_plan(made):
    assert made["machine"]["cores"] >= 1 and made["bench_seconds"] > 0
    threads = made["sizes"]["default"]["settled_threads"]
    assert set(threads) == {"torch", "onnx"} and min(threads.values()) >= 1
    rate = made["sizes"]["default"]["stages"]["matmul_gmacs"]["cpu float32"]
    assert 0 < rate["low"] <= rate["median"] <= rate["best"]
    assert made["plan"]["steps"] == 2 and set(made["sizes"]) == {"default"}


def test_stages_of_every_runtime(made):
    for size in made["sizes"].values():
        assert {"torch float32", "onnx float32", "onnx int8"} <= set(size["stages"]["runtimes"])
        work = size["stages"]["multiply_adds"]
        assert work["total"] == sum(work[stage] for stage in counting.STAGES) > 0
        runtimes = dict(size["stages"]["runtimes"])
        assert set(runtimes.pop("torch int8")) == {"skipped"}
        for found in runtimes.values():
            assert set(found["seconds"]) == STAGES and found["floor_of"] in (
                f"{kind} products" for kind in size["stages"]["matmul_gmacs"]
            )
            for spread in found["seconds"].values():
                assert 0 <= spread["low"] <= spread["median"] <= spread["high"]
            parts = sum(found["seconds"][stage]["low"] for stage in STAGES - {"total"})
            assert parts <= found["seconds"]["total"]["high"]
            total = found["seconds"]["total"]["median"] / found["floor"]["total"]
            assert found["times_floor"]["total"] == pytest.approx(total, rel=0.01, abs=0.01)
            assert {"masked", "residual", "decode", "networks", "total"} <= set(found["times_floor"])


def test_parity_is_told(made):
    runtimes = made["sizes"]["default"]["stages"]["runtimes"]
    assert runtimes["torch float32"]["parity"] == {"logits": 0.0, "tokens": 1.0, "passes": True}
    assert runtimes["onnx float32"]["parity"]["passes"]
    assert runtimes["onnx int8"]["parity"]["logits"] > 1e-5, "8 bits are not 32"


def test_parity_of_takes_whose_flights_are_retimed(graphs, monkeypatch):
    """They have no tokens any more: what was drawn is compared."""
    monkeypatch.setattr(flight_time, "retimed", lambda rotations, *_: np.arange(len(rotations)) * 0.9)
    found = variants.load(write_tiny(graphs.parent / "again"), graphs, bf16=False)
    assert found[0].generator.generate("a", 3.0, 1)[0].tokens is None
    assert variants.parity(found[1], found[0])["passes"]


def test_scaling(made):
    size = made["sizes"]["default"]
    for table, keys in (("takes", {"1", "2"}), ("seconds", {"2.0", "3.0"})):
        for found in size[table].values():
            assert set(found) == keys and next(iter(found.values()))["times_one"] == 1.0
    assert set(size["threads"]) == {"torch", "onnx"} and "1" in size["threads"]["torch"]


def test_16_bits_beside_32(tmp_path, monkeypatch):
    """As on a GPU, whose memory is told there."""
    monkeypatch.setattr(half, "device", lambda: "cpu")
    found = report.run(report.quick(("half",)), write_tiny(tmp_path / "weights"))["sizes"]["default"]
    assert set(found) == {"half_on", "half"} and set(found["half"]) == {"float32", "float16", "bfloat16"}
    for dtype, row in found["half"].items():
        assert set(row["takes"]) == {"1", "2"} and row["notices"] == [] and row["weights_mb"] is None
        for spread in row["takes"].values():
            assert 0 < spread["low"] <= spread["median"] <= spread["high"]
        assert (row["parity"]["logits"] == 0.0) == (dtype == "float32") and row["parity"]["logits"] < 1.0


def test_a_list_of_sentences_beside_single_ones(made):
    found = made["sizes"]["default"]["many"]
    assert set(found) == {"torch float32", "onnx float32"}
    for row in found.values():
        ratio = row["list"]["median"] / row["single"]["median"]
        assert row["sentences"] == 3 and row["ratio"] == pytest.approx(ratio, abs=1e-3) and ratio > 0
    assert len(set(many.sentences(50))) == 50


def test_what_takes_would_cost_at_the_floor(made):
    takes = made["sizes"]["default"]["takes"]["torch float32"]
    row, one = takes["2"], takes["1"]
    assert row["floor"] == pytest.approx(2 * one["floor"], abs=2e-5) and one["floor"] > 0
    assert row["least"] == pytest.approx(row["floor"] / one["median"], abs=0.02)


def test_profile_adds_up_to_the_whole(made):
    for found in made["sizes"]["default"]["profile"].values():
        parts = sum(value for name, value in found.items() if name != "total")
        # A watched request that others slow may take longer than the unwatched ones: then nothing is outside.
        assert parts >= found["total"] - 1e-3 and found["products"] > 0
        assert found["outside"] == 0.0 or parts == pytest.approx(found["total"], abs=1e-3)
        assert {"softmax", "copies", "outside"} <= set(found)


@pytest.mark.parametrize(
    "operator, group",
    [("aten::addmm_", "products"), ("aten::_softmax", "softmax"), ("aten::native_layer_norm", "norms"),
     ("aten::copy_", "copies"), ("aten::add_", "sums"), ("aten::gelu_", "activations"),
     ("aten::argmin", "other")],
)  # fmt: skip
def test_operators_have_a_group(operator, group):
    assert profile.group_of(operator) == group


def test_a_take_over_the_pipe(tmp_path, graphs):
    weights = graphs.parents[1] / "weights"
    found = served.measure(weights, graphs.parents[1], seconds=1.0, steps=2, repeats=1)
    assert set(found) == {"torch", "onnx"}
    for row in found.values():
        assert 0 < row["request"]["low"] <= row["request"]["high"] and row["memory_mb"] > 20


def test_a_backend_that_refuses_is_told(tmp_path):
    with pytest.raises(RuntimeError, match="generate failed in the backend: .+"):
        served.measure(tmp_path / "nowhere", tmp_path, seconds=1.0, steps=2, repeats=1)


def test_cold_start_and_blender_are_asked_for_at_every_size(monkeypatch, tmp_path):
    body = TransformerConfig(layers=1, width=8, feedforward=8, heads=1)
    tokenizer = TokenizerConfig(width=8, code_dim=8, codes=8, levels=2)
    sizes = {"small": ModelConfig(tokenizer, body, body, LengthConfig(width=8))}
    monkeypatch.setattr(report.variants, "export", lambda weights, cache: weights)
    monkeypatch.setattr(report.variants, "load", lambda weights, *_, **__: [checked(weights)])
    monkeypatch.setattr(report.cold, "measure", lambda *arguments: {"torch": arguments[2:]})
    monkeypatch.setattr(report.served, "measure", lambda *arguments: arguments[2:])
    monkeypatch.setattr(report, "told_by", lambda script, *rest: [script.name, *rest])
    plan = replace(report.quick(("cold", "blender", "overlay")), sizes=sizes)
    found = report.run(plan, write_tiny(tmp_path / "weights"))
    assert found["sizes"]["small"]["cold"] == {"torch": (2.0, 2, 1)}
    assert found["sizes"]["small"]["served"] == (2.0, 2, 1)
    assert found["blender"] == ["bench_blender.py", "--repeats", 2]
    assert found["overlay"] == ["bench_overlay.py", 200]
    assert found["sizes"]["small"]["config"]["masked"] == "1×8" and "stages" not in found["sizes"]["small"]


def checked(weights):
    config, _ = checkpoint.check_folder(weights)
    return variants.Variant("torch", SimpleNamespace(config=config))


def test_what_blender_says_is_taken_over(tmp_path):
    script = tmp_path / "bench_blender.py"
    assert "skipped" in report.told_by(script)
    script.write_text("import sys; print('noise'); print('{\"bones\": %s}' % sys.argv[1])")
    assert report.told_by(script, 3) == {"bones": 3}
    script.write_text("import sys; sys.exit('no bpy here')")
    assert report.told_by(script) == {"skipped": "no bpy here"}


@pytest.mark.parametrize("kind", ["FLOAT16", "BFLOAT16"])
def test_every_product_of_the_transformers_is_narrowed(graphs, kind):
    model = onnx.load(variants.narrowed(graphs, kind) / "residual.onnx")
    onnx.checker.check_model(model, full_check=True)
    made = {name: node for node in model.graph.node for name in node.output}
    products = [node for node in model.graph.node if node.op_type in ("MatMul", "Gemm")]
    before = onnx.load(graphs / "residual.onnx").graph.node
    assert len(products) == sum(node.op_type in ("MatMul", "Gemm") for node in before) > 8
    for node in products:
        assert all(made[name].attribute[0].i == onnx.TensorProto.DataType.Value(kind) for name in node.input)


def test_what_runs_in_16_bits_is_near_and_what_does_not_says_so(graphs):
    """ONNX Runtime has products of one of the two kinds everywhere."""
    whole = variants.Variant("whole", Generator(OnnxRuntime(graphs)))
    half = variants.Variant("half", Generator(OnnxRuntime(variants.narrowed(graphs, "FLOAT16"))))
    assert variants.parity(half, whole, takes=1)["logits"] < 0.3
    found, reason = variants.onnx_bfloat16(graphs)
    assert (found is None) == bool(reason)
    assert found is None or variants.parity(found, whole, takes=1)["logits"] < 1.0


def test_a_part_that_does_not_exist_is_a_sentence(capsys):
    assert main.main(["bench", "--only", "stages,lunch"]) == 2
    assert "'lunch'" in capsys.readouterr().err


def test_spread_and_floor():
    assert machine.spread([3.0, 1.0, 2.0]) == {"median": 2.0, "low": 1.0, "high": 3.0}
    floor = stages.floors({"text": 0, "masked": 4e9, "residual": 1e9, "decode": 1e9}, 2.0)
    assert floor == {"text": 0.0, "masked": 2.0, "residual": 0.5, "decode": 0.5, "total": 3.0}
    seconds = {stage: machine.spread([value]) for stage, value in
               {"masked": 3.0, "residual": 1.0, "decode": 0.5, "total": 6.0}.items()}  # fmt: skip
    found = stages.ratios(seconds, floor)
    assert found == {"masked": 1.5, "residual": 2.0, "decode": 1.0, "networks": 1.5, "total": 2.0}


def test_threads_are_given_back():
    import torch

    before = torch.get_num_threads()
    with scaling.threads(1):
        assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == before


def test_the_rate_is_multiply_adds_over_seconds(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(time, "perf_counter", lambda: float(next(clock)))
    assert machine.matmul_rate(size=1000, repeats=2) == {"best": 1.0, "median": 1.0, "low": 1.0}
