"""`make audit`: known faults as pip-audit tells them, and what it says where nobody can be asked."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def audit(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import audit

    monkeypatch.setattr(audit, "pinned", lambda: ["Thing_One==1.4.2", "other==2.0", "torch==2.13.0"])
    monkeypatch.setattr(audit, "shipped", lambda: ["wheel-thing==1.20.0", "wheel-thing==1.24.4"])
    return audit


def test_faults_are_listed_and_none_is_said(audit, monkeypatch, capsys):
    monkeypatch.setattr(audit, "online", lambda lines, more: (len(lines) + len(more), ["other 2.0: HIT-1"]))
    assert audit.main([]) == 1
    assert capsys.readouterr().out == "other 2.0: HIT-1\n"
    monkeypatch.setattr(audit, "online", lambda lines, more: (len(lines) + len(more), []))
    assert audit.main([]) == 0
    assert capsys.readouterr().out == "audit: no known faults in 5 packages.\n"


def test_what_pip_audit_answers(audit, monkeypatch, tmp_path):
    """A second version of a name is asked for on its own."""
    monkeypatch.setattr(audit, "HOME", tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    asked = []

    def run(python, module, *command):
        if module == "pip_audit":
            asked.append((tmp_path / "listing.txt").read_text().split())
        rows = [
            {"name": name, "version": version, "vulns": [{"id": "HIT-1"}] if version == "1.20.0" else []}
            for name, version in (line.split("==") for line in (asked[-1] if asked else ()))
        ]
        return SimpleNamespace(returncode=0, stdout=json.dumps({"dependencies": rows}))

    monkeypatch.setattr(audit, "_run", run)
    assert audit.online(["a==1", "b==2"], ["wheel-thing==1.20.0"]) == (3, ["wheel-thing 1.20.0: HIT-1"])
    assert asked == [["a==1", "b==2"], ["wheel-thing==1.20.0"]]


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
