"""The ONNX Runtime on a CPU: no torch needed once the graphs are there."""

import json
import re
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from ...models.config import ModelConfig
from ...motion.arrays import Array, Bools, Floats, Ints
from ...text import encoders, sides
from ..errors import UserError, is_out_of_memory
from . import packing, shares
from . import threads as counting
from .interface import Condition
from .text_cache import TextCache

# The oldest of the zips' (tools/wheels.py).
OLDEST = (1, 20)
GRAPHS = ("condition", "masked", "residual", "encoder", "decoder", "length", "text")


class OnnxRuntime:
    """See runtime.Runtime. `folder`: graphs written by onnx_export; threads: None for what is fastest."""

    name, device = "onnx", "cpu"

    def __init__(self, folder: str | Path, threads: int | None = None) -> None:
        onnxruntime, folder = _onnxruntime(), Path(folder)
        self.notices: list[str] = []
        try:
            self.config = ModelConfig.load(folder / "config.json")
            self.digest = json.loads((folder / "export.json").read_text(encoding="utf-8"))["weights"]
            self.codebooks = np.load(folder / "codebooks.npy", allow_pickle=False)
            self.threads = threads or counting.chosen()
            self._sessions = {name: _session(onnxruntime, folder, name, self.threads) for name in GRAPHS}
        except Exception as fault:
            if is_out_of_memory(fault):
                raise MemoryError(f"the graphs in {folder} do not fit") from fault
            raise UserError(_unusable(onnxruntime, folder, fault)) from fault
        sizes, msd = self.config, self.config.msd
        layers = {"masked": sizes.masked.layers, "residual": sizes.residual.layers} if msd.attention else {}
        self._alphas = {
            name: np.array(msd.alphas(count), np.float32) for name, count in layers.items()
        }
        self._prepared = threading.local()  # Each thread decodes its own takes.
        self.workers = shares.Workers(self.threads)
        words = self.config.text.max_words
        self._files = encoders.files(self.config.text.encoder)
        self.encode_text = TextCache(self._encode_texts, lambda text: self._files.tokenize(text, words)[1])

    def memory(self) -> int | None:
        return None

    def close(self) -> None:
        """Let go of the sessions and threads."""
        self.workers.close()
        self._sessions.clear()

    def _run(self, name: str, **inputs: Array) -> Array:
        found: Array = self._sessions[name].run(None, inputs)[0]
        return found

    def _encode_texts(self, texts: list[str]) -> tuple[Floats, Ints]:
        if not texts[0].strip():
            return np.zeros((1, 1, self.config.text.size), dtype=np.float32), np.ones(1, dtype=np.int64)
        ids = np.array([self._files.tokenize(texts[0], self.config.text.max_words)[0]], dtype=np.int64)
        lengths = np.array([ids.shape[1]], dtype=np.int64)
        condition, text = np.array(self._run("text", ids=ids, lengths=lengths)), self.config.text
        sides.add(condition[0], self._files.words(texts[0], text.max_words), text.side_signal)
        return condition, np.array([condition.shape[1]], dtype=np.int64)

    def _embedded(self, condition: Condition, network: str) -> dict[str, Array]:
        """Condition tokens as a transformer takes them, computed once for all steps of a decoding."""
        if getattr(self._prepared, "condition", None) is not condition:
            session = self._sessions["condition"]
            found = session.run(None, {"vectors": condition.vectors.astype(np.float32)})
            names = (output.name for output in session.get_outputs())
            self._prepared.condition, self._prepared.named = condition, dict(zip(names, found, strict=True))
        named: dict[str, Array] = self._prepared.named
        return {"condition": named[network], "condition_qkv": named[f"{network}_qkv"]}

    def _logits(
        self, name: str, tokens: Ints, lengths: Ints, condition: Condition, phi: Floats | None,
        wanted: Bools | None, extra: int = 0, **more: Array
    ) -> Floats:  # fmt: skip
        """extra: tokens that every clip has before its condition's."""
        embedded, lengths = self._embedded(condition, name), np.asarray(lengths)
        prefixes = np.minimum(condition.lengths, embedded["condition"].shape[1]) + extra
        found = np.zeros((*tokens.shape[:2], self.codebooks.shape[1]), dtype=np.float32)

        def run(clips: Ints) -> None:
            asked, at, m = packing.asked(
                tokens[clips], lengths[clips], prefixes[clips], None if wanted is None else wanted[clips]
            )
            for key, rows in embedded.items():
                asked[key] = np.ascontiguousarray(rows[clips, : m - extra])
            if name in self._alphas:
                asked |= self._compared(name, phi, clips, asked["tokens"].shape[1])
            found[clips[:, None], at] = self._run(name, **asked, **more)

        self.workers.each(run, shares.cut(prefixes + lengths, self.workers.free()))
        return found

    def _compared(self, name: str, phi: Floats | None, clips: Ints, n: int) -> dict[str, Array]:
        """What a network with a prior is given for it; without a phi it counts nothing."""
        if phi is None:
            window, alphas = self.config.msd.window, self._alphas[name]
            return {"phi": np.zeros((len(clips), n, window), np.float32), "alphas": np.zeros_like(alphas)}
        return {"phi": np.ascontiguousarray(phi[clips, :n], np.float32), "alphas": self._alphas[name]}

    def masked_logits(
        self, tokens: Ints, lengths: Ints, condition: Condition, phi: Floats | None = None,
        wanted: Bools | None = None,
    ) -> Floats:  # fmt: skip
        return self._logits("masked", tokens, lengths, condition, phi, wanted)

    def residual_logits(
        self, tokens: Ints, level: int, lengths: Ints, condition: Condition, phi: Floats | None = None,
        wanted: Bools | None = None,
    ) -> Floats:  # fmt: skip
        at_level = np.array([level], dtype=np.int64)
        return self._logits(
            "residual", tokens[..., :level], lengths, condition, phi, wanted, extra=1, level=at_level
        )

    def encode(self, features: Floats) -> Ints:
        return self._run("encoder", features=features.astype(np.float32))

    def decode(self, tokens: Ints) -> Floats:
        parts = shares.cut(np.ones(len(tokens), dtype=np.int64), self.workers.free())
        decoded = self.workers.each(
            lambda clips: self._run("decoder", tokens=tokens[clips].astype(np.int64)), parts
        )
        return np.concatenate(decoded)[np.argsort(np.concatenate(parts))]

    def length_logits(self, condition: Condition) -> Floats:
        return self._run("length", sentence=condition.vectors[:, 0].astype(np.float32))


