"""ONNX graphs to ship: smaller files with the same numbers in them, and beside them all else that is read."""

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ...models.config import ModelConfig
from ...motion.arrays import Array, Floats
from ...text import minilm_files
from ..errors import UserError
from . import onnx_export

# Smaller tensors are not worth the nodes that unpack them.
_SMALLEST = 256
_STEPS = 2**23 - 1


def bundle(folder: str | Path, out: str | Path) -> Path:
    """Graphs of the weights in `folder`, packed, with tokenizer.json and checksums, as the folder `out`.

    Raises UserError, also for weights whose text encoder cannot be shipped.
    """
    out = Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".bundle-", dir=out.parent) as name:
        made = onnx_export.export(folder, Path(name) / "onnx")
        encoder = ModelConfig.load(made / "config.json").text.encoder
        if encoder != "minilm":
            raise UserError(f"Only the text encoder minilm can be shipped, not {encoder!r}.")
        for path in made.glob("*.onnx"):
            graph = onnx.load(path)
            pack(graph)
            onnx.save(graph, path)
        shutil.copy(minilm_files.folder() / "tokenizer.json", made)
        files = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(made.iterdir())
            if path.name != "export.json"
        }
        stamp = json.loads((made / "export.json").read_text(encoding="utf-8"))
        (made / "export.json").write_text(json.dumps(stamp | {"files": files}, indent=1), encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        os.replace(made, out)
    return out


def pack(model: onnx.ModelProto) -> None:
    """Store a model's large float tensors in fewer bytes, in place; the runtime unpacks them as it loads.

    16-bit floats where that is exact (weights are kept so), otherwise 24-bit integers with a scale per row:
    what is lost is at most 6e-8 of a row's largest number, as little as a float's own rounding.
    """
    graph, unpacking = model.graph, []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < _SMALLEST:
            continue
        values, name = numpy_helper.to_array(tensor), tensor.name
        with np.errstate(over="ignore"):
            half = values.astype(np.float16)
        if np.array_equal(half.astype(np.float32), values):
            parts: list[tuple[str, Array]] = [("half", half)]
            nodes = [_cast(f"{name}/half", name)]
        elif values.ndim >= 2:
            parts, nodes = _fixed_point(values, name)
        else:
            continue
        graph.initializer.remove(tensor)
        graph.initializer.extend(numpy_helper.from_array(a, f"{name}/{part}") for part, a in parts)
        unpacking += nodes
    nodes = [*unpacking, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def _fixed_point(values: Floats, name: str) -> tuple[list[tuple[str, Array]], list[onnx.NodeProto]]:
    """Arrays and nodes of values = (256 · high + low) · scale, the scale per row of the last axis."""
    largest = np.abs(values).max(axis=-1, keepdims=True).astype(np.float64)
    scale = np.where(largest > 0, largest, 1.0) / _STEPS
    whole = np.rint(values / scale).astype(np.int32)
    parts: list[tuple[str, Array]] = [
        ("high", (whole >> 8).astype(np.int16)), ("low", (whole & 255).astype(np.uint8)),
        ("scale", scale.astype(np.float32)), ("256", np.array(256.0, dtype=np.float32)),
    ]  # fmt: skip
    nodes = [
        _cast(f"{name}/high", f"{name}/highs"), _cast(f"{name}/low", f"{name}/lows"),
        helper.make_node("Mul", [f"{name}/highs", f"{name}/256"], [f"{name}/shifted"]),
        helper.make_node("Add", [f"{name}/shifted", f"{name}/lows"], [f"{name}/whole"]),
        helper.make_node("Mul", [f"{name}/whole", f"{name}/scale"], [name]),
    ]  # fmt: skip
    return parts, nodes


def _cast(source: str, target: str) -> onnx.NodeProto:
    return helper.make_node("Cast", [source], [target], to=TensorProto.FLOAT)
