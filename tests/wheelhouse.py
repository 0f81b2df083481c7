"""Tiny made-up wheels: a torch that needs a library, and a check that it works."""

import base64
import hashlib
import zipfile

TORCH = "import fake_library\n\n__version__ = '2.13.0'\n"
# What stands in for the backend's bench: `python -m probe`.
PROBE = "import json, torch\nprint(json.dumps({'device': 'fake-gpu', 'torch': torch.__version__}))\n"


def wheel(folder, name, version, files, needs=()):
    """Write a wheel of `files` {path: text}; returns its path."""
    path, info = folder / f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info"
    needed = "".join(f"Requires-Dist: {need}\n" for need in needs)
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needed}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    records = [
        f"{place},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},"
        f"{len(text.encode())}"
        for place, text in files.items()
    ]
    files[f"{info}/RECORD"] = "\n".join([*records, f"{info}/RECORD,,", ""])
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for place, text in files.items():
            archive.writestr(place, text)
    return path


def fill(folder, probe=PROBE):
    """A folder of wheels from which `ORDER` can be set up."""
    wheel(folder, "torch", "2.13.0", {"torch/__init__.py": TORCH}, needs=("fake-library>=1",))
    wheel(folder, "fake_library", "1.2", {"fake_library.py": "VALUE = 1\n"})
    wheel(folder, "probe", "0.1", {"probe.py": probe}, needs=("not-in-this-folder",))
    return folder


ORDER = {"requirements": ("torch==2.13.0",), "alone": ("probe==0.1",), "check": ("probe",)}
