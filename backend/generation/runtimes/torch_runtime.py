"""The torch runtime: CUDA, ROCm, MPS or the CPU, whichever there is."""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np
import torch

from ...models import checkpoint, layout
from ...models.packed import Conditions, PackedMasked, PackedResidual
from ...motion.arrays import Array, Bools, Floats, Ints
from ...text import encoders
from ..errors import UserError
from . import packing, threads
from .interface import Condition
from .text_cache import TextCache

P = ParamSpec("P")
R = TypeVar("R")


def pick_device(wanted: str = "auto") -> tuple[str, str | None]:
    """(device, notice or None): the wanted one, or the best that passes a small computation."""
    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted == "auto":
        wanted = next(kind for kind, there in available.items() if there)
    kind = wanted.partition(":")[0]
    if not available.get(kind, False):
        usable = ", ".join(name for name, there in available.items() if there)
        raise UserError(f"The device {wanted!r} is not available here; choose one of: {usable}.")
    try:
        float((torch.ones(8, 8, device=wanted) @ torch.ones(8, 8, device=wanted)).sum())
    except (RuntimeError, AssertionError) as fault:
        reason = str(fault).splitlines()[0][:120]
        return "cpu", f"The device {wanted} cannot be used ({reason}): running on the CPU."
    return wanted, None


def settle_threads() -> None:
    """Give torch as many threads as `threads` says, but never more than it has."""
    count = threads.chosen()
    if threads.override() is None and count < torch.get_num_threads():
        torch.set_num_threads(count)


def _on_device(
    method: Callable[Concatenate["TorchRuntime", P], R],
) -> Callable[Concatenate["TorchRuntime", P], R]:
    """Arrays in and out; when the device runs out of memory, once more on the CPU, with a notice."""

    @functools.wraps(method)
    def call(self: "TorchRuntime", /, *arguments: P.args, **named: P.kwargs) -> R:
        with torch.inference_mode():
            try:
                return method(self, *arguments, **named)
            except torch.OutOfMemoryError:
                if self.device == "cpu":
                    raise
            self.notices.append(f"The memory of {self.device} ran out: running on the CPU from here on.")
            self._move("cpu")
            return method(self, *arguments, **named)

    return call


