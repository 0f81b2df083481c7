import csv
import io

import pytest

from backend.research.experiments import table

SCORES = {
    "a off": {0: {"fid": 2.0, "nll": [4.0, 3.0, 3.5, 4.5, 5.0]}, 1: {"fid": 4.0, "nll": [4.2, 3, 4, 5, 4.8]}},
    "d full": {0: {"fid": 1.5, "nll": [3.9, 3.0, 3.5, 4.4, 4.7]}, 1: {"fid": 3.0, "nll": [4.0, 3, 4, 5, 4]}},
    "sweep": {1: {"fid": 5.0, "nll": [4.1, 3, 4, 5, 4]}},
}


def test_spread_is_mean_and_sample_standard_deviation():
    assert table.spread([1.0, 3.0], 2) == "2.00 ± 1.41"
    assert table.spread([1.0], 2) == "1.00"
    assert table.spread([None], 2) == "–"


def test_differences_are_paired_by_seed():
    assert table.differences(SCORES, "d full", "a off", "fid") == [-0.5, -1.0]
    assert table.differences(SCORES, "sweep", "a off", "fid") == [1.0]
    assert table.differences(SCORES, "d full", "a off", "nll", 4) == pytest.approx([-0.3, -0.8])


def test_the_report_has_every_part():
    report = table.markdown(SCORES, {name: "a off" for name in SCORES})
    assert "| d full | 2 | 2.250 ± 1.061 | 3.950 ± 0.071 |" in report
    assert "| d full | 2 | -0.750 ± 0.354 | -0.150 ± 0.071 |" in report
    assert "masked NLL ↓ by how much" in report and "FID ↓ by how much" not in report
    assert "R@1" not in report


def test_csv_holds_every_number():
    rows = list(csv.DictReader(io.StringIO(table.as_csv(SCORES))))
    assert len(rows) == 5 * 6
    assert {"arm": "a off", "seed": "0", "measure": "nll", "part": "Q4", "value": "5.0"} in rows
