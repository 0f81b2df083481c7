"""Addresses that packages come from: which are taken, and how they may be shown."""

import re
from pathlib import Path

_HTTPS = re.compile(r"https://[^\s/]\S*\Z", re.IGNORECASE)
_FILE = re.compile(r"file://\S+\Z", re.IGNORECASE)
_WHO = re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^/\s]*@", re.IGNORECASE)
_ASKED = re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s?#]*\?)[^\s#]+", re.IGNORECASE)


def is_safe(address):
    """Whether what lies there comes over TLS, or as a file."""
    return bool(_HTTPS.match(address) or _FILE.match(address))


def trouble(index):
    """A sentence where a package index is neither at an https address nor a folder, or ""."""
    if is_safe(index) or ("://" not in index and Path(index).is_dir()):
        return ""
    return (
        "Package Index must be an address that begins with https://, or a folder on this computer; "
        f"'{redacted(index)[:100]}' is neither"
    )


def redacted(text):
    """Text whose addresses name no user, password or token."""
    return _ASKED.sub(r"\1****", _WHO.sub(r"\1****@", text))
