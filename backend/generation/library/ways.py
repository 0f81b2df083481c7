"""Other wordings of a library's sentences, and acts that are understood but that no entry shows."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...motion.arrays import Floats


def _no_vectors() -> Floats:
    return np.zeros((0, 0), dtype=np.float32)


@dataclass(frozen=True)
class Ways:
    """texts (w,): other wordings; of (w,): the numbers of the sentences that each says in other words.
    missing (m,): the wordings of acts that nothing was captured of; acts (m,): the first wording of each's
    act. vectors (w, d), missing_vectors (m, d): float32 of unit length."""

    texts: tuple[str, ...] = ()
    of: tuple[tuple[int, ...], ...] = ()
    missing: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    vectors: Floats = field(default_factory=_no_vectors, repr=False)
    missing_vectors: Floats = field(default_factory=_no_vectors, repr=False)

    def of_sentences(self, count: int) -> list[list[int]]:
        """Of each of `count` sentences the numbers of its other wordings."""
        found: list[list[int]] = [[] for _ in range(count)]
        for number, sentences in enumerate(self.of):
            for sentence in sentences:
                found[sentence].append(number)
        return found

    def told(self) -> dict[str, Any]:
        """What `read` reads, apart from vectors."""
        groups: dict[str, list[str]] = {}
        for act, text in zip(self.acts, self.missing, strict=True):
            groups.setdefault(act, []).append(text)
        return {
            "ways": [[text, list(of)] for text, of in zip(self.texts, self.of, strict=True)],
            "missing": [[act, texts] for act, texts in groups.items()],
        }


def read(told: dict[str, Any], vectors: Floats, sentences: int) -> Ways:
    """What `told` says; vectors (w + m, d). Raises ValueError, LookupError or TypeError."""
    ways = [(str(text), tuple(int(i) for i in of)) for text, of in told.get("ways", ())]
    missing = [(str(act), str(text)) for act, texts in told.get("missing", ()) for text in texts]
    if any(not 0 <= i < sentences for _, of in ways for i in of):
        raise ValueError("a wording is of no sentence")
    if len(ways) + len(missing) != len(vectors):
        raise ValueError("there must be one vector a wording")
    return Ways(
        tuple(text for text, _ in ways), tuple(of for _, of in ways),
        tuple(text for _, text in missing), tuple(act for act, _ in missing),
        vectors[: len(ways)], vectors[len(ways) :],
    )  # fmt: skip
