"""The published evaluator of HumanML3D and KIT-ML, from the files a user has. No pickle is ever executed.

DIR/…/text_mot_match/model/finest.tar   the three networks
DIR/…/meta/mean.npy, std.npy            what its inputs are normalised with
DIR/…/our_vab_data.npy, our_vab_words.pkl, our_vab_idx.pkl   GloVe vectors of the vocabulary
"""

import pickle
from pathlib import Path

import numpy as np
import torch

from backend import pickles
from backend.models.checkpoint import WeightsError
from backend.models.text_motion import EvaluatorConfig, TextMotionEvaluator
from backend.motion import npz
from backend.motion.formats.capture import shown

from .embedding import Evaluator

LONGEST_TEXT, VECTOR = 20, 300
PARTS_OF_SPEECH = ("VERB", "NOUN", "DET", "ADP", "NUM", "AUX", "PRON", "ADJ", "ADV",
                   "Loc_VIP", "Body_VIP", "Obj_VIP", "Act_VIP", "Desc_VIP", "OTHER")  # fmt: skip
# Words that the published evaluator knows as classes of their own.
_CLASSES = {
    "Loc_VIP": "left right clockwise counterclockwise anticlockwise forward back backward up down straight "
    "curve",
    "Body_VIP": "arm chin foot feet face hand mouth leg waist eye knee shoulder thigh",
    "Obj_VIP": "stair dumbbell chair window floor car ball handrail baseball basketball",
    "Act_VIP": "walk run swing pick bring kick put squat throw hop dance jump turn stumble stop sit lift "
    "lower raise wash stand kneel stroll rub bend balance flap jog shuffle lean rotate spin spread climb",
    "Desc_VIP": "slowly carefully fast careful slow quickly happy angry sad happily angrily sadly",
}
CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}


class _Plain(pickle.Unpickler):
    """Reads lists, dicts, tuples, strings and numbers; whatever would import or call anything is refused."""

    def find_class(self, module, name):
        raise WeightsError(f"it wants to run {shown(f'{module}.{name}')}")

    def persistent_load(self, pid):
        raise WeightsError("it refers to something outside")


def read_plain_pickle(path):
    """The lists, dicts, strings and numbers of a pickle. Raises WeightsError, having executed nothing."""
    try:
        with open(path, "rb") as file:
            return _Plain(pickles.checked(file.read())).load()
    except WeightsError as error:
        raise WeightsError(
            f"{path} was refused: {error}, and only plain lists and words are read."
        ) from error
    except Exception as error:
        raise WeightsError(f"{path} is not a readable pickle of plain words.") from error


def _numbers(path):
    with np.errstate(over="ignore"):
        return npz.numbers(path).astype(np.float32)


