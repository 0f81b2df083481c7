"""Files that one process at a time holds; the end of the process, of whatever kind, lets go of them."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# Seconds for which a refusal may mean that another is just deleting the file: Windows says both alike.
GOING = 2.0 if sys.platform == "win32" else 0.0


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


@contextlib.contextmanager
def alone(path: str | Path, seconds: float = 60.0) -> Iterator[None]:
    """Only one process at a time is inside, the others wait; `path`, the file held, goes with the block.

    On a disk that has no locks nobody waits. Raises TimeoutError, and OSError where the file cannot be made.
    """
    file = _wait(path, time.monotonic() + seconds)
    try:
        yield
    finally:
        if file is not None:
            _let_go(file, path)


def _wait(path: str | Path, end: float) -> IO[bytes] | None:
    pause, going = 0.001, time.monotonic() + GOING
    while True:
        try:
            return hold(path)
        except (BlockingIOError, FileNotFoundError) as fault:
            if not Path(path).parent.is_dir():
                raise
            if time.monotonic() > end:
                raise TimeoutError(errno.ETIMEDOUT, "another program is writing it", str(path)) from fault
        except PermissionError:
            if time.monotonic() >= going:
                raise
        except OSError as fault:
            if fault.errno in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
                return None
            raise
        time.sleep(pause)
        pause = min(0.05, 2 * pause)


def _let_go(file: IO[bytes], path: str | Path) -> None:
    # Windows deletes no file that is open; elsewhere whoever waits must find it gone before it is let go.
    if sys.platform == "win32":
        file.close()
    with contextlib.suppress(OSError):
        os.unlink(path)
    file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            # Wine gives no number.
            if error.errno in (0, errno.EACCES, errno.EDEADLK):
                raise BlockingIOError(errno.EAGAIN, "another program holds it", file.name) from error
            if error.errno == errno.EINVAL:
                raise OSError(errno.ENOLCK, "this disk has no locks", file.name) from error
            raise

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
