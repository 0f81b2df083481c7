"""The commands that direct a motion, as a user types them."""

import json

import numpy as np
import pytest

from backend.cli import main
from backend.direction.parts import PARTS
from backend.motion.clip import Clip

from ..motion.conftest import planted_walk
from ..weights import write_tiny


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """run("loop", …) -> (exit code, stdout, stderr), in a folder with a walk in a.npz."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DYNMASK_DEBUG", raising=False)
    Clip(*planted_walk(100)).save("a.npz")

    def call(command, *arguments):
        return main.main([command, *map(str, arguments)]), *capsys.readouterr()

    return call


def test_loop(run):
    code, out, told = run("loop", "--in", "a.npz", "--cycles", 2, "--in-place", "--out", "b.npz", "--json")
    assert code == 0 and "loop repeats after 1.00 s" in told
    assert json.loads(out)["measured"][0]["loop"]["pose_seam_deg"] < 0.5
    made = Clip.load("b.npz")
    assert len(made) == 41
    np.testing.assert_allclose(made.translation[0], made.translation[-1], atol=1e-6)
    assert run("loop", "--in", "a.npz", "--out", "b.bvh", "--from", 1, "--to", 3)[0] == 0


def test_path(run, tmp_path):
    (tmp_path / "p.json").write_text("[[0, 0], [0, 2], [1, 3.5]]")
    waypoint = "--waypoint", "2,0,1.5,45"
    code, out, told = run("path", "--in", "a.npz", "--path", "p.json", *waypoint, "--out", "b.npz", "--json")
    measured = json.loads(out)["measured"][0]["path"]
    assert code == 0 and measured["path_worst_cm"] < 15.0 and measured["waypoint_worst_cm"] < 5.0
    assert "beside the path on average" in told


def test_pin(run, tmp_path):
    pin = "--joint", "head", "--at=-0.05,1.35,1.6", "--from", 1.8, "--to", 2.0
    code, out, told = run("pin", "--in", "a.npz", *pin, "--out", "b.npz")
    assert code == 0 and out.strip() == "b.npz" and "pins are met within" in told
    pins = [{"joint": "left_hand", "start_s": 1.0, "stop_s": 1.5, "places": [[0.5, 1.2, 1.1]]}]
    (tmp_path / "pins.json").write_text(json.dumps(pins))
    assert run("pin", "--in", "a.npz", "--pins", "pins.json", "--out", "c.npz")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("path", "--path", "0,0"), "list of 2 to 5,000, not 1"),
        (("path", "--path", "0,zero 1,1"), "takes numbers with commas"),
        (("path", "--path", "0,0 0,3", "--waypoint", "1,2"), "takes seconds, then x and z"),
        (("path", "--path", "no.json"), "no.json"),
        (("path", "--path", "0,0 0,300"), "give it about"),
        (("loop", "--cycles", "0"), "cycles must be from 1 to 100"),
        (("loop", "--from", "2", "--to", "2.1"), "at least 0.9 s"),
        (("pin", "--joint", "head", "--to", "1"), "places must be a list of 1"),
        (("pin", "--joint", "head", "--at", "0,1,2"), "stop_s is missing"),
        (("pin",), "either --joint"),
    ],
)
def test_bad_input_gets_a_sentence(run, arguments, said):
    command, *rest = arguments
    code, out, told = run(command, "--in", "a.npz", "--out", "b.npz", *rest)
    assert code == 2 and said in told and len(told.strip().splitlines()) == 1 and not out


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return str(write_tiny(tmp_path_factory.mktemp("weights") / "tiny"))


def test_a_part_of_a_range(run, weights):
    asked = "--in", "a.npz", "--prompt", "a person waves", "--part", "arms", "--weights", weights
    code, _, told = run("regenerate", *asked, "--from", 1, "--to", 3, "--out", "b.npz")
    before, after = Clip.load("a.npz"), Clip.load("b.npz")
    differs = (before.rotations != after.rotations).any(axis=-1)
    assert code == 0, told
    assert set(np.flatnonzero(differs.any(axis=0))) == set(PARTS["arms"])
    frames = np.flatnonzero(differs.any(axis=1))
    assert 20 <= frames[0] <= 22 and 57 <= frames[-1] < 60
    assert np.array_equal(before.translation, after.translation)
    for start, stop, said in ((3, 1, "is empty"), (90, 92, "but the motion ends")):
        code, out, told = run("regenerate", *asked, "--from", start, "--to", stop, "--out", "c.npz")
        assert code == 2 and said in told and not out and len(told.strip().splitlines()) == 1
    code, out, told = run("regenerate", *asked, "--from", 1, "--to", 900, "--out", "c.npz")
    assert code == 0 and "was cut there" in out + told
