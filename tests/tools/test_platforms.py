"""The page of platforms is what the tests' own files say."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUITE = """<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" errors="0" failures="1"
skipped="2" tests="5" timestamp="{when}T08:56:27" hostname="secret"><properties>
<property name="python" value="3.11.9" /></properties>
<testcase classname="a" name="b" time="1" /><testcase classname="a" name="c" time="1" />
<testcase classname="a" name="d"><failure message="no">trace</failure></testcase>
<testcase classname="a" name="e"><skipped type="pytest.skip" message="POSIX signals" /></testcase>
<testcase classname="" name="g"><skipped message="collection skipped">('t.py', 1, 'Skipped: limits of Linux')
</skipped></testcase>
<testcase classname="a" name="f"><skipped type="pytest.skip" message="no zip at /home/x/y z.zip" /></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def platforms(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import platforms

    return platforms


@pytest.fixture
def found(tmp_path):
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "windows-server.xml").write_text(SUITE.format(when="2026-11-28"), "utf-8")
    (folder / "windows-text.xml").write_text(SUITE.format(when="2026-11-27"), "utf-8")
    (folder / "other.xml").write_text("<a/>", "utf-8")
    return folder


def test_counts_of_all_files_of_a_row(platforms, found, capsys):
    rows = platforms.collected(found)
    assert set(rows) == {"windows"} and set(rows["windows"]) == {"windows-server", "windows-text"}
    assert platforms.together(list(rows["windows"].values())) == {
        "when": "2026-11-27", "passed": 4, "failed": 2, "python": "3.11.9",
        "skipped": {"POSIX signals": 2, "limits of Linux": 2, "no zip at y z.zip": 2},
    }  # fmt: skip
    assert not platforms.check("windows", found) and not platforms.check("linux", found)
    assert capsys.readouterr().out.splitlines() == [
        "windows: 4 passed, 2 failed, 6 skipped", "linux: nothing was run",
    ]  # fmt: skip


def test_what_was_not_run_again_keeps_its_row(platforms, found, tmp_path):
    kept, page = tmp_path / "kept.json", tmp_path / "page.md"
    platforms.update(found, kept, page, "the end\n")
    (found / "windows-text.xml").unlink()
    (found / "linux-main.xml").write_text(SUITE.format(when="2026-12-01"), "utf-8")
    rows = platforms.update(found, kept, page, "the end\n")
    assert list(rows) == ["linux", "windows"]
    text = page.read_text("utf-8")
    assert "under Wine (3.11.9) | `make test-windows` | 2026-11-27 | 4 | 2 | 6 |" in text
    assert "| `make test test-installed` | 2026-12-01 | 2 | 1 | 3 |" in text and "- 2 × POSIX signals" in text
    assert "| CUDA | `make gpu` | not run |  |  |  |" in text
    assert "secret" not in text and text.endswith("the end\n")


def test_a_folder_run_as_a_whole_replaces_its_parts(platforms, found, tmp_path):
    kept, page = tmp_path / "kept.json", tmp_path / "page.md"
    for name in ("text", "text-files", "textures", "server"):
        (found / f"windows-{name}.xml").write_text(SUITE.format(when="2026-11-27"), "utf-8")
    (found / "windows-text.xml").unlink()
    assert len(platforms.update(found, kept, page, "")["windows"]) == 3
    for path in found.glob("windows-*.xml"):
        path.unlink()
    (found / "windows-text.xml").write_text(SUITE.format(when="2026-11-28"), "utf-8")
    rows = platforms.update(found, kept, page, "")
    assert set(rows["windows"]) == {"windows-text", "windows-textures", "windows-server"}
    assert "| 6 | 3 | 9 |" in page.read_text("utf-8")


def test_the_page_is_what_its_parts_say(platforms, tmp_path):
    """It is never edited by hand."""
    rows = json.loads(platforms.KEPT.read_text("utf-8"))
    assert platforms.PAGE.read_text("utf-8") == platforms.page(rows, platforms.NOTES.read_text("utf-8"))
