"""Zips whose bytes depend on nothing but what is in them: no dates, no order of a file system."""

import os
import shutil
import zipfile
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)


def rewrite(archive, more=None):
    """Write a zip anew in a fixed order, with fixed dates and rights; more: {name: bytes} to add."""
    archive, more = Path(archive), more or {}
    made = archive.with_name(archive.name + ".part")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(made, "w") as new:
        kept = {entry.filename: entry for entry in old.infolist() if not entry.is_dir()}
        for name in sorted(kept.keys() | more.keys()):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            # Wheels are zips already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            if name in more:
                new.writestr(entry, more[name])
                continue
            entry.file_size = kept[name].file_size
            with old.open(kept[name]) as source, new.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 2**20)
    os.replace(made, archive)
