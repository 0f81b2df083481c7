"""The extension's zip on the disk as Blender installs it (bl_pkg/cli/blender_ext.py, wheel_manager.py)."""

import os
import shutil
import sys
import tomllib
import zipfile

NAME = "dynmask"


def extension_of(profile):
    """The extension's folder in a user's folder of one Blender version."""
    return profile / "extensions" / "user_default" / NAME


def packages_of(profile):
    """Where the wheels of all extensions lie."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return profile / "extensions" / ".local" / "lib" / version / "site-packages"


def install(archive, profile):
    """Unpack the zip and those of its wheels that are for this Python; returns the extension's folder."""
    unpacked = extension_of(profile).with_name(f"{NAME}@")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(unpacked)
    manifest = tomllib.loads((unpacked / "blender_manifest.toml").read_text("utf-8"))
    packages_of(profile).mkdir(parents=True, exist_ok=True)
    for wheel in (unpacked / name for name in manifest["build"]["generated"]["wheels"]):
        if _is_for_this_python(wheel.name):
            with zipfile.ZipFile(wheel) as opened:
                opened.extractall(packages_of(profile))
    return put_in_place(unpacked, profile)


def put_in_place(unpacked, profile):
    """What Blender does with an unpacked extension: the old one is renamed as a whole, then removed.

    Raises OSError where a file of the old one is held, as Blender then refuses to install.
    """
    folder = extension_of(profile)
    if folder.exists():
        old = folder.with_name(f".~{NAME}~")
        os.rename(folder, old)
        shutil.rmtree(old)
    os.rename(unpacked, folder)
    return folder


def _is_for_this_python(wheel):
    python, abi = wheel.split("-")[2:4]
    return abi == "abi3" or python == f"cp{sys.version_info.major}{sys.version_info.minor}"
