"""Writing a file so that whoever looks finds the old one or the new one, never half of one."""

import contextlib
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path

_WINDOWS_FULL = (39, 112)


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[io.BytesIO]:
    """A buffer that becomes the file `path` where the block ends well. Raises OSError that names `path`."""
    buffer = io.BytesIO()
    yield buffer
    path = Path(path)
    scratch = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(scratch, "wb") as file:
            file.write(buffer.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        os.replace(scratch, path)
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)


@contextlib.contextmanager
def written_aside(path: str | Path, suffix: str) -> Iterator[Path]:
    """For programs that write files themselves: a path beside `path` whose file takes its place in the end.

    Where the block or that fails, the file there before stays. Raises OSError that names `path`.
    """
    path = Path(path)
    # Hidden: game engines import whatever turns up in a project's folder.
    scratch = path.with_name(f".dynmask.{os.getpid()}.part{suffix}")
    try:
        yield scratch
        try:
            with open(scratch, "r+b") as file:
                os.fsync(file.fileno())
            os.replace(scratch, path)
        except OSError as fault:
            raise OSError(fault.errno, fault.strerror, str(path)) from fault
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)


def sentence(fault: OSError) -> str:
    """What is wrong with a file, and what to do, for whoever chose it."""
    path, code = fault.filename or "the files", fault.errno
    if code in (errno.ENOSPC, errno.EDQUOT) or getattr(fault, "winerror", None) in _WINDOWS_FULL:
        return f"The disk of {path} is full: free some space and try again; what was there before is kept."
    if code == errno.EFBIG:
        return f"{path} is too large for its disk: choose another folder; what was there before is kept."
    if code == errno.EROFS:
        return f"The disk of {path} is read-only: choose another folder."
    if code in (errno.EACCES, errno.EPERM):
        return f"You are not allowed to read or write {path}: choose another file or folder."
    return f"{f'{fault.filename}: ' if fault.filename else ''}{fault.strerror or fault}"
