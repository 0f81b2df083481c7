"""Check the import contracts of pyproject.toml.

import-linter cannot follow relative imports that leave a top-level package, and in Blender the repository
itself is the package. So the sources are staged in a temporary folder as the package `dynmask`.
"""

import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("backend", "dynmask_blender")
ABSOLUTE = re.compile(rf"^(\s*(?:from|import)\s+)(?={'|'.join(PACKAGES)}\b)", re.MULTILINE)


def stage(folder):
    """Copy the Python sources of ROOT to folder/dynmask, absolute imports made relative to it."""
    package = folder / "dynmask"
    for source in (*ROOT.glob("__init__.py"), *(p for name in PACKAGES for p in (ROOT / name).rglob("*.py"))):
        target = package / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(ABSOLUTE.sub(r"\1dynmask.", source.read_text("utf-8")), "utf-8")


def main():
    with tempfile.TemporaryDirectory() as name:
        stage(Path(name))
        command = [
            Path(sysconfig.get_path("scripts")) / "lint-imports",
            "--no-cache", "--no-logo", "--config", ROOT / "pyproject.toml",
        ]  # fmt: skip
        environment = os.environ | {"PYTHONPATH": name}
        return subprocess.run(command, cwd=name, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
