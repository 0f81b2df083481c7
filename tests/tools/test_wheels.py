"""The wheels that the extension brings: the lock is sane, and nothing gets past its checksums."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = "thing-1.2.3-cp310-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"


@pytest.fixture
def wheels(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import wheels

    return wheels


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "lock.json"
    path.write_text(json.dumps({"linux-x64": {NAME: hashlib.sha256(b"good").hexdigest()}}))
    return path


def pythons(wheels, platform):
    """{Python tag: version} of a platform's onnxruntime."""
    found = [wheels.tags(name) for name in wheels.locked()[platform]]
    return {tag[2]: tuple(map(int, tag[1].split("."))) for tag in found if tag[0] == "onnxruntime"}


def test_lock_covers_every_blender(wheels):
    assert set(wheels.locked()) == {"linux-x64", "windows-x64", "macos-arm64", "macos-x64"}
    for platform, names in wheels.locked().items():
        found = pythons(wheels, platform)
        assert "cp311" in found and (platform == "macos-x64" or "cp313" in found)
        assert [wheels.tags(name)[3] for name in names if name.startswith("tokenizers-")] == ["abi3"]
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in names.values())


def test_the_first_blender_4_2_takes_the_wheel_it_can_load(wheels):
    for platform in wheels.locked():
        found = pythons(wheels, platform)
        assert all(found["cp311"] > version for tag, version in found.items() if tag != "cp311")


def test_a_wheel_is_downloaded_once(wheels, lock, tmp_path):
    asked = []

    def download(name, digest, folder):
        asked.append(name)
        (folder / name).write_bytes(b"good")

    for _ in range(2):
        (path,) = wheels.fetch("linux-x64", tmp_path / "cache", lock, download)
        assert path.read_bytes() == b"good"
    assert asked == [NAME]
    path.write_bytes(b"rotten")
    assert wheels.fetch("linux-x64", tmp_path / "cache", lock, download)[0].read_bytes() == b"good"


def test_another_file_under_the_name_is_refused(wheels, lock, tmp_path):
    def download(name, digest, folder):
        (folder / name).write_bytes(b"evil")

    with pytest.raises(ValueError, match="checksum"):
        wheels.fetch("linux-x64", tmp_path / "cache", lock, download)
    assert not (tmp_path / "cache" / NAME).exists()
    with pytest.raises(ValueError, match="not for 'amiga'"):
        wheels.fetch("amiga", tmp_path / "cache", lock, download)


def test_pip_is_asked_for_one_file_and_its_checksum(wheels, tmp_path, monkeypatch):
    asked = []

    class Done:
        returncode, stderr = 1, "no such thing"

    def run(command, **_):
        asked.extend([*command, Path(command[-1]).read_text()])
        return Done

    monkeypatch.setattr(wheels.subprocess, "run", run)
    with pytest.raises(ValueError, match="no such thing"):
        wheels.pip_download(NAME, "ab" * 32, tmp_path)
    assert {"--require-hashes", "--no-deps", "--platform=manylinux2014_x86_64"} <= set(asked)
    assert asked[asked.index("--python-version") + 1] == "310" and asked[asked.index("--abi") + 1] == "abi3"
    assert asked[-1] == f"thing==1.2.3 --hash=sha256:{'ab' * 32}\n"
