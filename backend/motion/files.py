"""Writing a file so that whoever looks finds the old one or the new one, never half of one."""

import contextlib
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path

# Windows' own numbers: handle disk full, disk full; sharing and lock violation, a file that is mapped.
_WINDOWS_FULL = (39, 112)
_WINDOWS_OPEN = (32, 33, 1224)
_WINDOWS_DENIED = 5


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[io.BytesIO]:
    """A buffer that becomes the file `path` where the block ends well. Raises OSError that names `path`."""
    buffer = io.BytesIO()
    yield buffer
    with _in_place_of(Path(path), Path(f"{path}.{os.getpid()}.part")) as scratch, naming(path):
        scratch.write_bytes(buffer.getbuffer())


@contextlib.contextmanager
def written_aside(path: str | Path, suffix: str) -> Iterator[Path]:
    """For programs that write files themselves: a path beside `path` whose file takes its place in the end.

    Where the block or that fails, the file there before stays. Raises OSError that names `path`.
    """
    path = Path(path)
    # Hidden: game engines import whatever turns up in a project's folder.
    with _in_place_of(path, path.with_name(f".dynmask.{os.getpid()}.part{suffix}")) as scratch:
        yield scratch


@contextlib.contextmanager
def _in_place_of(path: Path, scratch: Path) -> Iterator[Path]:
    """What the block writes to `scratch` becomes the file `path`, or is removed."""
    try:
        yield scratch
        with naming(path):
            with open(scratch, "r+b") as file:
                os.fsync(file.fileno())
            os.replace(scratch, path)
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)


@contextlib.contextmanager
def naming(path: str | Path) -> Iterator[None]:
    """An OSError of the block is told of `path`."""
    try:
        yield
    except OSError as fault:
        told = fault.errno, fault.strerror, str(path)
        # On Windows the number is what tells an open file from one that may not be touched.
        number = getattr(fault, "winerror", None)
        raise OSError(*told, *([number] if number else ())) from fault


def sentence(fault: OSError) -> str:
    """What is wrong with a file, and what to do, for whoever chose it."""
    path, code, number = fault.filename or "the files", fault.errno, getattr(fault, "winerror", None)
    if number in _WINDOWS_OPEN:
        return (
            f"Another program has {path} open: close it there and try again; what was there before is kept."
        )
    if code in (errno.ENOSPC, errno.EDQUOT) or number in _WINDOWS_FULL:
        return f"The disk of {path} is full: free some space and try again; what was there before is kept."
    if code == errno.EFBIG:
        return f"{path} is too large for its disk: choose another folder; what was there before is kept."
    if code == errno.EROFS:
        return f"The disk of {path} is read-only: choose another folder."
    if number == _WINDOWS_DENIED and fault.filename and os.path.isfile(fault.filename):
        return (
            f"{path} may not be changed, or another program has it open: close it there, or choose another."
        )
    if code in (errno.EACCES, errno.EPERM):
        return f"You are not allowed to read or write {path}: choose another file or folder."
    return f"{f'{fault.filename}: ' if fault.filename else ''}{fault.strerror or fault}"
