"""The GPU runtime's parts: what is in use, sentences for faults, sizes, what the preferences show."""

import errno
import json
import signal
import zipfile
from pathlib import Path

import pytest
from dynmask.dynmask_blender.runtime_setup import faults, packages, state, wheels
from dynmask.dynmask_blender.session import environments

ROOT = Path(__file__).resolve().parents[2]
STATE = environments.State("env-1", torch="2.13.0", device="cuda", size=6_100_000_000)


@pytest.fixture
def root(tmp_path):
    """A runtime folder with an environment in use."""
    python = tmp_path / "env-1" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.touch()
    environments.use(tmp_path, STATE)
    return tmp_path


def test_what_is_installed_is_what_we_test_with():
    pinned = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    exact = [line for line in (*packages.RESOLVED, *packages.ALONE) if "==" in line]
    assert len(exact) == 4 and set(exact) <= set(pinned)


def test_found_in_use(root):
    assert environments.find(root) == environments.Found(root / "env-1" / "bin" / "python3", STATE)


def test_damaged_moved_and_half_made_are_told(root, tmp_path):
    (root / "env-1" / "bin" / "python3").unlink()
    found = environments.find(root)
    assert found.python is None and "damaged" in found.trouble
    (root / "env-1" / "bin" / "python3").touch()
    environments.use(root, environments.State("env-1", base=str(tmp_path / "old-blender" / "python")))
    found = environments.find(root)
    assert found.python is None and "old-blender" in found.trouble and "repair" in found.trouble
    (root / "state.json").write_text('{"folder": ')
    assert "not finished" in environments.find(root).trouble
    (root / "state.json").unlink()
    assert "not finished" in environments.find(root).trouble
    assert environments.find(tmp_path / "nothing") == environments.Found()


@pytest.mark.parametrize("name", ("../../home", "/etc", "other", "env-1/../..", 7))
def test_a_state_names_only_what_is_ours(root, name):
    values = json.loads((root / "state.json").read_text()) | {"folder": name}
    (root / "state.json").write_text(json.dumps(values))
    assert environments.find(root).state is None


@pytest.mark.parametrize(
    "more",
    [{"size": "6"}, {"size": -1}, {"size": 2**70}, {"size": True}, {"torch": 2}, {"device": None},
     {"torch": "2\n"}, {"base": 1}, {"folder": "env-" + "x" * 5000}],
    ids=str,
)  # fmt: skip
def test_a_state_of_other_types_is_not_believed(root, more):
    values = json.loads((root / "state.json").read_text()) | more
    (root / "state.json").write_text(json.dumps(values))
    assert "not finished" in environments.find(root).trouble


def test_odd_states_are_told_as_trouble(root):
    environments.use(root, environments.State("env-1", base="/" + "x" * 5000))
    assert "which is gone" in environments.find(root).trouble
    (root / "state.json").write_text("[" * 100_000)
    assert "not finished" in environments.find(root).trouble


def test_a_full_disk_leaves_what_was_in_use(root, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(environments.os, "fsync", full)
    with pytest.raises(OSError):
        environments.use(root, environments.State("env-2"))
    assert environments.find(root).state == STATE


def test_sweep_keeps_what_is_in_use_and_downloads(root):
    for name in ("env-2", "temp", "wheels", "mine"):
        (root / name).mkdir()
    environments.sweep(root)
    assert {path.name for path in root.iterdir()} == {"env-1", "wheels", "mine", "state.json"}
    assert environments.remove(root)
    assert {path.name for path in root.iterdir()} == {"mine"}


def test_a_killed_sweep_is_still_told_of(root, monkeypatch):
    (root / "state.json").unlink()
    for name in ("temp", "wheels"):
        (root / name).mkdir()
    gone = []
    monkeypatch.setattr(environments.shutil, "rmtree", lambda path, **_: gone.append(path.name))
    environments.sweep(root)
    assert gone == ["temp", "env-1"]


def test_kept_downloads_are_seen(root):
    assert not environments.keeps_downloads(root)
    (root / "wheels").mkdir()
    assert environments.keeps_downloads(root)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: Could not install due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("WARNING: Retrying … NewConnectionError('…')\nERROR: No matching distribution found for torch",
         "could not be reached"),
        ("ERROR: No matching distribution found for torch==2.13.0 (from x)", "no torch==2.13.0 for"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "checksum"),
        ("OSError: [Errno 13] Permission denied: '/a/torch.so'\n", "cannot be written"),
        ("ERROR: Something new happened", "pip failed: Something new happened"),
        ("", "exit code 3"),
    ],
)  # fmt: skip
def test_pip_s_faults_are_sentences(output, sentence):
    text = str(faults.of_pip(3, output))
    assert sentence in text and "\n" not in text


