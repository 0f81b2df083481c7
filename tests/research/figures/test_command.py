"""The command from end to end on tiny weights."""

import argparse

import pytest
from PIL import Image

from backend.cli import figures as command


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(a) for a in arguments]))


@pytest.mark.parametrize("captured", [False, True])
def test_command_writes_its_pictures(tiny_folder, corpus, tmp_path, capsys, captured):
    more = ("--corpus", corpus) if captured else ()
    assert run("--weights", tiny_folder, "--out", tmp_path / "out", *more) == 0
    names = {"fingerprints.png", "attention.png"} | ({"complexity.png"} if captured else set())
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    assert len(capsys.readouterr().out.split()) == len(names)
    for path in (tmp_path / "out").iterdir():
        assert Image.open(path).width > 900 and path.stat().st_size < 300_000
