"""A newer zip installed over one whose backend runs for another Blender."""

import re
import shutil

from tests.installed import layout
from tests.installed.conftest import generate


def test_a_newer_one_takes_the_place_while_another_blender_generates(installed):
    first = installed.client()
    before = generate(first)
    newer = installed.folder.with_name(f"{layout.NAME}@")
    shutil.copytree(installed.folder, newer, ignore=shutil.ignore_patterns("__pycache__"))
    version = newer / "backend" / "__init__.py"
    text, count = re.subn(r'(__version__ = )"[^"]+"', r'\1"9.9.9"', version.read_text("utf-8"))
    version.write_text(text, "utf-8")
    assert count == 1

    layout.put_in_place(newer, installed.profile)

    again = generate(first)
    assert again["tokens"].tobytes() == before["tokens"].tobytes(), "the old one works on"
    assert first.hello["package"] != "9.9.9"
    # This Blender still has the old code, its next backend is the new one: that is said, and works.
    second = installed.client()
    assert generate(second)["tokens"].tobytes() == before["tokens"].tobytes()
    assert second.hello["package"] == "9.9.9" and "restart Blender" in second.pop_notice()
