"""Zips of the same contents are the same bytes."""

import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def write(path, names, date, compression):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, date), f"in {name}" * 50, compression)


def test_order_dates_and_compression_do_not_matter(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import reproducible

    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    names = ["b/x.py", "a.toml", "wheels/thing.whl"]
    write(one, names, (2024, 1, 2, 3, 4, 6), zipfile.ZIP_STORED)
    write(other, names[::-1], (2026, 5, 6, 7, 8, 10), zipfile.ZIP_DEFLATED)
    assert one.read_bytes() != other.read_bytes()
    for path in (one, other):
        reproducible.rewrite(path, {"bom.json": b"{}"})
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert archive.namelist() == sorted([*names, "bom.json"]) and archive.testzip() is None
        assert archive.read("b/x.py") == b"in b/x.py" * 50
        assert archive.getinfo("wheels/thing.whl").compress_type == zipfile.ZIP_STORED
