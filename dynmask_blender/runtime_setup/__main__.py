"""Starts the set-up in Blender's own Python, which knows nothing of the extension; run as a file."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    from dynmask_blender.runtime_setup.installer import main

    main()
