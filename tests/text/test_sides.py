import numpy as np

from backend.text import minilm_files, sides
from backend.text.minilm import MiniLM


def cosine(a, b):
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def test_patterns_are_at_right_angles():
    p = sides.patterns(384)
    np.testing.assert_array_equal(p @ p.T, 384 * np.eye(3))


def test_signs_of_words():
    words = ["turns", "left", "then", "counter", "-", "clockwise", "and", "clockwise", "backwards"]
    found = sides.signs(words)
    assert found[1].tolist() == [1, 0, 0] and found[8].tolist() == [0, 0, -1]
    assert found[5].tolist() == [0, 1, 0] and found[7].tolist() == [0, -1, 0]
    assert not found[[0, 2, 3, 4, 6]].any()


def test_words_of_split_pieces():
    assert minilm_files.words("Kicks, counterclockwise", 48)[:2] == ["kicks", ","]
    assert set(minilm_files.words("Kicks, counterclockwise", 48)[2:]) == {"counterclockwise"}
    assert len(minilm_files.words("left " * 100, 48)) == 48


def test_left_and_right_are_lost_without_the_signal_and_apart_with_it():
    model = MiniLM.load()
    texts = ["a person kicks with his left foot", "a person kicks with his right foot", ""]
    plain, lengths = model.encode(texts)
    assert abs(cosine(plain[0, 0], plain[1, 0]) - 0.978) < 0.002
    signalled, again = model.encode(texts, side_signal=2.0)
    assert cosine(signalled[0, 0], signalled[1, 0]) < 0.0
    assert lengths.tolist() == again.tolist() == [8, 8, 1]
    changed = np.abs(signalled - plain).max(axis=-1) > 1e-6
    assert np.flatnonzero(changed[0]).tolist() == [0, 6]
    assert not changed[2].any() and not signalled[2].any()
    np.testing.assert_array_equal(model.encode(texts, side_signal=0.0)[0], plain)


def test_sentence_vector_is_the_published_one():
    # Unit-length MiniLM vectors: "someone waves" against the kick, as measured with the original model.
    model = MiniLM.load()
    vectors, _ = model.encode(["a person kicks with his left foot", "someone waves"])
    assert abs(float((vectors[0, 0] ** 2).mean()) - 1.0) < 1e-5
    assert 0.1 < cosine(vectors[0, 0], vectors[1, 0]) < 0.3