class TorchRuntime:
    """See runtime.Runtime. `weights`: models.checkpoint.Weights; `text`: its encoder (text.encoders).

    dtype: of the two transformers, where other than 32 bits are wanted; the rest stays as it is.
    """

    name = "torch"

    def __init__(
        self,
        weights: checkpoint.Weights,
        text: torch.nn.Module,
        device: str = "cpu",
        dtype: torch.dtype = torch.float32,
    ) -> None:
        self.dtype = dtype
        self.config, self.digest = weights.config, weights.digest
        self._weights, self._text = weights, layout.lay_out(text)
        self.notices: list[str] = []
        self._move(device)
        self.codebooks = weights.tokenizer.codebooks.float().cpu().numpy()
        words, sides = self.config.text.max_words, self.config.text.side_signal
        files = encoders.files(self.config.text.encoder)
        self.encode_text = TextCache(
            lambda texts: self._text.encode(texts, words, sides),
            lambda text: files.tokenize(text, words)[1],
        )

    @classmethod
    def load(
        cls, folder: str | Path, device: str = "auto", dtype: torch.dtype = torch.float32
    ) -> "TorchRuntime":
        """Weights of a folder. Raises UserError with a sentence that says what is wrong with it."""
        device, notice = pick_device(device)
        if device == "cpu":
            settle_threads()
        try:
            weights = checkpoint.load(Path(folder))
            text = encoders.load_for(weights.config.text)
        except (ValueError, FileNotFoundError) as fault:
            raise UserError(str(fault)) from fault
        try:
            runtime = cls(weights, text, device, dtype)
        except torch.OutOfMemoryError:
            notice = f"The memory of {device} is too small for these weights: running on the CPU."
            runtime = cls(weights, text, "cpu", dtype)
        if notice:
            runtime.notices.append(notice)
        return runtime

    def _move(self, device: str) -> None:
        self._weights.to(device)
        for network in (self._weights.masked, self._weights.residual):
            network.to(self.dtype)
        masked, residual, longest = self._weights.masked, self._weights.residual, self.config.max_tokens
        self._conditions = Conditions(masked, residual)
        self._networks = {
            "masked": PackedMasked(masked, longest),
            "residual": PackedResidual(residual, longest),
        }
        if device == "cpu":
            parts = [getattr(self._weights, name) for name in checkpoint.PARTS]
            for part in (*parts, *self._networks.values()):
                layout.lay_out(part)
        self._prepared: tuple[Condition, dict[str, torch.Tensor]] | None = None
        self.device = device

    def memory(self) -> int | None:
        """Bytes that the device holds for us, or None on the CPU."""
        if self.device.startswith("cuda"):
            return torch.cuda.memory_allocated(self.device)
        return torch.mps.current_allocated_memory() if self.device == "mps" else None

    def close(self) -> None:
        """Give the device's memory back."""
        self._move("cpu")
        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    def _tensor(self, array: Array, dtype: torch.dtype = torch.int64) -> torch.Tensor:
        return torch.from_numpy(np.ascontiguousarray(array)).to(dtype).to(self.device)

    def _embedded(self, condition: Condition, network: str) -> dict[str, torch.Tensor]:
        """Condition tokens as a transformer takes them, computed once for all steps of a decoding."""
        if self._prepared is None or self._prepared[0] is not condition:
            found = self._conditions(self._tensor(condition.vectors, self.dtype))
            names = (f"{name}{part}" for name in self._networks for part in ("", "_qkv"))
            self._prepared = (condition, dict(zip(names, found, strict=True)))
        named = self._prepared[1]
        return {"condition": named[network], "condition_qkv": named[f"{network}_qkv"]}

    def _logits(
        self, name: str, tokens: Ints, lengths: Ints, condition: Condition, phi: Floats | None,
        wanted: Bools | None, extra: int = 0, **more: torch.Tensor
    ) -> Floats:  # fmt: skip
        """extra: tokens that every clip has before its condition's."""
        embedded, network = self._embedded(condition, name), self._networks[name]
        prefixes = np.minimum(condition.lengths, embedded["condition"].shape[1]) + extra
        asked, at, m = packing.asked(tokens, np.asarray(lengths), prefixes, wanted)
        inputs = {key: self._tensor(array) for key, array in asked.items() if key != "blocked"}
        inputs["blocked"] = self._tensor(asked["blocked"], self.dtype)
        if phi is not None and self.config.msd.attention > 0.0:
            n, layers = asked["tokens"].shape[1], len(network.body.layers)
            alphas = np.array(self.config.msd.alphas(layers))
            inputs["phi"] = self._tensor(phi[:, :n], self.dtype)
            inputs["alphas"] = self._tensor(alphas, self.dtype)
        inputs |= {key: rows[:, : m - extra] for key, rows in embedded.items()}
        logits = _array(network(**inputs, **more).float())
        found = np.zeros((*tokens.shape[:2], logits.shape[-1]), dtype=np.float32)
        found[np.arange(len(tokens))[:, None], at] = logits
        return found

    @_on_device
    def masked_logits(
        self, tokens: Ints, lengths: Ints, condition: Condition, phi: Floats | None = None,
        wanted: Bools | None = None,
    ) -> Floats:  # fmt: skip
        return self._logits("masked", tokens, lengths, condition, phi, wanted)

    @_on_device
    def residual_logits(
        self, tokens: Ints, level: int, lengths: Ints, condition: Condition, phi: Floats | None = None,
        wanted: Bools | None = None,
    ) -> Floats:  # fmt: skip
        at_level = self._tensor(np.array([level]))
        return self._logits(
            "residual", tokens[..., :level], lengths, condition, phi, wanted, extra=1, level=at_level
        )

    @_on_device
    def encode(self, features: Floats) -> Ints:
        tokenizer = self._weights.tokenizer
        return _array(tokenizer.encode(tokenizer.normalize(self._tensor(features, torch.float32))))

    @_on_device
    def decode(self, tokens: Ints) -> Floats:
        tokenizer = self._weights.tokenizer
        return _array(tokenizer.denormalize(tokenizer.decode(self._tensor(tokens))).float())

    @_on_device
    def length_logits(self, condition: Condition) -> Floats:
        return _array(self._weights.length(self._tensor(condition.vectors[:, 0], torch.float32)).float())


def _array(tensor: torch.Tensor) -> Array:
    found: Array = tensor.cpu().numpy()
    return found


def total_memory(device: str) -> int | None:
    """Bytes of the device, or of the machine, or None."""
    if device.startswith("cuda"):
        return torch.cuda.get_device_properties(device).total_memory
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return None
