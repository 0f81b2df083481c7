"""Files that one process at a time holds; the end of the process, of whatever kind, lets go of them."""

import os
import sys
from pathlib import Path
from typing import IO


def hold(path: str | Path) -> IO[bytes]:
    """The file `path`, made where it is missing, held until it is closed.

    Raises BlockingIOError where somebody else holds it, another OSError where it cannot be made or held.
    """
    file = open(path, "a+b")  # noqa: SIM115
    try:
        _lock(file)
        # Whoever held it before may have deleted it since it was opened here.
        if not os.path.samestat(os.fstat(file.fileno()), os.stat(path)):
            raise FileNotFoundError(f"{path} was deleted meanwhile")
    except BaseException:
        file.close()
        raise
    return file


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(str(error)) from error

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
