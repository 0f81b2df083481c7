"""The wheels inside the extension, with which it runs on Blender's own Python: fetched, never committed.

wheels.lock.json: Blender platform -> wheel file name -> SHA-256. How they were chosen:
- onnxruntime and tokenizers only. What onnxruntime names as dependencies beside numpy (flatbuffers, protobuf,
  sympy, packaging, coloredlogs) belongs to its tools and is not imported when graphs run; tokenizers needs
  huggingface_hub only to download. numpy is Blender's own (1.24 in 4.2 to 2.x; these wheels load with both).
- One onnxruntime per Python: 3.11 is Blender 4.2 to 5.0's, 3.13 that of 5.1 and newer, 3.14 some Linux
  distributions'. No macos-x64 after 3.11: Blender 5.0 dropped it.
- The wheel for 3.11 is always the newest: Blender 4.2.0 does not look at a wheel's Python version and takes
  the highest of a name.
- Windows has 1.20, the last that runs with the C++ runtime of 2019; macOS 1.23, the last for Intel, with one
  wheel per processor (4.2.0 does not know universal2).
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = Path(__file__).with_name("wheels.lock.json")
CACHE = ROOT / ".cache" / "wheels"


def locked(path=LOCK):
    """{platform: {wheel file name: SHA-256}}"""
    return json.loads(Path(path).read_text("utf-8"))


def fetch(platform, cache=CACHE, lock=LOCK, download=None):
    """Paths of a platform's wheels in the folder `cache`, downloaded where missing. Raises ValueError."""
    wheels, cache, paths = locked(lock), Path(cache), []
    if platform not in wheels:
        raise ValueError(f"There are wheels for {', '.join(wheels)}, not for {platform!r}")
    for name, digest in wheels[platform].items():
        path = cache / name
        if not path.is_file() or sha256(path) != digest:
            cache.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            (download or pip_download)(name, digest, cache)
            if not path.is_file() or sha256(path) != digest:
                path.unlink(missing_ok=True)
                raise ValueError(f"{name} could not be had as it is in {Path(lock).name} (checksum)")
        paths.append(path)
    return paths


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tags(name):
    """(package, version, Python tag, ABI tag, [platform tags]) of a wheel's file name."""
    package, version, python, abi, platforms = name.removesuffix(".whl").split("-")
    return package, version, python, abi, platforms.split(".")


def pip_download(name, digest, folder):
    """Get one wheel with pip, which checks the SHA-256 too. Raises ValueError."""
    package, version, python, abi, platforms = tags(name)
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
        "--require-hashes", "--implementation", "cp", "--abi", abi, "--dest", str(folder),
        "--python-version", python.removeprefix("cp"), *(f"--platform={tag}" for tag in platforms),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "wanted.txt"
        wanted.write_text(f"{package}=={version} --hash=sha256:{digest}\n")
        run = subprocess.run([*command, "--requirement", str(wanted)], capture_output=True, text=True)
    if run.returncode:
        raise ValueError(f"pip could not download {name}: {run.stderr.strip()[-500:]}")
