"""An evaluator's folder: config.json and evaluator.safetensors, and the embeddings it gives."""

from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save

from backend.models.checkpoint import WeightsError, load_part, write_atomically
from backend.models.text_motion import EvaluatorConfig, TextMotionEvaluator

DEFAULT_EVALUATOR = Path(__file__).resolve().parents[3] / "weights" / "evaluator"
BATCH = 64


class Evaluator:
    """Motions and sentences as points of one space, those that belong together near each other."""

    def __init__(self, network, encode):
        """network: TextMotionEvaluator; encode(texts) -> word vectors (b, m, words), lengths (b,) and, where
        the network reads them, parts of speech (b, m, 15)."""
        self.network, self._encode = network.eval().requires_grad_(False), encode
        self._known = {}

    @classmethod
    def load(cls, folder=None):
        """Raises WeightsError with a readable sentence."""
        from backend.text.minilm import MiniLM

        network = load_network(folder or DEFAULT_EVALUATOR)
        encoder, config = MiniLM.load(), network.config
        return cls(network, lambda texts: encoder.encode(texts, config.max_words, config.side_signal))

    @torch.inference_mode()
    def motions(self, clips):
        """Raw features [(T, 263)], cut to the evaluator's longest clip -> (n, output) float64"""
        return _stacked(
            self.network.embed_motions(*self.network.collate(clips[at : at + BATCH]))
            for at in range(0, len(clips), BATCH)
        )

    @torch.inference_mode()
    def texts(self, texts):
        """Sentences -> (n, output) float64; a sentence is embedded once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for at in range(0, len(new), BATCH):
            arrays = self._encode(new[at : at + BATCH])
            rows = self.network.embed_texts(*(torch.from_numpy(array) for array in arrays))
            self._known.update(zip(new[at : at + BATCH], rows.double().numpy(), strict=True))
        return np.stack([self._known[text] for text in texts])


def load_network(folder):
    """The TextMotionEvaluator of a folder, in fp32. Raises WeightsError with a readable sentence."""
    folder = Path(folder)
    if not (folder / "config.json").is_file():
        raise WeightsError(f"There is no evaluator at {folder}: choose a folder that holds a config.json.")
    try:
        network = TextMotionEvaluator(EvaluatorConfig.load(folder / "config.json"))
    except ValueError as error:
        raise WeightsError(f"{folder}: {error}") from error
    load_part(folder / "evaluator.safetensors", network)
    return network


def save_network(folder, config, state):
    """Write an evaluator's folder; floats in 16 bits, except normalisation."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        name: (tensor if name in ("mean", "std") else tensor.half()).cpu().contiguous()
        for name, tensor in state.items()
    }
    write_atomically(folder / "config.json", config.to_json().encode())
    write_atomically(folder / "evaluator.safetensors", save(kept))


def _stacked(batches):
    return np.concatenate([batch.double().numpy() for batch in batches])
