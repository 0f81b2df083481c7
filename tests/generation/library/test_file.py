import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest

from backend.generation.errors import UserError
from backend.generation.library import file
from backend.generation.library.judged import Judged
from backend.motion.body import quaternion, skeleton
from tests.generation.conftest import walk
from tests.generation.library.test_nearness import numbers


def test_what_is_saved_is_loaded(library, tmp_path):
    vague = replace(library.entries[1], partly=frozenset(library.entries[1].sentences))
    library = replace(library, entries=(library.entries[0], vague, *library.entries[2:]))
    file.save(tmp_path, library.retuned(closeness=0.4, threshold=0.7))
    found = file.load(tmp_path)
    assert (found.closeness, found.threshold) == (0.4, 0.7)
    assert found.sentences == library.sentences and found.sources == library.sources
    assert found.entries == library.entries and found.encoder == "minilm"
    assert np.abs(found.vectors - library.vectors).max() < 0.01
    np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1.0, atol=1e-6)
    rotations, path = found.motion(found.entries[2])
    assert np.degrees(quaternion.angle_between(rotations, walk(60, seed=2)[0])).max() < 0.06
    mirrored = found.motion(found.entries[2], mirrored=True)
    np.testing.assert_allclose(mirrored[1], path * [-1.0, 1.0, 1.0])
    assert (mirrored[0] != rotations).any()


def judged(library):
    rng = np.random.default_rng(0)
    axes = np.linalg.qr(rng.normal(size=(16, 10)))[0].T.astype(np.float32)
    said = Judged(("plods", "golf"), np.array([(0, 1, 2), (0, 2, 0)]), np.array([False, True]),
                  rng.normal(size=(2, 10)).astype(np.float32))  # fmt: skip
    vectors = (library.vectors @ axes.T).astype(np.float32)
    return replace(library, axes=axes, vectors=vectors, judged=said, weighing=numbers())


def test_what_was_judged_is_saved_too(library, tmp_path):
    file.save(tmp_path, made := judged(library))
    found = file.load(tmp_path)
    assert found.judged.texts == ("plods", "golf") and found.judged.nothing.tolist() == [False, True]
    np.testing.assert_array_equal(found.judged.pairs, made.judged.pairs)
    wanted = made.judged.vectors / np.linalg.norm(made.judged.vectors, axis=1, keepdims=True)
    np.testing.assert_allclose(found.judged.vectors, wanted, atol=0.02)
    np.testing.assert_allclose(found.axes, made.axes, atol=1e-3)
    np.testing.assert_allclose(found.weighing.inner, made.weighing.inner, rtol=1e-6)


@pytest.mark.parametrize("change", [
    {"judged_pairs": np.array([[0], [99], [1]])}, {"judged_pairs": np.array([[0], [1], [3]])},
    {"judged_whole": np.zeros(3)}, {"judged_pairs": None}, {"axes": np.zeros((3, 16))},
    {"weighing_bias": np.zeros(9)}, {"weighing_out": None}, {"weighing_out_bias": np.full(2, np.nan)},
])  # fmt: skip
def test_what_was_judged_of_other_shapes_is_refused(library, tmp_path, change):
    file.save(tmp_path, judged(library))
    with np.load(tmp_path / file.NAME) as data:
        arrays = dict(data) | change
    np.savez(tmp_path / file.NAME, **{name: array for name, array in arrays.items() if array is not None})
    manifest = json.loads((tmp_path / file.MANIFEST).read_text())
    digest = hashlib.sha256((tmp_path / file.NAME).read_bytes()).hexdigest()
    (tmp_path / file.MANIFEST).write_text(json.dumps(manifest | {"sha256": digest}))
    with pytest.raises(UserError, match="copy the weights again"):
        file.load(tmp_path)


def test_a_library_of_an_earlier_version_is_read(library, tmp_path):
    file.save(tmp_path, library)
    with np.load(tmp_path / file.NAME) as data:
        arrays = dict(data)
    meta = json.loads(arrays["meta"].tobytes())
    del meta["judged"]
    for name in ("judged_pairs", "judged_whole"):
        del arrays[name]
    old = "dynmask-library/1"
    arrays |= {"format": np.array(old), "meta": np.frombuffer(json.dumps(meta).encode(), np.uint8)}
    np.savez(tmp_path / file.NAME, **arrays)
    manifest = json.loads((tmp_path / file.MANIFEST).read_text())
    digest = hashlib.sha256((tmp_path / file.NAME).read_bytes()).hexdigest()
    (tmp_path / file.MANIFEST).write_text(json.dumps(manifest | {"format": old, "sha256": digest}))
    found = file.load(tmp_path)
    assert found.weighing is None and found.judged.texts == () and found.sentences == library.sentences


def test_a_placed_entry_begins_at_the_origin(library):
    rotations, path = library.placed(library.entries[0])
    assert path[0, 0] == pytest.approx(0.0) and path[0, 2] == pytest.approx(0.0)
    np.testing.assert_allclose(path[:, 1], library.motion(library.entries[0])[1][:, 1])
    hips = skeleton.forward_kinematics(rotations, path)[0, 1] - path[0]
    assert hips[0] > 0.0, "the left hip is at +x: it faces +z"


def test_there_may_be_none(tmp_path):
    assert file.load(tmp_path) is None


def test_tuning_leaves_the_rest(library, tmp_path):
    file.save(tmp_path, library)
    before = (tmp_path / file.NAME).read_bytes()
    file.write_manifest(tmp_path, library.retuned(closeness=0.1))
    assert (tmp_path / file.NAME).read_bytes() == before and file.load(tmp_path).closeness == 0.1


def _damaged(folder, what):
    manifest = json.loads((folder / file.MANIFEST).read_text())
    if what == "a byte":
        data = bytearray((folder / file.NAME).read_bytes())
        data[len(data) // 2] ^= 1
        (folder / file.NAME).write_bytes(data)
    elif what == "gone":
        (folder / file.NAME).unlink()
    elif what == "no JSON":
        (folder / file.MANIFEST).write_text("{")
        return
    elif what == "a list":
        manifest = [manifest]
    else:
        manifest |= {"format": {"format": "other/9"}, "closeness": {"closeness": 3.0},
                     "encoder": {"encoder": None}}.get(what, {})  # fmt: skip
        if what == "encoder":
            del manifest["encoder"]
    (folder / file.MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.parametrize("what", ["a byte", "gone", "no JSON", "a list", "format", "closeness", "encoder"])
def test_damaged_ones_are_told_in_one_sentence(library, tmp_path, what):
    file.save(tmp_path, library)
    _damaged(tmp_path, what)
    with pytest.raises(UserError) as caught:
        file.load(tmp_path)
    assert "copy the weights again" in str(caught.value)


def test_entries_outside_the_motion_are_refused(library, tmp_path):
    for bad in ({"stop": 10**6}, {"source": 99}, {"source": -1}, {"sentences": (99,)}, {"sentences": ()}):
        entries = (replace(library.entries[0], **bad), *library.entries[1:])
        with pytest.raises((UserError, IndexError, ValueError)):
            file.save(tmp_path, replace(library, entries=entries))
            file.load(tmp_path)
