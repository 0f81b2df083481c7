"""On small folders in the published layout."""

import numpy as np
import pytest

from backend.research.evaluation import humanml3d, protocol, table

LINES = (
    "a man walks.#a/DET man/NOUN walk/VERB#0.0#0.0\n"
    "he walks on#he/PRON walk/VERB on/ADP#0.0#0.0\n"
    "he turns#he/PRON turn/VERB#1.0#4.0\n"
    "he blinks#he/PRON blink/VERB#1.0#1.5\n"
)


def write(folder, lengths, size=263, lines=LINES):
    """A data set of clips 000000, 000001 … of so many frames, all in the test split."""
    random = np.random.default_rng(0)
    for name in ("new_joint_vecs", "texts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    names = [f"{i:06d}" for i in range(len(lengths))]
    for name, length in zip(names, lengths, strict=True):
        np.save(
            folder / "new_joint_vecs" / f"{name}.npy", random.normal(size=(length, size)).astype(np.float32)
        )
        (folder / "texts" / f"{name}.txt").write_text(lines, encoding="utf-8")
    for split in ("train", "val", "test"):
        (folder / f"{split}.txt").write_text("\n".join(names))
    np.save(folder / "Mean.npy", np.zeros(size, np.float32))
    np.save(folder / "Std.npy", np.ones(size, np.float32))
    return folder


def test_clips_and_parts_become_entries(tmp_path):
    data = humanml3d.load(write(tmp_path, [120]))
    part, whole = data.entries
    assert whole.texts == (
        ("a man walks.", ("a/DET", "man/NOUN", "walk/VERB")),
        ("he walks on", ("he/PRON", "walk/VERB", "on/ADP")),
    )
    assert len(whole.motion) == 120 and part.texts[0][0] == "he turns"
    np.testing.assert_array_equal(part.motion, whole.motion[20:80])
    told = humanml3d.load(tmp_path, tokens=False).entries[1].texts
    assert told == (("a man walks.", "a man walks."), ("he walks on", "he walks on"))


@pytest.mark.parametrize(("size", "kept"), [(263, [40, 199]), (251, [24, 39, 40, 199])])
def test_lengths_are_those_of_published_tables(tmp_path, size, kept):
    folder = write(tmp_path, [23, 24, 39, 40, 199, 200], size, LINES.splitlines()[0])
    assert [len(e.motion) for e in humanml3d.load(folder).entries] == kept


def test_missing_and_broken_clips_are_left_out(tmp_path):
    folder = write(tmp_path, [60, 60, 60], lines=LINES.splitlines()[0])
    (folder / "new_joint_vecs" / "000000.npy").unlink()
    np.save(folder / "new_joint_vecs" / "000001.npy", np.full((60, 263), np.nan, np.float32))
    assert len(humanml3d.load(folder).entries) == 1


def break_mean(folder):
    np.save(folder / "Mean.npy", np.zeros(100))


def break_lines(folder):
    (folder / "texts" / "000000.txt").write_text("a man walks")


def break_spans(folder):
    (folder / "texts" / "000000.txt").write_text("he turns#he/PRON turn/VERB#1.0#inf")


def break_archive(folder):
    with open(folder / "Mean.npy", "wb") as file:
        np.savez(file, np.zeros(263))


def break_numbers(folder):
    np.save(folder / "Std.npy", np.full(263, 1e300))


def break_clip(folder):
    np.save(folder / "new_joint_vecs" / "000000.npy", np.zeros((60, 251)))


def break_pickle(folder):
    np.save(folder / "new_joint_vecs" / "000000.npy", np.array([{"a": print}], dtype=object))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (break_mean, "263 .* or 251"),
        (break_lines, "line 1"),
        (break_spans, "line 1 is not .*: it goes on for longer than a day"),
        (break_archive, "Mean.npy is not a readable array"),
        (break_numbers, "not finite"),
        (break_clip, "263"),
        (break_pickle, "not a readable array"),
        (lambda folder: (folder / "test.txt").unlink(), "test.txt"),
        (lambda folder: (folder / "test.txt").write_text("nobody"), "no clip"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said(tmp_path, harm, said):
    folder = write(tmp_path, [60])
    harm(folder)
    with pytest.raises(ValueError, match=said):
        humanml3d.load(folder)


def test_weights_of_another_body_are_refused(tmp_path):
    class Runtime:
        class config:
            class tokenizer:
                features = 263

    data = humanml3d.load(write(tmp_path, [60], 251, LINES.splitlines()[0]))
    with pytest.raises(ValueError, match="263 features, the data set has 251"):
        table.on_humanml3d(Runtime, None, data, repeats=1, takes=0)


def test_the_table_names_its_columns():
    rows = {
        "real": {"r1": (0.5, 0.01), "fid": (0.0, 0.0)},
        "generated": {"r1": (0.25, 0.0), "mm_distance": (3, 0)},
    }
    head, real, made = table.lines(rows)
    assert head.split() == ["R@1", "FID", "MM-Dist"]
    assert real.split()[:4] == ["real", "0.500", "±", "0.010"] and real.split()[-1] == "–"
    assert made.split() == ["generated", "0.250", "±", "0.000", "–", "3.000", "±", "0.000"]


def test_protocol_keeps_clips_that_fit_pools(tmp_path):
    folder = write(tmp_path, [60] * 35, lines=LINES.splitlines()[0])
    drawn = protocol.draw(humanml3d.load(folder).entries, np.random.default_rng(0), protocol.Protocol())
    assert len(drawn.prompts) == 32
