"""`make reproducible` compares builds of what is committed, whatever happens to the tree meanwhile."""

import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def compare_builds(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import compare_builds

    return compare_builds


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_happens_between_two_builds_is_in_neither(compare_builds, tmp_path):
    """Builds of a tree that others work in once differed: a source came to be between the two."""
    tree = tmp_path / "tree"
    (tree / "backend").mkdir(parents=True)
    (tree / "backend" / "model.py").write_text("a = 1\n")
    git = ["git", "-C", tree, "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], check=True)
    commit = compare_builds.head(tree)
    compare_builds.snapshot(tmp_path / "first", commit, tree)
    (tree / "backend" / "model.py").write_text("a = 2\n")
    (tree / "backend" / "new.py").write_text("b = 1\n")
    subprocess.run([*git, "commit", "-q", "-a", "-m", "two"], check=True)
    compare_builds.snapshot(tmp_path / "second", commit, tree)
    assert files(tmp_path / "first") == files(tmp_path / "second") == {"backend/model.py": b"a = 1\n"}


def test_what_differs_is_named(compare_builds, tmp_path):
    contents = {"one.zip": {"a": "1", "b": "1", "c": "1"}, "other.zip": {"a": "1", "b": "2", "d": "1"}}
    for name, members in contents.items():
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for member, text in members.items():
                archive.writestr(member, text)
    assert compare_builds.differences(tmp_path / "one.zip", tmp_path / "other.zip") == ["b", "c", "d"]
    assert compare_builds.differences(tmp_path / "one.zip", tmp_path / "one.zip") == []
