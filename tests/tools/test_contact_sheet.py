"""The contact sheet: lists of sentences, order and key of the takes, scoring; pages from tiny weights."""

import csv
import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backend.motion.body import quaternion
from backend.motion.clip import Clip
from tests.weights import write_tiny

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("contact_sheet", ROOT / "tools" / "contact_sheet.py")
sheet = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(sheet)
PROMPTS = [("walks", 1.0), ("jumps", 1.5)]


def test_the_list_that_comes_along():
    prompts = sheet.read_prompts(sheet.PROMPTS)
    assert len(prompts) == len({text for text, _ in prompts}) == 20
    assert all(1 <= seconds <= 9.8 for _, seconds in prompts)


@pytest.mark.parametrize("text", ["a person walks", "| 3", "a person walks | soon", "# nothing"])
def test_a_line_that_is_wrong_is_refused(tmp_path, text):
    (tmp_path / "list.txt").write_text(text)
    with pytest.raises(ValueError, match="list.txt"):
        sheet.read_prompts(tmp_path / "list.txt")


def test_blind_takes_are_the_same_ones_shuffled():
    seeds = list(range(8))
    plain, blind = sheet.numbered(PROMPTS, seeds), sheet.numbered(PROMPTS, seeds, blind=1)
    assert [t.number for t in plain] == [t.number for t in blind] == list(range(1, 17))
    assert [t.letter for t in plain] == ["A"] * 8 + ["B"] * 8 != [t.letter for t in blind]
    assert sorted((t.prompt, t.seed) for t in plain) == sorted((t.prompt, t.seed) for t in blind)
    assert blind == sheet.numbered(PROMPTS, seeds, blind=1) != sheet.numbered(PROMPTS, seeds, blind=2)


def test_answers_are_scored():
    key = {"takes": [vars(t) for t in sheet.numbered(PROMPTS, [1, 2])]}
    answers = [
        {"number": str(n), "letter": letter, "broken": broken}
        for n, letter, broken in ((1, "A", ""), (2, "b", "n"), (3, "b", "y"), (4, "B", ""))
    ]
    found = sheet.score(answers, key)
    assert found["recognised"] == 0.75 and found["broken"] == [3] and found["takes"] == 4
    assert found["by_sentence"] == {"walks": 0.5, "jumps": 1.0}
    with pytest.raises(ValueError, match="take 4"):
        sheet.score(answers[:3], key)
    with pytest.raises(ValueError, match="twice"):
        sheet.score([*answers, answers[0]], key)


def test_largest_turn_goes_the_short_way_round():
    turns = np.radians([0.0, 170.0, 190.0, 200.0])
    rotations = np.tile(quaternion.IDENTITY, (4, 22, 1))
    rotations[:, 0] = quaternion.from_axis_angle(np.array([0.0, 1.0, 0.0]), turns)
    assert sheet.largest_turn(Clip(rotations, np.zeros((4, 3)))) == pytest.approx(170.0)
    assert sheet.largest_turn(Clip(rotations[1:], np.zeros((3, 3)))) == pytest.approx(20.0)


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return write_tiny(tmp_path_factory.mktemp("weights") / "tiny")


def make(weights, tmp_path, *more):
    (tmp_path / "list.txt").write_text("# two\nwalks | 1\njumps | 1.5\n")
    arguments = ["--weights", weights, "--prompts", tmp_path / "list.txt", "--out", tmp_path / "out",
                 "--seeds", 1, 2, "--poses", 3, *more]  # fmt: skip
    assert sheet.main([str(a) for a in arguments]) == 0
    return tmp_path / "out"


def test_open_pages_name_their_sentences(weights, tmp_path, capsys):
    out = make(weights, tmp_path)
    key = json.loads((out / "takes.json").read_text())
    assert [(t["prompt"], t["seed"]) for t in key["takes"]] == [
        ("walks", 1), ("walks", 2), ("jumps", 1), ("jumps", 2),
    ]  # fmt: skip
    assert len(Clip.load(out / "takes" / "003.npz")) == 30
    assert "| 1 | 1 | walks | 1 |" in (out / "judging.md").read_text()
    assert Image.open(out / "page_1.png").width > 1500 and not (out / "page_2.png").exists()


def test_blind_pages_give_nothing_away(weights, tmp_path, capsys):
    out = make(weights, tmp_path, "--blind", 3)
    assert {p.name for p in out.iterdir()} == {"page_1.png", "judging.md", "answers.csv"}
    key = json.loads((tmp_path / "out-key" / "takes.json").read_text())
    assert len(list((tmp_path / "out-key" / "takes").iterdir())) == 4
    assert sheet.label(sheet.Take(7, "A", "walks", 1, 1.5), True) == "7"
    with open(out / "answers.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = [row | {"letter": take["letter"]} for row, take in zip(rows, key["takes"], strict=True)]
    assert sheet.score(answers, key)["recognised"] == 1.0


def test_a_failure_is_one_sentence(tmp_path, capsys):
    assert sheet.main(["--out", str(tmp_path / "x"), "--weights", str(tmp_path / "nowhere")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
