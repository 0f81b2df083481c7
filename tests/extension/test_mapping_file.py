"""Bone mappings as files: what comes back, and what is refused."""

import json
import os

import pytest
from dynmask.dynmask_blender.rig import mapping_file

ROLES = {"pelvis": "Hips", "head": "頭"}
GOOD = {"format": mapping_file.FORMAT, "kind": "mixamo", "roles": ROLES}


def test_what_is_written_is_read(tmp_path):
    mapping_file.write(tmp_path / "a.json", ROLES | {"left_foot": ""}, "mixamo")
    assert mapping_file.read(tmp_path / "a.json") == (ROLES, "mixamo")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "[" * 100_000, '{"format": ' + "9" * 5000 + "}", "\udcff", " " * 2**20 + "{}",
     *(json.dumps(GOOD | more) for more in (
         {"format": "dynmask-mapping/2"}, {"roles": ["Hips"]}, {"roles": {"pelvis": 3}}, {"kind": None},
         {"roles": {"pelvis": {"a": "b"}}}, {"roles": {"pelvis": "\ud800"}}, {"roles": {"a\0": "Hips"}},
         {"roles": {"pelvis": "x" * 256}}, {"roles": {f"role {i}": "Hips" for i in range(1001)}},
     ))],
    ids=lambda text: text[-30:],
)  # fmt: skip
def test_what_is_no_mapping_is_refused_by_name(tmp_path, text):
    # Windows has no line breaks in names.
    name = "my rig.json" if os.name == "nt" else "my\nrig.json"
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ValueError) as caught:
        mapping_file.read(tmp_path / name)
    shown = name.replace("\n", "\ufffd")
    assert str(caught.value) == f"'{shown}' is not a bone mapping of DynMask"
