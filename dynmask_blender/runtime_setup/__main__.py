"""Starts the set-up in Blender's own Python, which knows nothing of the extension; run as a file."""

import sys
import types
from pathlib import Path

if __name__ == "__main__":
    # The extension's folder as a package, whatever it is called.
    package = sys.modules["dynmask"] = types.ModuleType("dynmask")
    package.__path__ = [str(Path(__file__).resolve().parents[2])]
    from dynmask.dynmask_blender.runtime_setup.installer import main

    main()
