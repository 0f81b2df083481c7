import json

import numpy as np
import pytest

from backend.generation.library import ways
from backend.generation.library.ways import Ways

SAID = Ways(
    ("ambles", "plods", "says hello"), ((0,), (0, 2), (1,)), ("golf swing", "tees off", "headstand"),
    ("golf swing", "golf swing", "headstand"), np.eye(3), np.eye(3),
)  # fmt: skip


def test_wordings_of_each_sentence():
    assert SAID.of_sentences(4) == [[0, 1], [2], [1], []] and Ways().of_sentences(1) == [[]]


def test_they_come_back_from_what_a_file_says():
    told = json.loads(json.dumps(SAID.told()))
    assert told["missing"] == [["golf swing", ["golf swing", "tees off"]], ["headstand", ["headstand"]]]
    found = ways.read(told, np.arange(18.0).reshape(6, 3), 3)
    assert (found.texts, found.of) == (SAID.texts, SAID.of)
    assert (found.missing, found.acts) == (SAID.missing, SAID.acts)
    assert found.missing_vectors.tolist() == np.arange(9.0, 18.0).reshape(3, 3).tolist()
    assert ways.read({}, np.zeros((0, 3)), 3).texts == ()


@pytest.mark.parametrize(
    "change, vectors, sentences", [({}, 5, 3), ({}, 6, 2), ({"ways": [["a", [-1]]]}, 4, 3)]
)
def test_others_are_refused(change, vectors, sentences):
    with pytest.raises(ValueError, match="wording"):
        ways.read(SAID.told() | change, np.zeros((vectors, 3)), sentences)
