"""What went wrong, as one sentence for an animator."""

import errno
import re
import signal

from . import addresses

FULL = "The disk is full: free some space and start again"
OFFLINE = (
    "The package index could not be reached: look at the network, or choose a folder of wheels; "
    "what was downloaded is kept"
)
_WINDOWS_FULL = 112


class Failure(Exception):
    """The set-up cannot go on; the text is one sentence."""


class Cancelled(Exception):
    """The animator, or Blender's end, stopped the set-up."""


def of_os(error, folder):
    """The Failure for an OSError met in a folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(error, "winerror", None) == _WINDOWS_FULL:
        return Failure(FULL)
    if (
        isinstance(error, PermissionError | NotADirectoryError | FileExistsError)
        or error.errno == errno.EROFS
    ):
        return Failure(f"The folder {folder} cannot be written to")
    reason = error.strerror or str(error)
    return Failure(f"Something in {folder} could not be read or written ({reason})")


def of_pip(code, output):
    """The Failure for a pip that ended with `code` after saying `output`."""
    for pattern, sentence in _SAID:
        found = re.search(pattern, output, re.IGNORECASE)
        if found:
            return Failure(sentence.format(*found.groups()))
    if code < 0:
        return Failure(
            f"pip was killed from outside ({_signal(-code)}): start again; memory may have run out"
        )
    said = [line for line in output.splitlines() if line.upper().startswith("ERROR")]
    reason = addresses.redacted(said[-1][6:].strip(" :"))[:200] if said else f"exit code {code}"
    return Failure(f"pip failed: {reason}")


def _signal(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


_SAID = (
    (r"no space left on device|errno 28|winerror 112|not enough space on the disk|quota exceeded", FULL),
    (r"errno (?:13|30)\b[^\n]*?'([^'\n]+)'|winerror 5\b[^\n]*?'([^'\n]+)'",
     "A file of the set-up cannot be written or is in use by another program: {0}"),
    (r"do not match the hashes|hash(?:es)? mismatch|bad checksum",
     "A package is not what the index or folder said it is (checksum): it was not installed"),
    (r"name resolution|newconnectionerror|connecttimeout|readtimeout|read timed out|proxyerror|getaddrinfo|"
     r"connection (?:broken|aborted|refused|reset)|network is unreachable|max retries|could not fetch url|"
     r"sslerror|certificate verify failed", OFFLINE),
    (r"no matching distribution found for ([^\s(]+)",
     "There is no {0} for this system and Python in the package index or folder"),
    (r"invalid wheel|badzipfile|is not a (?:supported|valid) (?:wheel|zip)|wheel '?([^\s']+)'? .*is invalid",
     "A wheel is damaged: get it again"),
    (r"memoryerror|cannot allocate memory", "The memory of this computer ran out: close other programs"),
)  # fmt: skip
