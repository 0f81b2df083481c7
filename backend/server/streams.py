"""Standard input and output as the protocol's own, out of reach of everything else in the process."""

import os
import sys


def claim():
    """Take the real stdin and stdout for the protocol; returns (input, output) binary streams.

    File descriptor 1 becomes a copy of stderr and 0 becomes empty, so that neither a print() nor a
    library's printf can put bytes between two frames, and nothing else can eat a request.
    """
    null = os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None or not _is_open(2):
        os.dup2(null, 2)
        sys.stderr = os.fdopen(
            2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False
        )
    requests, answers = os.dup(0), os.dup(1)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    if os.name == "nt":
        import msvcrt

        msvcrt.setmode(requests, os.O_BINARY)
        msvcrt.setmode(answers, os.O_BINARY)
    sys.stdin = os.fdopen(os.dup(0), encoding="utf-8")
    sys.stdout = sys.stderr
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def _is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
