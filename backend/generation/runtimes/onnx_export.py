"""Writes the networks of a weights folder as ONNX graphs, from the same modules that torch runs."""

import contextlib
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ... import locks
from ...models import checkpoint
from ...models.packed import Conditions, PackedMasked, PackedResidual
from ...models.tokenizer import Tokenizer
from ...text import encoders
from ..errors import UserError
from . import packing
from .loading import GRAPHS_VERSION

_OPSET = 17
_PREFIX, _LOCK = ".export-", "lock"


class _Encoder(nn.Module):
    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.tokenizer = tokenizer

    def forward(self, features: Tensor) -> Tensor:
        tokens: Tensor = self.tokenizer.encode(self.tokenizer.normalize(features))
        return tokens


class _Decoder(nn.Module):
    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.tokenizer = tokenizer

    def forward(self, tokens: Tensor) -> Tensor:
        features: Tensor = self.tokenizer.denormalize(self.tokenizer.decode(tokens))
        return features


def export(folder: str | Path, out: str | Path) -> Path:
    """Graphs of the weights in `folder`, written to the folder `out` all at once. Raises UserError."""
    try:
        weights = checkpoint.load(Path(folder))
        text = encoders.load_for(weights.config.text)
    except (ValueError, FileNotFoundError) as fault:
        raise UserError(str(fault)) from fault
    out = Path(out)
    is_new = not out.exists()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _sweep(out.parent)
        with _scratch(out.parent) as scratch:
            made = scratch / "graphs"
            made.mkdir()
            _write_graphs(weights, text, made)
            np.save(made / "codebooks.npy", weights.tokenizer.codebooks.float().numpy())
            (made / "config.json").write_text(weights.config.to_json(), encoding="utf-8")
            stamp = {"version": GRAPHS_VERSION, "weights": weights.digest}
            (made / "export.json").write_text(json.dumps(stamp), encoding="utf-8")
            _put(made, out, scratch / "old", is_new)
    except (OSError, RuntimeError) as fault:
        # Torch's exporter says RuntimeError where the disk is full.
        reason = getattr(fault, "strerror", None) or str(fault).partition("\n")[0][:120]
        raise UserError(f"{out.parent} cannot be written to ({reason}).") from fault
    return out


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A new folder in `folder` that goes with the block, locked so that no other process sweeps it away."""
    while True:
        scratch = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        with contextlib.ExitStack() as held:
            held.callback(shutil.rmtree, scratch, ignore_errors=True)
            try:
                held.enter_context(locks.hold(scratch / _LOCK))
            except (BlockingIOError, FileNotFoundError):
                continue  # It was swept away before it was locked.
            except OSError:
                pass  # A disk without locks: there, nothing is swept.
            yield scratch
            return


def _sweep(folder: Path) -> None:
    """Take away what exports that were killed left there: what nobody holds."""
    for left in folder.glob(_PREFIX + "*"):
        try:
            lock = locks.hold(left / _LOCK)
        except OSError:
            continue
        with lock:
            shutil.rmtree(left, ignore_errors=True)
        # Windows deletes no file that is open.
        shutil.rmtree(left, ignore_errors=True)


def _put(made: Path, out: Path, old: Path, is_new: bool) -> None:
    """Move a finished folder to `out`; what stands there is moved to `old` first, in one step.

    is_new: nothing stood there when we began; what does now, another process made of the same weights.
    """
    if not is_new:
        with contextlib.suppress(FileNotFoundError):
            os.replace(out, old)
    try:
        os.replace(made, out)
    except OSError:
        if not out.exists():
            raise


def _write_graphs(weights: checkpoint.Weights, text: nn.Module, out: Path) -> None:
    config = weights.config
    b, n, m, levels = 2, 8, 5, config.tokenizer.levels
    tokens, vectors = torch.zeros(b, n, dtype=torch.int64), torch.zeros(b, m, config.text.size)
    _write_transformers(weights, tokens, vectors, out)
    features = torch.zeros(b, 4 * n, config.tokenizer.features)
    _graph(out / "encoder.onnx", _Encoder(weights.tokenizer), (features,),
           ["features"], ["tokens"], {"features": {0: "b", 1: "t"}, "tokens": {0: "b", 1: "n"}})  # fmt: skip
    _graph(out / "decoder.onnx", _Decoder(weights.tokenizer), (tokens[..., None].expand(b, n, levels),),
           ["tokens"], ["features"], {"tokens": {0: "b", 1: "n"}, "features": {0: "b", 1: "t"}})  # fmt: skip
    _graph(out / "length.onnx", weights.length, (vectors[:, 0],),
           ["sentence"], ["logits"], {"sentence": {0: "b"}, "logits": {0: "b"}})  # fmt: skip
    ids, _ = encoders.files(config.text.encoder).tokenize("a person walks forward", m)
    _graph(out / "text.onnx", text, (torch.tensor([ids] * b), torch.tensor([len(ids), len(ids) - 1])),
           ["ids", "lengths"], ["condition"],
           {"ids": {0: "b", 1: "l"}, "lengths": {0: "b"}, "condition": {0: "b", 1: "m"}})  # fmt: skip


def _write_transformers(weights: checkpoint.Weights, tokens: Tensor, vectors: Tensor, out: Path) -> None:
    """On examples tokens (b, n) and vectors (b, m, size)."""
    config, (b, n), levels = weights.config, tokens.shape, weights.config.tokenizer.levels
    prior = config.msd.attention > 0.0
    conditions = Conditions(weights.masked, weights.residual)
    names = [f"{network}{part}" for network in ("masked", "residual") for part in ("", "_qkv")]
    _graph(out / "condition.onnx", conditions, (vectors,), ["vectors"], names,
           {"vectors": {0: "b", 1: "m"}, **{name: {0: "b", 1: "m"} for name in names}})  # fmt: skip

    embedded = conditions(vectors)
    m = embedded[0].shape[1]
    axes = {"tokens": {0: "b", 1: "n", 2: "q"}, "condition": {0: "b", 1: "m"},
            "condition_qkv": {0: "b", 1: "m"}, "rows": {0: "r"}, "back": {0: "b", 1: "l"},
            "at": {0: "b", 1: "c"}, "blocked": {0: "b", 3: "l"}, "phi": {0: "b", 1: "n"},
            "logits": {0: "b", 1: "c"}}  # fmt: skip

    def examples(condition: tuple[Tensor, ...], extra: int) -> tuple[Tensor, ...]:
        """All but the tokens. extra: tokens before the condition's."""
        places = packing.packed((m + extra,) * b, m + extra, (n,) * (b - 1) + (n - 3,), n)
        arrays = places.inputs(np.tile(np.arange(n - 1), (b, 1)))
        given = (torch.from_numpy(arrays[name]) for name in ("rows", "back", "at", "blocked"))
        return *condition, *given, *((torch.rand(b, n, config.msd.window),) if prior else ())

    def alphas(layers: int) -> tuple[Tensor, ...]:
        return (torch.tensor(config.msd.alphas(layers)),) if prior else ()

    inputs = ["condition", "condition_qkv", "rows", "back", "at", "blocked"]
    inputs += ["phi", "alphas"] if prior else []
    masked = PackedMasked(weights.masked, config.max_tokens)
    _graph(out / "masked.onnx", masked, (tokens, *examples(embedded[:2], 0), *alphas(config.masked.layers)),
           ["tokens", *inputs], ["logits"], {**axes, "tokens": {0: "b", 1: "n"}})  # fmt: skip
    residual = PackedResidual(weights.residual, config.max_tokens)
    coarse = tokens[..., None].expand(b, n, levels - 1)
    given = coarse, torch.tensor([1]), *examples(embedded[2:], 1), *alphas(config.residual.layers)
    _graph(out / "residual.onnx", residual, given,
           ["tokens", "level", *inputs], ["logits"], axes)  # fmt: skip


def _graph(
    path: Path, module: nn.Module, inputs: tuple[Tensor, ...], names: list[str], outputs: list[str],
    axes: dict[str, dict[int, str]],
) -> None:  # fmt: skip
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(), inputs, str(path), input_names=names, output_names=outputs, opset_version=_OPSET,
            dynamic_axes={name: axes[name] for name in (*names, *outputs) if name in axes}, dynamo=False,
        )  # fmt: skip