def _session(onnxruntime: ModuleType, folder: Path, name: str, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # What goes wrong is raised; said by itself as well, it would be no sentence.
    options.log_severity_level = 4
    # Idle threads leave the cores to Blender: half the processor time of a take.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    path = str(folder / f"{name}.onnx")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _onnxruntime() -> ModuleType:
    """The package, its usage reports to its makers switched off. Raises UserError."""
    try:
        import onnxruntime
    except ImportError as fault:
        if is_out_of_memory(fault):
            raise MemoryError("ONNX Runtime does not fit") from fault
        raise UserError(
            f"ONNX Runtime cannot be loaded on this system ({str(fault)[:200]}): choose another Python in "
            "the preferences, or install the zip that is made for this system and Blender."
        ) from fault
    package: ModuleType = onnxruntime
    getattr(package, "disable_telemetry_events", lambda: None)()
    return package


def _unusable(package: ModuleType, folder: Path, fault: Exception) -> str:
    """Why graphs cannot be loaded: an old package, as another extension may have brought it into the folder
    that all share, or the graphs themselves."""
    version = str(getattr(package, "__version__", "0"))
    if tuple(int(part) for part in re.findall(r"\d+", version)[:2]) >= OLDEST:
        return f"The ONNX graphs in {folder} cannot be used ({type(fault).__name__}): delete that folder."
    place = Path(package.__file__).parents[1] if package.__file__ else "this Python"
    return (
        f"The onnxruntime {version[:20]} in {place} is too old for DynMask, which needs "
        f"{'.'.join(map(str, OLDEST))}: update or remove the extension that brought it and install DynMask "
        "again, or choose another Python in the preferences."
    )