def test_a_killed_pip_and_a_full_disk_are_sentences():
    name = getattr(getattr(signal, "SIGKILL", None), "name", "signal 9")
    assert f"killed from outside ({name})" in str(faults.of_pip(-9, "Installing"))
    assert str(faults.of_os(OSError(errno.ENOSPC, "x"), "/a")) == faults.FULL
    assert "/a cannot be written to" in str(faults.of_os(PermissionError(errno.EACCES, "x"), "/a"))
    assert "/a cannot be written to" in str(faults.of_os(OSError(errno.EROFS, "x"), "/a"))


def test_no_room_is_noticed_before_anything_is_written(tmp_path):
    wheels.check_space(tmp_path, 1)
    with pytest.raises(faults.Failure, match="are needed"):
        wheels.check_space(tmp_path, 10**18)


def test_a_report_becomes_wheels_and_sizes(tmp_path):
    path = tmp_path / "my wheels" / "torch-2-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "x" * 1000)
    item = {
        "metadata": {"name": "torch", "version": "2+cpu"},
        "download_info": {"url": path.as_uri(), "archive_info": {"hash": f"sha256={'a' * 64}"}},
    }
    (wheel,) = wheels._wheels({"install": [item]})
    assert wheel.local == path and wheel.file_name == path.name
    assert wheel.line == f"torch==2+cpu --hash=sha256:{'a' * 64}"
    assert wheels.room([wheel], path.parent) == (0, 1000)
    assert not wheels.complete(path, wheel)
    distant = wheels.Wheel("b", "1", "https://x/b%2B1.whl?y#z", size=100)
    assert distant.local is None and distant.file_name == "b+1.whl"
    assert wheels.room([distant], None) == (100, 100 + 100 * packages.UNPACKED)
    path.write_text("not a zip")
    with pytest.raises(faults.Failure, match="damaged"):
        wheels.unpacked([path])


@pytest.mark.parametrize(
    ("last", "named"),
    [
        ("torch-2%2Bcu130-cp311-cp311-linux_x86_64.whl", "torch-2+cu130-cp311-cp311-linux_x86_64.whl"),
        ("..%2F..%2Ftorch-2-py3-none-any.whl", "torch-2-py3-none-any.whl"),
        ("%2Fetc%2Ftorch-2-py3-none-any.whl#a/b", "torch-2-py3-none-any.whl"),
        ("..%5C..%5Ctorch-2-py3-none-any.whl", None),
        ("C:%5Ctorch-2-py3-none-any.whl", None), ("C:torch-2-py3-none-any.whl", None),
        ("..%2F..", None), ("%2e%2e", None), ("", None), (".whl", None), ("..whl", None),
        ("torch.whl%00", None),
        ("torch.whl%0A", None), ("torch-2.tar.gz", None), ("torch%202.whl", None),
    ],
)  # fmt: skip
def test_a_wheel_s_file_stays_in_its_folder(last, named):
    wheel = wheels.Wheel("torch", "2", f"https://index/whl/{last}")
    if named:
        assert wheel.file_name == named
        return
    with pytest.raises(faults.Failure, match="names a file that is no wheel for torch: '") as caught:
        print(wheel.file_name)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("system", "file", "kind"),
    [("linux", "proc/driver/nvidia/version", "cuda"), ("linux", "dev/kfd", "rocm"), ("linux", "x", "cpu"),
     ("win32", "System32/nvcuda.dll", "cuda"), ("win32", "x", "cpu")],
)  # fmt: skip
def test_the_gpu_is_told_by_its_driver(tmp_path, system, file, kind):
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).touch()
    assert packages.accelerator(system, "x86_64", tmp_path) == kind
    assert packages.accelerator("darwin", "arm64") == "mps"
    asked = kind == "rocm" or (kind, system) == ("cuda", "win32")
    assert bool(packages.missing_index(kind, system)) == asked


def test_the_view_shows_sizes_progress_and_the_end():
    view = state.View()
    view.start()
    assert view.stage
    view.take({
        "event": "plan", "wheels": [["torch", "2.13.0", 900_000_000], ["numpy", "2.1", None]], "free": 5e10,
        "download": 900_000_000, "room": 3_150_000_000, "unknown": 1, "folder": "/u/runtime",
    })  # fmt: skip
    text = " ".join(view.plan)
    assert "2 packages" in text and "torch 2.13.0 (900 MB)" in text and "1 package of unknown size" in text
    assert "about 3.1 GB needed, 50.0 GB free" in text and "/u/runtime" in text
    view.take(
        {"event": "progress", "stage": "download", "done": 450_000_000, "total": 900_000_000, "text": "a"}
    )
    assert view.stage == "Downloading a: 450 MB of 900 MB" and view.progress == 0.5 and not view.plan
    view.take({"event": "done", "changed": True, "device": "cpu"})
    assert view.stage == "" and view.level == "WARNING" and "no GPU" in view.message
    view.take({"event": "failed", "message": "The disk is full"})
    assert (view.message, view.level, view.progress) == ("The disk is full", "ERROR", 0.0)
    assert state.described(STATE) == "torch 2.13.0 on cuda, 6.1 GB on disk"
