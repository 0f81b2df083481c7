"""The commands as a user types them, on small random weights."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from backend.cli import main
from backend.motion.clip import Clip

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(weights, capsys, tmp_path, monkeypatch):
    """run("generate", …) -> (exit code, stdout, stderr), inside an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DYNMASK_DEBUG", raising=False)

    def call(command, *arguments):
        more = (
            ["--weights", weights]
            if command in ("generate", "regenerate", "inbetween", "extend", "bench")
            else []
        )
        try:
            code = main.main([command, *map(str, arguments), *more])
        except SystemExit as end:
            code = end.code
        return code, *capsys.readouterr()

    return call


def test_generate_regenerate_analyse(run):
    code, out, _ = run(
        "generate", "--prompt", "a person walks", "--seconds", 3, "--seed", 7, "--out", "a.npz", "--json"
    )
    told = json.loads(out)
    assert code == 0 and told["frames"] == [60] and told["seeds"] == [7] and told["files"] == ["a.npz"]
    assert {"load", "text", "masked", "residual", "decode", "total"} <= told["seconds"].keys()
    with np.load("a.npz") as data:
        assert {name: data[name].shape for name in data.files} == {
            "rotations": (60, 22, 4), "translation": (60, 3), "positions": (60, 22, 3), "fps": (),
            "omega": (60,), "phi": (60, 16), "energy": (60,), "tokens": (15, 3), "prompt": (), "seed": (),
        }  # fmt: skip
        assert str(data["prompt"]) == "a person walks" and data["seed"] == 7

    assert run("regenerate", "--in", "a.npz", "--from", 1, "--to", 2, "--seed", 3, "--out", "b.npz")[0] == 0
    before, after = Clip.load("a.npz"), Clip.load("b.npz")
    assert (before.rotations[:20] == after.rotations[:20]).all() and (
        before.rotations[40:] == after.rotations[40:]
    ).all()
    assert (before.rotations[20:40] != after.rotations[20:40]).any()

    assert run("analyse", "--in", "b.npz", "--out", "msd.npz")[0] == 0
    with np.load("msd.npz") as data:
        assert data["omega"].shape == (60,) and data["phi"].shape == (60, 16)
        np.testing.assert_allclose(data["omega"], after.analysis().omega)


def test_takes_and_prompts_in_a_row(run):
    code, out, _ = run(
        "generate", "--prompt", "walks", "--prompt", "jumps", "--seconds", 2, "--takes", 2, "--out", "x.npz"
    )
    assert code == 0 and out.split() == ["x_1.npz", "x_2.npz"]
    assert len(Clip.load("x_1.npz")) == 80 and Clip.load("x_2.npz").seed == 1


def test_bvh_out_and_in(run):
    assert run("generate", "--prompt", "walks", "--seconds", 2, "--out", "x.bvh", "--no-foot-lock")[0] == 0
    assert Path("x.bvh").read_text().startswith("HIERARCHY")


def test_extend_and_inbetween(run):
    assert run("generate", "--prompt", "walks", "--seconds", 2, "--takes", 2, "--out", "x.npz")[0] == 0
    assert run("extend", "--in", "x_1.npz", "--seconds", 1, "--out", "y.npz")[0] == 0
    assert (
        run("inbetween", "--before", "x_1.npz", "--after", "x_2.npz", "--seconds", 1, "--out", "z.npz")[0]
        == 0
    )
    assert len(Clip.load("y.npz")) == 60 and len(Clip.load("z.npz")) == 100


FAILURES = {
    "length": (["generate", "--prompt", "x", "--seconds", "nan", "--out", "a.npz"], "length"),
    "seed": (["generate", "--prompt", "x", "--seed", 2**31, "--out", "a.npz"], "seed"),
    "negative seed": (["generate", "--prompt", "x", "--seed=-1", "--out", "a.npz"], "seed"),
    "takes": (["generate", "--prompt", "x", "--takes", 0, "--out", "a.npz"], "takes"),
    "ending": (["generate", "--prompt", "x", "--out", "a.fbx"], ".npz or .bvh"),
    "folder": (["generate", "--prompt", "x", "--out", "nowhere/a.npz"], "nowhere"),
    "steps": (["generate", "--prompt", "x", "--steps", 0, "--out", "a.npz"], "steps"),
    "device": (["generate", "--prompt", "x", "--device", "tpu", "--out", "a.npz"], "device"),
    "lengths": (["generate", "--prompt", "x", "--seconds", 1, "--seconds", 2, "--out", "a.npz"], "lengths"),
    "missing file": (["regenerate", "--in", "no.npz", "--from", 0, "--to", 1, "--out", "a.npz"], "no.npz"),
    "no motion": (["analyse", "--in", "text.npz"], "text.npz"),
    "unknown ending": (["analyse", "--in", "a.mp4"], "must end in"),
    "out of the motion": (["analyse", "--in", "missing.bvh"], "missing.bvh"),
    "unknown command": (["sing"], "no command"),
    "no weights": (["export", "--weights", "nowhere"], "no weights"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failures_are_one_sentence_and_exit_2(run, name):
    Path("text.npz").write_text("not a zip")
    arguments, word = FAILURES[name]
    code, out, err = run(*arguments)
    assert code == 2 and not out and word in err and "Traceback" not in err
    assert name == "unknown command" or len(err.strip().splitlines()) == 1


def test_a_fault_inside_is_a_sentence_too(run, monkeypatch):
    from backend.cli import analyse

    monkeypatch.setattr(analyse, "run", lambda args: 1 / 0)
    code, _, err = run("analyse", "--in", "a.npz")
    assert code == 1 and "ZeroDivisionError" in err and "Traceback" not in err


@pytest.mark.parametrize(
    "broken, said",
    [
        (
            "import nowhere_at_all",
            "analyse needs the Python package 'nowhere_at_all', which is not installed here.",
        ),
        (
            "raise ImportError('\\n\\nIMPORTANT: wrong build of numpy\\nRead on')",
            "analyse cannot load the Python package that it needs, which is broken or made for another "
            "Python: IMPORTANT: wrong build of numpy",
        ),
        (
            "try:\n    from json import no_such_core\nexcept ImportError as cause:\n"
            "    raise ImportError('no core') from cause",
            "analyse cannot load the Python package 'json', which is broken or made for another Python: "
            "no core",
        ),
    ],
)
def test_packages_that_are_missing_or_broken_are_told_apart(run, tmp_path, monkeypatch, broken, said):
    (tmp_path / "wrong.py").write_text(broken)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(main.importlib, "import_module", lambda name: __import__("wrong"))
    code, _, err = run("analyse", "--in", "a.npz")
    assert code == 2 and err.strip() == said
    sys.modules.pop("wrong", None)


# Windows takes 32,767 characters in a command line, Linux 131,072 in a word of it.
LONG = 30_000 if os.name == "nt" else 100_000


def test_from_a_shell(weights, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "backend", "generate", "--prompt", "x" * LONG, "--seconds", "2", "--out",
         str(tmp_path / "a.npz"), "--weights", weights],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0 and f"{LONG:,} characters" in done.stderr and (tmp_path / "a.npz").exists()


def test_help_lists_every_command(run):
    code, out, _ = run("--help")
    assert code == 0 and all(command in out for command in main.COMMANDS)
