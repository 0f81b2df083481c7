"""The table of several Blenders that `make direct-report` writes."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import direct_report  # noqa: E402


def rows(far, holds):
    return [{"what": "straight", "cm": far, "holds": holds}, {"what": "circle", "cm": "2.0", "holds": True}]


def test_a_cell_has_each_blenders_value_and_each_says_whether_it_holds():
    found = direct_report.table(["4.2", "4.5"], [rows("1.0", True), rows("9.0", False)]).splitlines()
    assert found[0] == "| what | cm | holds in 4.2 | holds in 4.5 |"
    assert found[2:] == ["| straight | 1.0 / 9.0 | yes | **no** |", "| circle | 2.0 | yes | yes |"]


def test_what_one_blender_lacks_is_a_dash_and_bars_are_no_columns():
    said = [{"what": "a|b", "holds": False, "said": "no path"}]
    found = direct_report.table(["4.2", "4.5"], [[{"what": "a|b", "holds": True}], said]).splitlines()
    assert found[2] == "| a\\|b | – / no path | yes | **no** |"
    with pytest.raises(ValueError, match="zip"):
        direct_report.table(["4.2", "4.5"], [rows("1.0", True), said])


def test_the_head_counts_what_holds_in_each():
    sections = [{"keys": rows("1.0", True)}, {"keys": rows("9.0", False)}]
    blenders = [{"version": version, "sections": found}
                for version, found in zip(("4.2.3 LTS", "5.0.1"), sections, strict=True)]  # fmt: skip
    page = direct_report.report(blenders, ["keys"])
    assert "## Keys: 2 / 1 of 2" in page and "Blender 4.2.3 LTS, 5.0.1" in page and "holds in 5.0" in page


def test_other_blenders_are_looked_for_in_the_folder(tmp_path):
    python = tmp_path / "venv-5.0" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert direct_report.pythons(tmp_path) == [Path(sys.executable), python]
    assert direct_report.pythons(None) == [Path(sys.executable)]
    with pytest.raises(SystemExit, match="no environment"):
        direct_report.pythons(tmp_path / "venv-5.0")
