"""python -m backend COMMAND …"""

import os
import sys

from .cli import main

# Before numpy is loaded: its products here are small, and threads that share them cost twice the processor's
# time and a tenth more of the clock's.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if __name__ == "__main__":
    sys.exit(main.main())
