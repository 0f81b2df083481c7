"""Writing a file so that whoever looks finds the old one or the new one, never half of one."""

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path


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
