"""Files that the extension reads: bone mappings, the GPU runtime's state, the stamp beside ONNX graphs."""

import hashlib
import json
import os
import sys
import types

from backend.generation.runtimes import loading
from tests.fuzz.oracle import ROOT, Target, file, scratch

if "dynmask" not in sys.modules:
    # As in an installed extension the repository root is a package; no Blender is needed for these.
    package = types.ModuleType("dynmask")
    package.__path__ = [str(ROOT)]
    sys.modules["dynmask"] = package

from dynmask.dynmask_blender.rig import mapping_file  # noqa: E402
from dynmask.dynmask_blender.runtime_setup import state as runtime_view  # noqa: E402
from dynmask.dynmask_blender.session import environments  # noqa: E402

_ROLES = {"pelvis": "mixamorig:Hips", "left_knee": "Bein.L", "head": "頭"}
_GRAPH, _DIGEST = b"graph", "0" * 64


def _mapping(data):
    """What is read, Blender's properties must be able to hold."""
    roles, kind = mapping_file.read(file("mapping.json", data))
    for name in (kind, *roles, *roles.values()):
        assert "\0" not in name and len(name.encode()) < 1024


def _mapping_seeds():
    mapping_file.write(scratch() / "seed.json", _ROLES, "mixamo")
    return [(scratch() / "seed.json").read_bytes()]


def _state(data):
    """The panel's text of what is found; a state that cannot be trusted is told as trouble."""
    file("runtime/env-1/bin/python3", b"")
    found = environments.find(file("runtime/state.json", data).parent)
    if found.trouble:
        raise ValueError(found.trouble)
    assert found.python.is_relative_to(scratch() / "runtime")
    assert runtime_view.described(found.state)


def _state_seeds():
    environments.use(
        file("runtime/lock", b"").parent, environments.State("env-1", "", "2.13.0+cu130", "cuda", 6 * 10**9)
    )
    return [(scratch() / "runtime" / "state.json").read_bytes()]


def _stamp(data):
    """Beside shipped graphs: which weights they are of, and their checksums."""
    folder = file("weights/onnx/masked.onnx", _GRAPH).parent
    file("weights/onnx/export.json", data)
    assert loading.is_made_of(folder, _DIGEST) in (True, False)


def _stamp_seeds():
    files = {"masked.onnx": hashlib.sha256(_GRAPH).hexdigest()}
    stamp = {"version": loading.GRAPHS_VERSION, "weights": _DIGEST}
    return [json.dumps(stamp | more).encode() for more in ({}, {"files": files})]


TARGETS = {
    "mapping": Target(
        _mapping, _mapping_seeds, ("mapping.json",), others=lambda: [b'{"format": "dynmask-mapping/2"}']
    ),
    "runtime-state": Target(_state, _state_seeds, ("GPU runtime",)),
    "graphs-stamp": Target(_stamp, _stamp_seeds, (os.path.join("weights", "onnx"),)),
}
