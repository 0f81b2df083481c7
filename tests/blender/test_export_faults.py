"""Exports that fail: the old file stays, and what is wrong is said."""

import errno
import os

import bpy
import gltf_apart
import pytest
import rigs
from dynmask.dynmask_blender.actions import new_action
from dynmask.dynmask_blender.export import formats
from dynmask.dynmask_blender.retarget import to_rig
from dynmask.dynmask_blender.session import status

WRITERS = {"take.fbx": formats.export_fbx, "take.glb": formats.export_gltf}


def keyed(scene, rig):
    tracks = to_rig.retarget(rig, *rigs.wild_motion(40), to_rig.detect_mapping(rig))
    new_action.write_action(rig, tracks, 20.0, scene, "Spin", 1)


@pytest.mark.skipif(os.name == "nt", reason="a limit of Unix")
@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_fills_up_leaves_the_old_file(scene, tmp_path, capfd, name):
    """The exporter has written a part when it fails."""
    import resource

    if name == "take.glb" and gltf_apart.CRASHES:
        pytest.skip("glTF is exported in another process here, from a file that would not fit either")
    rig = rigs.mixamo()
    keyed(scene, rig)
    path, write = tmp_path / name, WRITERS[name]
    write(bpy.context, rig, path)
    whole = path.read_bytes()
    path.write_bytes(b"old")
    limit, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    with capfd.disabled(), pytest.raises(OSError) as caught:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) // 2, most))
        try:
            write(bpy.context, rig, path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    assert caught.value.errno == errno.EFBIG
    assert status.sentence(caught.value) == (
        f"{path} is too large for its disk: choose another folder; what was there before is kept."
    )
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == [name]
    write(bpy.context, rig, path)
    assert abs(path.stat().st_size - len(whole)) < 100 and os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("name", WRITERS)
def test_an_exporter_that_fails_half_way_leaves_the_old_file(scene, tmp_path, monkeypatch, name):
    rig = rigs.mixamo()
    keyed(scene, rig)
    path, write, fault = tmp_path / name, WRITERS[name], [True]
    path.write_bytes(b"old")

    def half(filepath, **_):
        with open(filepath, "wb") as file:
            file.write(b"half")
        if fault:
            raise RuntimeError("Error: Python: Traceback\n  line 1\nValueError: no sense\nLocation: x.py:1\n")
        return {"CANCELLED"}

    for said in ("ValueError: no sense", "the exporter gave up."):
        with pytest.raises(OSError) as caught:
            formats._run(half, bpy.context, {}, path, path.suffix)
        assert str(caught.value) == f"Could not write {path}: {said}"
        assert path.read_bytes() == b"old" and os.listdir(tmp_path) == [name]
        fault.clear()
    with pytest.raises(OSError, match=f"Could not write .*{name}: there is no folder "):
        write(bpy.context, rig, tmp_path / "no" / name)
    monkeypatch.setattr(formats.files.os, "fsync", full)
    with pytest.raises(OSError) as caught:
        write(bpy.context, rig, path)
    assert status.sentence(caught.value).startswith(f"The disk of {path} is full: free some space")
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == [name]


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")
