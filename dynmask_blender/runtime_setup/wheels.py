"""Wheels through pip: which ones there would be, fetching them, putting them into the environment."""

import json
import os
import re
import shutil
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from ..session import environments
from . import addresses, faults, packages

NO_PIP = (
    "This Blender's Python has no pip to begin with (on Debian and Ubuntu the package python3-venv has it): "
    "install that, or put pip's wheel into the folder of wheels"
)
LINK_SIZES = Path(__file__).with_name("link_sizes.py")
_PLAIN_NAME = re.compile(r"\w[\w.+!-]*\.whl\Z", re.ASCII)
_QUIET = ("--disable-pip-version-check", "--no-input", "--no-cache-dir")


@dataclass(frozen=True)
class Wheel:
    """One file of the plan. address: a URL; sha256: hex or ""; size: bytes or None where unknown."""

    name: str
    version: str
    address: str
    sha256: str = ""
    size: int | None = None

    @property
    def file_name(self):
        """The last part of its address. Raises faults.Failure where that is no plain name of a wheel."""
        name = PurePosixPath(unquote(urlsplit(self.address).path)).name
        if not _PLAIN_NAME.match(name):
            raise faults.Failure(
                f"The package index names a file that is no wheel for {self.name}: {name[:80]!r}"
            )
        return name

    @property
    def local(self):
        """Its Path where it lies on this machine, else None."""
        parts = urlsplit(self.address)
        return Path(url2pathname(parts.path)) if parts.scheme == "file" else None

    @property
    def line(self):
        """Its line in a requirements file."""
        return f"{self.name}=={self.version}" + (f" --hash=sha256:{self.sha256}" if self.sha256 else "")


class Pip:
    """pip, working for the new environment. program: its wheel; temp: for its files.

    source: a folder of wheels, or None for the package index.

    Every method raises faults.Failure, faults.Cancelled or OSError.
    """

    def __init__(self, children, python, program, temp, source=None, index=""):
        self._children, self._python, self._temp = children, python, Path(temp) / "work"
        self._temp.mkdir(parents=True, exist_ok=True)
        # Unpacked, because Python compiles what it imports from a zip every time.
        self._program = Path(temp) / "pip"
        with zipfile.ZipFile(program) as file:
            file.extractall(self._program)
        if source:
            self._where = ("--isolated", "--no-index", "--find-links", str(source))
        else:
            self._where = ("--extra-index-url", index) if index else ()
        self._environment = {name: str(self._temp) for name in ("TMPDIR", "TEMP", "TMP")}

    def plan(self, requirements, alone):
        """The Wheels for `requirements` and all they need, and for `alone` without what they need."""
        found = {}
        for wanted, more in ((requirements, ()), (alone, ("--no-deps",))):
            if not wanted:
                continue
            report = self._temp / "report.json"
            self._run(
                "install", "--dry-run", "--ignore-installed", "--only-binary", ":all:", "--quiet",
                "--report", report, *more, *self._where, *wanted,
            )  # fmt: skip
            for wheel in _wheels(json.loads(report.read_text("utf-8"))):
                if not addresses.is_safe(wheel.address):
                    raise faults.Failure(f"{wheel.name} would not come over https: choose another index")
                found.setdefault(wheel.name.lower().replace("_", "-"), wheel)
        return self._with_sizes(list(found.values()))

    def fetch(self, wheels, folder, meanwhile):
        """Download what is not yet in `folder`, one after the other. meanwhile(wheel, bytes so far)"""
        Path(folder).mkdir(exist_ok=True)
        done = 0

        def told():
            meanwhile(wheel, done + environments.size(self._temp))

        for wheel in wheels:
            path = Path(folder) / wheel.file_name
            if not complete(path, wheel):
                path.unlink(missing_ok=True)
                lines = self._requirements([wheel])
                self._run(
                    "download", "--no-deps", "--only-binary", ":all:", "--quiet", "--dest", folder,
                    *self._where, "--requirement", lines,
                    meanwhile=told,
                )  # fmt: skip
                if not complete(path, wheel):
                    raise faults.Failure(f"{wheel.name} did not arrive whole: start again")
            done += path.stat().st_size
        return done

    def install(self, wheels, folder, meanwhile):
        """Install exactly these wheels from a folder; compiling is left to the first import."""
        self._run(
            "install", "--isolated", "--no-index", "--find-links", folder, "--no-deps", "--no-compile",
            "--quiet", "--ignore-installed", "--requirement", self._requirements(wheels), meanwhile=meanwhile,
        )  # fmt: skip

    def _requirements(self, wheels):
        lines = self._temp / "requirements.txt"
        # pip wants checksums for all or for none.
        every = all(wheel.sha256 for wheel in wheels)
        text = "\n".join(wheel.line if every else f"{wheel.name}=={wheel.version}" for wheel in wheels)
        lines.write_text(text + "\n", "utf-8")
        return lines

    def _run(self, command, *arguments, meanwhile=None):
        code, output = self._children.run(
            self._python, "pip", *_QUIET, command, *arguments, path=self._program,
            environment=self._environment, meanwhile=meanwhile,
        )  # fmt: skip
        if code:
            raise faults.of_pip(code, output)

    def _with_sizes(self, wheels):
        distant = [wheel for wheel in wheels if wheel.local is None]
        sizes = dict(zip((wheel.address for wheel in distant), self._link_sizes(distant), strict=True))
        return [
            Wheel(
                **{**vars(wheel), "size": wheel.local.stat().st_size if wheel.local else sizes[wheel.address]}
            )
            for wheel in wheels
        ]

    def _link_sizes(self, wheels):
        if not wheels:
            return []
        asked = self._temp / "links.json"
        asked.write_text(json.dumps([wheel.address for wheel in wheels]), "utf-8")
        self._children.run(self._python, LINK_SIZES, asked, path=self._program)
        try:
            sizes = json.loads(asked.read_text("utf-8"))
        except ValueError:
            sizes = []
        return [size if isinstance(size, int) else None for size in sizes] or [None] * len(wheels)


