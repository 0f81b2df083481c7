"""`make audit`: known faults from advisories on the disk, and what it says where nobody can be asked."""

import json
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def audit(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import audit

    monkeypatch.setattr(audit, "pinned", lambda: ["Thing_One==1.4.2", "other==2.0", "torch==2.13.0"])
    monkeypatch.setattr(audit, "shipped", lambda: ["wheel-thing==1.20.0", "wheel-thing==1.24.4"])
    return audit


def advisory(name, package, events=(), versions=(), **more):
    affected = {"package": {"ecosystem": "PyPI", "name": package}, "versions": list(versions)}
    affected["ranges"] = [{"type": "ECOSYSTEM", "events": list(events)}]
    return {"id": name, "affected": [affected]} | more


@pytest.fixture
def folder(tmp_path):
    """Advisories: two that fit what is pinned, and many that do not."""
    made = [
        advisory("OLD-1", "thing.one", [{"introduced": "0"}, {"fixed": "1.4.2"}]),
        advisory("OLD-2", "thing-one", [{"introduced": "1.5"}]),
        advisory("HIT-1", "thing-one", [{"introduced": "1.0"}, {"last_affected": "1.4.2"}]),
        advisory("GAP-1", "thing-one", [{"introduced": "0"}, {"fixed": "1.4"}, {"introduced": "1.5rc1"}]),
        advisory("GONE-1", "other", [{"introduced": "0"}], withdrawn="2026-01-01T00:00:00Z"),
        advisory("ELSE-1", "unused", [{"introduced": "0"}]),
        advisory("HIT-2", "wheel_thing", versions=["1.19", "1.20"]),
    ]
    npm = advisory("NPM-1", "other", [{"introduced": "0"}])
    npm["affected"][0]["package"]["ecosystem"] = "npm"
    for one in (*made, npm):
        (tmp_path / "2026").mkdir(exist_ok=True)
        (tmp_path / "2026" / f"{one['id']}.json").write_text(json.dumps(one))
    return tmp_path


def test_a_vulnerable_pin_is_found_and_good_ones_pass(audit, folder, capsys):
    assert audit.main(["--advisories", str(folder)]) == 1
    assert capsys.readouterr().out == "Thing_One 1.4.2: HIT-1\nwheel-thing 1.20.0: HIT-2\n"
    for name in ("HIT-1", "HIT-2"):
        (folder / "2026" / f"{name}.json").unlink()
    assert audit.main(["--advisories", str(folder)]) == 0
    assert capsys.readouterr().out == "audit: no known faults in 5 packages.\n"


def test_osvs_zip_says_the_same(audit, folder, tmp_path, capsys):
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(folder / "2026" / "HIT-1.json", "HIT-1.json")
    assert audit.main(["--advisories", str(archive)]) == 1
    assert capsys.readouterr().out == "Thing_One 1.4.2: HIT-1\n"


@pytest.mark.parametrize("kind", ["missing", "empty", "damaged"])
def test_advisories_that_cannot_be_used_end_in_one_sentence(audit, tmp_path, capsys, kind):
    path = tmp_path / "advisories"
    if kind != "missing":
        path.mkdir()
    if kind == "damaged":
        (path / "one.json").write_text('{"id": ')
    assert audit.main(["--advisories", str(path)]) == 2
    said = capsys.readouterr().out
    assert said.startswith("audit: ") and said.count("\n") == 1
    assert ("one.json cannot be read" in said) == (kind == "damaged")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_network_that_swallows_everything_is_given_up(audit, monkeypatch, tmp_path, capsys):
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\nexec sleep 60\n")
    python.chmod(0o755)
    monkeypatch.setattr(audit, "HOME", tmp_path)
    monkeypatch.setattr(audit, "PATIENCE", 0.2)
    assert audit.main(["--tolerant"]) == 0 and audit.main([]) == audit.NOT_DONE
    assert capsys.readouterr().out.count("audit: not done") == 2


def test_where_nobody_answers_it_says_so_with_a_code_of_its_own(audit, monkeypatch, capsys):
    monkeypatch.setattr(audit, "online", lambda lines, more: None)
    assert audit.main([]) == 3
    said = capsys.readouterr().out
    assert said.startswith("audit: not done") and said.count("\n") == 1
    assert audit.main(["--tolerant"]) == 0
    assert capsys.readouterr().out == said
