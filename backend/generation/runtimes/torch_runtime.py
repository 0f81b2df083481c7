"""The torch runtime: CUDA, ROCm, MPS or the CPU, whichever there is."""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import numpy as np
import torch

from ...models import checkpoint, layout
from ...models.inference import MaskedInference, ResidualInference
from ...motion.arrays import Array, Bools, Floats, Ints
from ...text import encoders
from ..errors import UserError
from . import threads
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


class _Network(Protocol):
    """models.inference.MaskedInference or ResidualInference."""

    def prepare(self, vectors: torch.Tensor, vector_lengths: torch.Tensor) -> tuple[object, ...]: ...
    def __call__(self, *inputs: Any, **named: Any) -> torch.Tensor: ...


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
        if device == "cpu":
            for part in checkpoint.PARTS:
                layout.lay_out(getattr(self._weights, part))
        self._masked = MaskedInference(self._weights.masked)
        self._residual = ResidualInference(self._weights.residual)
        self._prepared: dict[_Network, tuple[Condition, tuple[object, ...]]] = {}
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

    def _phi(self, phi: Floats | None) -> torch.Tensor | None:
        return None if phi is None else self._tensor(phi, self.dtype)

    def _condition(self, network: _Network, condition: Condition) -> tuple[object, ...]:
        """Condition tokens and their counts, computed once for all steps of a decoding."""
        if network not in self._prepared or self._prepared[network][0] is not condition:
            vectors = self._tensor(condition.vectors, self.dtype)
            prepared = network.prepare(vectors, self._tensor(condition.lengths))
            self._prepared[network] = (condition, prepared)
        return self._prepared[network][1]

    def _logits(
        self, network: _Network, tokens: Ints, lengths: Ints, condition: Condition, phi: Floats | None,
        wanted: Bools | None, *level: int,
    ) -> Floats:  # fmt: skip
        wanted = np.ones(tokens.shape[:2], dtype=bool) if wanted is None else wanted
        logits = network(
            self._tensor(tokens), *level, np.asarray(lengths).tolist(),
            *self._condition(network, condition), self._phi(phi), wanted,
        )  # fmt: skip
        return _array(logits.float())

    @_on_device
    def masked_logits(
        self, tokens: Ints, lengths: Ints, condition: Condition, phi: Floats | None = None,
        wanted: Bools | None = None,
    ) -> Floats:  # fmt: skip
        return self._logits(self._masked, tokens, lengths, condition, phi, wanted)

    @_on_device
    def residual_logits(
        self, tokens: Ints, level: int, lengths: Ints, condition: Condition, phi: Floats | None = None,
        wanted: Bools | None = None,
    ) -> Floats:  # fmt: skip
        return self._logits(self._residual, tokens, lengths, condition, phi, wanted, level)

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