def pip_program(source=None):
    """Path of pip's own wheel: from this Python's ensurepip, or from the folder of wheels. Raises Failure."""
    places = [
        Path(os.__file__).parent / "ensurepip" / "_bundled",
        sysconfig.get_config_var("WHEEL_PKG_DIR"),
        source,
    ]
    for place in filter(None, places):
        found = sorted(Path(place).glob("pip-*.whl"))
        if found:
            return found[-1]
    raise faults.Failure(NO_PIP)


def complete(path, wheel):
    """Whether a wheel's file is there, whole."""
    if not path.is_file():
        return False
    if wheel.sha256:
        return environments.sha256(path) == wheel.sha256
    return zipfile.is_zipfile(path)


def unpacked(paths):
    """Bytes that wheels take once installed. Raises faults.Failure."""
    total = 0
    for path in paths:
        try:
            with zipfile.ZipFile(path) as file:
                total += sum(entry.file_size for entry in file.infolist())
        except zipfile.BadZipFile as error:
            raise faults.Failure(f"The wheel {path.name} is damaged: get it again") from error
    return total


def room(wheels, source):
    """(bytes to download, bytes that the set-up takes on disk at its largest), as far as known beforehand."""
    if source:
        return 0, unpacked([wheel.local for wheel in wheels if wheel.local])
    download = sum(wheel.size or 0 for wheel in wheels)
    return download, round(download * (1 + packages.UNPACKED))


def check_space(root, needed):
    """Raises faults.Failure where a folder's disk has not the bytes that are needed."""
    free = shutil.disk_usage(root).free
    if free < needed:
        raise faults.Failure(
            f"The disk of {root} has {amount(free)} free, but {amount(needed)} are needed: free some space"
        )


def amount(size):
    """Bytes as an animator reads them."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"


def _wheels(report):
    for item in report["install"]:
        link, facts = item["download_info"], item["metadata"]
        archive = link.get("archive_info", {})
        digest = archive.get("hashes", {}).get("sha256", "") or archive.get("hash", "").removeprefix(
            "sha256="
        )
        checked = digest if re.fullmatch(r"[0-9a-f]{64}", digest) else ""
        yield Wheel(facts["name"], facts["version"], link["url"], checked)
