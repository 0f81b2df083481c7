"""The command by which a new environment shows that it works, as the GPU runtime's set-up runs it."""

import json

import numpy as np

from backend.cli import common, main
from tests.extension import conftest  # noqa: F401
from tests.weights import write_tiny

from dynmask.dynmask_blender.runtime_setup import installer  # isort: skip


def test_the_set_up_s_check_says_the_device(tmp_path, capsys):
    package, *command = installer.CHECK
    weights = write_tiny(tmp_path / "tiny")
    assert package == "backend" and main.main([*command, "--weights", str(weights), "--device", "cpu"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["device"] == "cpu" and told["runtime"] == "torch" and told["frames"] == 40


def test_a_broken_device_fails(capsys, monkeypatch):
    class Broken:
        runtime = type("Runtime", (), {"name": "torch", "device": "cuda"})

        def generate(self, *_):
            return [type("Clip", (), {"positions": np.full((4, 22, 3), np.nan)})]

    monkeypatch.setattr(common, "generator", lambda args: Broken())
    assert main.main(["selftest"]) == main.FAILED
    assert "made on cuda is not a number" in capsys.readouterr().err
