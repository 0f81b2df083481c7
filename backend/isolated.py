"""Starts the backend in a Python that knows nothing of it; run as a file by Blender's own, never imported.

isolated.py SOURCE_FOLDER PACKAGE_FOLDERS LIBRARY_FOLDER COMMAND …
"""

import os
import sys


def main():
    source, packages, libraries, *command = sys.argv[1:]
    if libraries and hasattr(os, "add_dll_directory"):
        os.add_dll_directory(libraries)
    _load_own_numpy()
    # Before the Python's own packages, after the standard library: the order Blender itself has.
    own = [i for i, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages"))]
    at = own[0] if own else len(sys.path)
    sys.path[at:at] = packages.split(os.pathsep)
    sys.path.insert(0, source)
    from backend.cli.main import main as run

    return run(command)


def _load_own_numpy():
    """Load this Python's numpy first: the folder of wheels may hold another extension's, of another make."""
    try:
        import numpy  # noqa: F401
    except Exception:
        # There is none, or it is broken itself: the wheels' is taken, and nothing of this one is left.
        for name in [name for name in sys.modules if name.partition(".")[0] == "numpy"]:
            del sys.modules[name]


if __name__ == "__main__":
    sys.exit(main())
