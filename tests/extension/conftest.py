"""What of the extension needs no Blender: the repository as the package `dynmask`, as Blender sees it."""

import sys
import types
from pathlib import Path

if "dynmask" not in sys.modules:
    package = types.ModuleType("dynmask")
    package.__path__ = [str(Path(__file__).resolve().parents[2])]
    sys.modules["dynmask"] = package
