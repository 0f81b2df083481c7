"""What is in a complete zip, whatever system it is for."""

import os
import zipfile

import pytest

# Of Windows, of macOS' and Linux' shells, and of installers: what a virus scanner asks about.
PROGRAMS = (".exe", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".msi", ".scr", ".sh", ".command", ".app")
# How Windows', Linux' and macOS' programs and libraries begin.
MACHINE_CODE = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe")


@pytest.fixture(scope="module")
def names():
    """{name: the first bytes} of the zip and of the wheels in it."""
    if not (archive := os.environ.get("DYNMASK_ZIP")):
        pytest.skip("no zip of the extension: DYNMASK_ZIP names one, as in `make test-installed`")
    found = {}
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            with opened.open(name) as file:
                found[name] = file.read(4)
                if name.endswith(".whl"):
                    file.seek(0)
                    with zipfile.ZipFile(file) as wheel:
                        for inner in wheel.namelist():
                            with wheel.open(inner) as member:
                                found[f"{name}/{inner}"] = member.read(4)
    return found


def test_no_programs(names):
    """Libraries only, and those in wheels; nothing that is started by itself."""
    assert len(names) > 300
    assert not [name for name in names if name.lower().endswith(PROGRAMS)]
    libraries = {name for name, head in names.items() if head.startswith(MACHINE_CODE)}
    assert libraries and all(".whl/" in name for name in libraries)
    assert all(name.endswith((".dll", ".pyd", ".so", ".dylib")) or ".so." in name for name in libraries)
    assert not [name for name, head in names.items() if head[:2] == b"#!" and ".whl/" not in name]


def test_names_differ_in_more_than_capitals(names):
    """Windows' and macOS' disks take them for the same."""
    plain = [name.casefold() for name in names]
    assert len(set(plain)) == len(plain)


def test_names_are_allowed_on_windows(names):
    devices = {"con", "prn", "aux", "nul", *(f"{kind}{i}" for kind in ("com", "lpt") for i in range(10))}
    for name in names:
        for part in name.rstrip("/").split("/"):
            assert not set(part) & set('<>:"|?*\\') and part == part.rstrip(". "), name
            assert part.partition(".")[0].lower() not in devices, name


def test_paths_leave_room_for_the_users_folder(names):
    """259 characters are Windows' end; a user's name may have 20."""
    user = r"C:\Users\12345678901234567890\AppData\Roaming\Blender Foundation\Blender\4.5\extensions"
    own = max(len(name) for name in names if ".whl/" not in name)
    wheels = max(len(name.partition(".whl/")[2]) for name in names)
    assert len(user + r"\user_default\dynmask@" + "\\") + own < 260
    assert len(user + r"\.local\lib\python3.13\site-packages" + "\\") + wheels < 260
