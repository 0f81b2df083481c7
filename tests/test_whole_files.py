"""Whatever is written where a file was: the old one stays until the new one is on the disk as a whole."""

import argparse
import errno
import json
import os

import numpy as np
import pytest

from backend.cli import analyse, bench
from backend.motion import files
from backend.motion.body import quaternion
from backend.motion.clip import Clip
from backend.motion.formats import bvh
from backend.preview import animation, figure, sheet
from backend.research.bench import report
from backend.research.evaluation import curves
from backend.research.figures import style


def clip(frames=8):
    return Clip(np.tile(quaternion.IDENTITY, (frames, 22, 1)), np.tile([0.0, 0.9, 0.0], (frames, 1)))


def analysed(path):
    source = path.with_name("source.npz")
    clip().save(source)
    return lambda: analyse.run(argparse.Namespace(source=source, out=path, threshold=0.5, json=True))


def benched(path):
    given = dict.fromkeys(("seconds", "steps", "repeat", "weights"))
    return lambda: bench.run(argparse.Namespace(only="stages", quick=True, out=path, **given))


def curved(path):
    for stage, column, _ in curves.PANELS:
        (path.parent / stage).mkdir()
        (path.parent / stage / "log.csv").write_text(f"step,{column}\n1,2.0\n2,1.0\n")
    return lambda: curves.draw(path.parent, path)


WRITERS = {
    "take.npz": lambda path: lambda: clip().save(path),
    "take.bvh": lambda path: lambda: bvh.write(path, clip()),
    "descriptor.npz": analysed,
    "bench.json": benched,
    "curves.png": curved,
    "page.png": lambda path: lambda: style.Page(1, 1).save(path),
    "picture.png": lambda path: lambda: figure.picture(clip(), path, poses=2),
    "picture.svg": lambda path: lambda: figure.picture(clip(), path, poses=2),
    "sheet.png": lambda path: lambda: sheet.sheet([clip(), clip()], path, poses=2),
    "moving.gif": lambda path: lambda: animation.animation(clip(3), path),
}
BEGINNINGS = {
    ".npz": b"PK",
    ".bvh": b"HIERARCHY",
    ".png": b"\x89PNG",
    ".svg": b"<?xml",
    ".gif": b"GIF8",
    ".json": b"{",
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_leaves_the_old_file(name, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "run", lambda *_: {"seconds": 1.0})
    path = tmp_path / name
    write = WRITERS[name](path)
    path.write_bytes(b"old")
    beside = sorted(os.listdir(tmp_path))

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(files.os, "fsync", full)
        with pytest.raises(OSError) as caught:
            write()
    assert caught.value.errno == errno.ENOSPC and caught.value.filename == str(path)
    assert path.read_bytes() == b"old" and sorted(os.listdir(tmp_path)) == beside
    write()
    assert path.read_bytes().startswith(BEGINNINGS[path.suffix]) and sorted(os.listdir(tmp_path)) == beside
    if path.suffix == ".json":
        assert json.loads(path.read_text())["seconds"] == 1.0


@pytest.mark.parametrize("number", [5, 32, 33, 1224])
def test_a_file_that_windows_holds_is_not_told_as_forbidden(tmp_path, number):
    """5 is also what Windows says of a file that is merely open."""

    class Fault(PermissionError):
        winerror = number

    path = tmp_path / "take.npz"
    path.touch()
    fault = Fault(errno.EACCES, "The process cannot access the file", str(path))
    said = files.sentence(fault)
    assert "another program has it open" in said.replace(str(path), "it").replace("Another", "another")
    if number == 5:
        path.unlink()
        assert files.sentence(fault).startswith(f"You are not allowed to read or write {path}")


@pytest.mark.skipif(os.name != "nt", reason="only Windows keeps open files from being replaced")
def test_replacing_a_file_that_is_open(tmp_path):
    path = tmp_path / "take.npz"
    path.write_bytes(b"old")
    with open(path, "rb"), pytest.raises(PermissionError) as caught, files.replacing(path) as file:
        file.write(b"new")
    assert caught.value.winerror in (5, 32) and caught.value.filename == str(path)
    assert "another program has it open" in files.sentence(caught.value).replace(str(path), "it")
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["take.npz"]


def test_the_number_that_windows_gives_is_kept(tmp_path, monkeypatch):
    """Elsewhere Python drops it from an OSError; how the error is made again is what counts."""

    class Fault(OSError):
        winerror = None

        def __new__(cls, *given):
            made = super().__new__(cls, *given[:3])
            made.winerror = given[3] if len(given) == 4 else None
            return made

    monkeypatch.setattr(files, "OSError", Fault, raising=False)
    for number in (32, None):
        with pytest.raises(Fault) as caught, files.naming(tmp_path / "take.npz"):
            raise Fault(errno.EACCES, "open elsewhere", "x", *([number] if number else ()))
        assert caught.value.winerror == number and caught.value.filename == str(tmp_path / "take.npz")