class WordVectors:
    """GloVe vectors (300,) with parts of speech (15,) of word/POS tokens."""

    def __init__(self, vectors, index):
        self.vectors, self.index = vectors, index

    @classmethod
    def load(cls, folder):
        """From our_vab_data.npy, our_vab_words.pkl and our_vab_idx.pkl. Raises WeightsError."""
        folder = Path(folder)
        try:
            vectors = _numbers(folder / "our_vab_data.npy")
        except (OSError, npz.NotData) as error:
            raise WeightsError(f"{folder}/our_vab_data.npy is not a readable array.") from error
        words = read_plain_pickle(folder / "our_vab_words.pkl")
        index = read_plain_pickle(folder / "our_vab_idx.pkl")
        known = isinstance(words, list) and isinstance(index, dict) and vectors.shape[1:] == (VECTOR,)
        if not known or not all(
            isinstance(w, str) and isinstance(index.get(w), int) and 0 <= index[w] < len(vectors)
            for w in words
        ):
            raise WeightsError(
                f"{folder}: our_vab_words.pkl, our_vab_idx.pkl and our_vab_data.npy do not fit."
            )
        index = {word: index[word] for word in words}
        if not {"sos", "eos", "unk"} <= index.keys():
            raise WeightsError(f"{folder}/our_vab_words.pkl lacks the words sos, eos and unk.")
        return cls(vectors, index)

    def encode(self, sentences):
        """Lists of word/POS -> vectors (b, 22, 300), lengths (b,), parts of speech (b, 22, 15).

        Cut to 20 words, between sos and eos, filled up with unk.
        """
        longest = LONGEST_TEXT + 2
        words = np.zeros((len(sentences), longest, self.vectors.shape[1]), dtype=np.float32)
        parts = np.zeros((len(sentences), longest, len(PARTS_OF_SPEECH)), dtype=np.float32)
        lengths = np.zeros(len(sentences), dtype=np.int64)
        for i, tokens in enumerate(sentences):
            tokens = ["sos/OTHER", *tokens[:LONGEST_TEXT], "eos/OTHER"]
            lengths[i] = len(tokens)
            tokens += ["unk/OTHER"] * (longest - len(tokens))
            for j, token in enumerate(tokens):
                words[i, j], part = self._look_up(token)
                parts[i, j, PARTS_OF_SPEECH.index(part)] = 1.0
        return words, lengths, parts

    def _look_up(self, token):
        word, _, part = token.partition("/")
        if word not in self.index:
            return self.vectors[self.index["unk"]], "OTHER"
        part = CLASS_OF.get(word, part)
        return self.vectors[self.index[word]], part if part in PARTS_OF_SPEECH else "OTHER"


class OfficialEvaluator(Evaluator):
    """As Evaluator, but `texts` takes tuples of word/POS."""

    @classmethod
    def load(cls, folder, features=263):
        """features: 263 (HumanML3D) or 251 (KIT-ML); the folder may hold both evaluators, each below a folder
        of the published name ("t2m", "kit"). Raises WeightsError with a readable sentence."""
        folder = Path(folder)
        network = TextMotionEvaluator(EvaluatorConfig(features=features))
        _fill(network, _find(folder, "finest.tar", features))
        for name in ("mean", "std"):
            path = _find(folder, f"{name}.npy", features)
            try:
                values = _numbers(path)
            except (OSError, npz.NotData) as error:
                raise WeightsError(f"{path} is not a readable array of numbers.") from error
            if values.shape != (features,) or not np.isfinite(values).all():
                raise WeightsError(
                    f"{path} must hold {features} finite numbers, it has {str(values.shape)[:80]}."
                )
            getattr(network, name).copy_(torch.from_numpy(values))
        return cls(network, WordVectors.load(_find(folder, "our_vab_data.npy", features).parent).encode)


def _find(folder, name, features):
    """The file `name` below a folder; of several the one of the data set, of which mean.npy beside "meta" or
    the checkpoint."""
    found = sorted(Path(folder).rglob(name))
    own = {263: "t2m", 251: "kit"}[features]
    for wanted in (own, "text_mot_match", "meta"):
        matching = [path for path in found if wanted in path.relative_to(folder).parts]
        found = matching or found
    if not found:
        raise WeightsError(f"There is no {name} in {folder}: the published evaluator's files belong there.")
    if len(found) > 1:
        raise WeightsError(f"There are several {name} in {folder} ({found[0]}, {found[1]}): leave one.")
    return found[0]


def _fill(network, path):
    try:
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise WeightsError(f"{path} was refused: it holds more than tensors and numbers.") from error
    except Exception as error:
        raise WeightsError(f"{path} is not a readable checkpoint.") from error
    for part in ("movement_encoder", "text_encoder", "motion_encoder"):
        try:
            getattr(network, part).load_state_dict(checkpoint[part], strict=True)
        except (KeyError, TypeError, AttributeError, RuntimeError) as error:
            reason = " ".join(str(error).split())[:200]
            raise WeightsError(f"{path} is not the published evaluator: {part}: {reason}") from error
