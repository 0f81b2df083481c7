"""The runtimes that are compared: torch and ONNX Runtime in each of their number formats."""

import contextlib
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...generation import raw
from ...generation.decoding.settings import DecodingSettings
from ...generation.generator import Generator
from ...generation.runtimes import loading

# How far logits may be from torch's in 32 bits, as the tests of the runtimes have it.
TOLERANCE = 1e-3


@dataclass(frozen=True)
class Variant:
    """One way to run a model. dtype: of the matrix products, by which its floor is measured."""

    name: str
    generator: Generator
    device: str = "cpu"
    dtype: str = "float32"


def random_weights(config, folder):
    """A weights folder of a ModelConfig with random numbers: as fast as trained ones."""
    import torch

    from ...models import checkpoint

    torch.manual_seed(0)
    parts = checkpoint.build(config)
    for layer in parts["tokenizer"].quantizer.layers:
        layer.codebook.normal_()
    checkpoint.save_weights(folder, config, {name: part.state_dict() for name, part in parts.items()})
    return folder


def export(weights, cache):
    """ONNX graphs of a weights folder below the cache folder `cache`, where the runtime looks for them."""
    from ...generation.runtimes import onnx_export

    out = Path(cache) / "onnx" / loading.graphs_folder(loading.weights_digest(Path(weights))).name
    return onnx_export.export(weights, out)


def load(weights, graphs, *, bf16=True, int8=True):
    """[Variant, …] of a weights folder and its ONNX graphs, the reference first."""
    import torch

    from ...generation.runtimes.onnx_runtime import OnnxRuntime
    from ...generation.runtimes.torch_runtime import TorchRuntime

    def of(device, dtype):
        runtime = TorchRuntime.load(weights, device, getattr(torch, dtype))
        place = "torch" if device == "cpu" else f"torch {device}"
        return Variant(f"{place} {dtype}", Generator(runtime), device, dtype)

    found = [of("cpu", "float32")]
    if bf16:
        found.append(of("cpu", "bfloat16"))
    if torch.cuda.is_available():
        found += [of("cuda", "float32"), of("cuda", "float16"), of("cuda", "bfloat16")]
    found.append(Variant("onnx float32", Generator(OnnxRuntime(graphs))))
    if int8:
        found.append(Variant("onnx int8", Generator(OnnxRuntime(quantized(graphs)))))
    return found


def quantized(graphs):
    """A folder beside `graphs` whose transformers multiply in 8 bits (ONNX Runtime's dynamic scales)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out = graphs.with_name(graphs.name + "-int8")
    shutil.copytree(graphs, out, dirs_exist_ok=True)
    # Its advice about preparing the graphs is not for who reads our JSON.
    with contextlib.redirect_stdout(sys.stderr):
        for name in ("masked", "residual"):
            quantize_dynamic(
                graphs / f"{name}.onnx", out / f"{name}.onnx", weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gemm"],
            )  # fmt: skip
    return out


def onnx_bfloat16(graphs):
    """(Variant, None), or (None, why) where ONNX Runtime has no such products on this CPU."""
    from ...generation.errors import UserError
    from ...generation.runtimes.onnx_runtime import OnnxRuntime

    try:
        runtime = OnnxRuntime(narrowed(graphs, "BFLOAT16"))
    except UserError as fault:
        return None, str(fault.__cause__ or fault).splitlines()[0]
    return Variant("onnx bfloat16", Generator(runtime), dtype="bfloat16"), None


def narrowed(graphs, kind):
    """A folder beside `graphs` whose transformers multiply in 16 bits; kind: FLOAT16 or BFLOAT16."""
    import onnx
    from onnx import TensorProto, helper

    out, to = graphs.with_name(f"{graphs.name}-{kind.lower()}"), getattr(TensorProto, kind)
    shutil.copytree(graphs, out, dirs_exist_ok=True)
    for name in ("masked", "residual"):
        model, nodes = onnx.load(out / f"{name}.onnx"), []
        for i, node in enumerate(model.graph.node):
            if node.op_type not in ("MatMul", "Gemm"):
                nodes.append(node)
                continue
            narrow = [f"narrow/{i}/{j}" for j in range(len(node.input))]
            pairs = zip(node.input, narrow, strict=True)
            nodes += [helper.make_node("Cast", [a], [b], to=to) for a, b in pairs]
            wide = node.output[0]
            node.input[:], node.output[:] = narrow, [f"narrow/{i}"]
            nodes += [node, helper.make_node("Cast", [f"narrow/{i}"], [wide], to=TensorProto.FLOAT)]
        del model.graph.node[:]
        model.graph.node.extend(nodes)
        onnx.save(model, out / f"{name}.onnx")
    return out


def parity(variant, reference, tokens=24, takes=2):
    """{"logits": largest difference, "tokens": share that agree, "passes"} of a variant and the reference."""
    random = np.random.default_rng(0)
    codes, window = reference.generator.runtime.codebooks.shape[1], reference.generator.config.msd.window
    shown = random.integers(0, codes + 1, (1, tokens))
    phi = random.random((1, tokens, window)).astype(np.float32)
    logits, made = [], []
    for generator in (reference.generator, variant.generator):
        runtime = generator.runtime
        condition = runtime.encode_text(["a person walks to the left"])
        logits.append(runtime.masked_logits(shown, np.array([tokens]), condition, phi))
        # Not a Generator's clips: a take whose flight was retimed has no tokens.
        texts, counts = ["a person walks to the left"] * takes, np.full(takes, 15)
        made.append(raw.tokens(runtime, texts, counts, list(range(takes)), DecodingSettings()))
    apart, same = float(np.abs(logits[0] - logits[1]).max()), float((made[0] == made[1]).mean())
    return {"logits": round(apart, 7), "tokens": round(same, 4),
            "passes": bool(apart < TOLERANCE and same == 1.0)}  # fmt: skip
