"""`generate --list` as a user types it, on small random weights."""

import json
import os

import numpy as np
import pytest

from backend.cli import main
from backend.generation import batches
from backend.generation import generator as generation
from backend.motion.cleanup import flight_time, ground
from backend.motion.clip import Clip

LIST = "sentence,seconds,seed,file\nwalks,2,7,w\nwaves,1.2,1,\njumps,3,2,j.bvh\nwalks,0.8,,\nsits,4.1,9,s\n"
NAMES = {"w.npz", "waves_1.npz", "j.bvh", "walks_0.npz", "s.npz"}


@pytest.fixture
def run(weights, capsys, tmp_path, monkeypatch):
    """run(list text, more arguments …) -> (exit code, stdout, stderr), inside an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DYNMASK_DEBUG", raising=False)

    def call(text, *more):
        (tmp_path / "list.csv").write_text(text, encoding="utf-8")
        arguments = ["--list", "list.csv", "--out", "out", "--weights", weights, *map(str, more)]
        code = main.main(["generate", *arguments])
        return code, *capsys.readouterr()

    return call


def files():
    return {name for name in os.listdir("out") if not name.startswith("summary")}


def summary(name="summary.json"):
    with open(f"out/{name}", encoding="utf-8") as file:
        return json.load(file)


def test_takes_of_a_list_are_those_of_single_calls(run, weights, capsys, monkeypatch):
    # What carries a random body, and whether its flight hangs, may depend on the last bit.
    monkeypatch.setattr(flight_time, "retimed", lambda *arguments: None)
    monkeypatch.setattr(ground, "solve", lambda rotations, translation, fps: translation)
    code, out, err = run(LIST, "--no-foot-lock", "--json")
    told = json.loads(out)
    assert code == 0 and files() == NAMES and told == summary()
    assert told["made"] == 5 and told["there"] == told["left"] == 0 and "5 of 5" in err
    assert {"load", "text", "masked", "write", "total"} <= told["seconds"].keys()
    assert [(take["row"], take["seed"], take["frames"]) for take in told["takes"]] == [
        (2, 7, 40), (3, 1, 24), (4, 2, 60), (5, 0, 16), (6, 9, 82),
    ]  # fmt: skip
    for name, sentence, seconds, seed in (
        ("w", "walks", 2, 7), ("waves_1", "waves", 1.2, 1), ("walks_0", "walks", 0.8, 0),
        ("s", "sits", 4.1, 9),
    ):  # fmt: skip
        single = ["--prompt", sentence, "--seconds", str(seconds), "--seed", str(seed), "--out", "one.npz"]
        assert main.main(["generate", *single, "--no-foot-lock", "--weights", weights]) == 0
        many, alone = Clip.load(f"out/{name}.npz"), Clip.load("one.npz")
        np.testing.assert_array_equal(many.tokens, alone.tokens)
        np.testing.assert_allclose(many.rotations, alone.rotations, atol=1e-3)
        np.testing.assert_allclose(many.translation, alone.translation, atol=1e-3)
    capsys.readouterr()


def test_a_bad_row_is_said_before_anything_is_made(run):
    code, out, err = run(LIST + "runs,soon,1,r\n")
    assert code == 2 and not os.path.exists("out") and out == ""
    assert err.count("\n") == 1 and "list.csv, row 7, column seconds: the length must be" in err


def test_what_ctrl_c_leaves_is_whole_and_gone_on_from(run, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 2)
    made, generate = [], generation.Generator.generate

    def interrupted(self, prompts, *rest, **options):
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(prompts)
        return generate(self, prompts, *rest, **options)

    monkeypatch.setattr(generation.Generator, "generate", interrupted)
    assert run(LIST)[0] == 130
    assert files() == NAMES - {"s.npz"}
    assert summary()["made"] == 4 and summary()["left"] == 1
    assert [take["state"] for take in summary()["takes"]] == ["made"] * 4 + ["left"]
    before = {name: os.stat(f"out/{name}").st_mtime_ns for name in files()}
    # Cut short by something else: made again.
    with open("out/w.npz", "r+b") as file:
        file.truncate(100)
    made.clear()
    assert run(LIST)[0] == 0 and files() == NAMES
    assert made == [["walks", "sits"]] and len(Clip.load("out/w.npz")) == 40
    after = {name: os.stat(f"out/{name}").st_mtime_ns for name in before}
    assert {name for name in before if before[name] != after[name]} == {"w.npz"}
    made.clear()
    code, out, _ = run(LIST)
    assert code == 0 and made == [] and "0 made, 5 were there already" in out


def test_a_file_that_holds_another_take_is_kept_unless_it_may_go(run):
    assert run("walks,1,1,w")[0] == 0
    code, _, err = run("waves,1,1,w")
    assert code == 2 and "Row 1, column file" in err and "--replace" in err
    assert Clip.load("out/w.npz").prompt == "walks"
    assert run("waves,1,1,w", "--replace")[0] == 0 and Clip.load("out/w.npz").prompt == "waves"


def test_shards_make_the_list_between_them(run):
    assert run(LIST, "--shard", "1/2")[0] == 0
    assert files() == {"w.npz", "j.bvh", "s.npz"} and summary("summary-1-of-2.json")["shard"] == "1/2"
    assert run(LIST, "--shard", "2/2")[0] == 0
    assert files() == NAMES and summary("summary-2-of-2.json")["made"] == 2


@pytest.mark.parametrize(
    "more, said",
    [(["--prompt", "walks"], "do not go with --list"), (["--takes", 3], "do not go with --list"),
     (["--shard", "9/2"], "i from 1 to n"), (["--seed", -1], "seed must be")],
)  # fmt: skip
def test_what_does_not_go_with_a_list_is_a_sentence(run, more, said):
    code, _, err = run(LIST, *more)
    assert code == 2 and said in err and not os.path.exists("out")


def test_a_folder_that_is_a_file_and_no_list_at_all(run, capsys, tmp_path):
    (tmp_path / "out").write_text("mine")
    code, _, err = run(LIST)
    assert code == 2 and "must be a folder" in err and (tmp_path / "out").read_text() == "mine"
    assert main.main(["generate", "--out", "a.npz"]) == 2
    assert "--prompt or --list is needed" in capsys.readouterr().err
    assert main.main(["generate", "--list", "nowhere.csv", "--out", "b"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
