"""Lists of sentences: the CSV that a farm or an animator hands over, and the files its takes go to."""

import contextlib
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from . import checks
from .errors import UserError

COLUMNS = ("sentence", "seconds", "seed", "file")
# What only Blender makes anything of.
RIG = "rig"
ENDINGS = (".npz", ".bvh")
MAX_ROWS = 100_000
_MAX_BYTES = 2**26
# Bytes of a file's name: file systems take 255, and a scratch file's ending is added while it is written.
_MAX_NAME = 150
_MAX_WORDS = 60
# Windows opens devices under these names, whatever their ending.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True)
class Row:
    """One take: its row in the file (from 1, the header counted), sentence, seconds (None: the model
    chooses), seed, the name of its file, and the rig that it is for, where that was asked about."""

    row: int
    sentence: str
    seconds: float | None
    seed: int
    file: str
    rig: str = ""


def read(path: str | Path, seed: int = 0, ending: str = ".npz") -> tuple[list[Row], list[str]]:
    """The rows of a CSV file and notices: see `parse`. Raises OSError."""
    path = Path(path)
    with open(path, "rb") as file:
        data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise UserError(f"{path.name} is larger than {_MAX_BYTES >> 20} MiB: split it into several lists.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise UserError(f"{path.name}, line {line}, is not UTF-8 text: save it as CSV UTF-8.") from fault
    return parse(text, path.name, seed, ending)


def parse(
    text: str, where: str, seed: int = 0, ending: str = ".npz", *, rigs: bool = False,
) -> tuple[list[Row], list[str]]:  # fmt: skip
    """The rows of a CSV text, and what its author should know; `where` names it in errors.

    Columns are those of a header, which holds `sentence`, or COLUMNS in their order. An empty seed is `seed`
    plus the number of such rows with the same sentence before, an empty file name made of sentence and seed.
    rigs: whether a column RIG is read, which is the last where there is no header. Raises UserError, one
    sentence naming row and column, for the first row that cannot be made.
    """
    known = (*COLUMNS, RIG) if rigs else COLUMNS
    columns, body, notices = _columns(_records(text, where), where, known)
    repeated: Counter[str] = Counter()
    rows = []
    for number, cells in body:
        place = f"{where}, row {number}"
        given = dict.fromkeys((*COLUMNS, RIG), "") | dict(zip(columns, cells, strict=False))
        if not given["sentence"]:
            raise UserError(f"{place}, column sentence: it is empty.")
        said = list[str]()
        sentence = checks.prompt(given["sentence"], said)
        notices += [f"{place}, column sentence: {_lower(notice)}" for notice in said]
        with _naming(f"{place}, column seconds"):
            seconds = checks.seconds(_number(given["seconds"]))
        with _naming(f"{place}, column seed"):
            own = _number(given["seed"])
            chosen = (seed + repeated[sentence]) % (checks.MAX_SEED + 1) if own is None else checks.seed(own)
        repeated[sentence] += own is None
        rig = given[RIG] if rigs else ""
        rows.append(Row(number, sentence, seconds, chosen, given["file"], rig))
    return _with_files(rows, ending, notices), notices


def shard(rows: list[Row], text: str | None) -> list[Row]:
    """Every n-th row, beginning with the i-th, of a text "i/n"; all rows for None. Raises UserError."""
    if text is None:
        return rows
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    part, parts = (int(number) for number in found.groups()) if found else (0, 0)
    if not 1 <= part <= parts:
        raise UserError(f"--shard is i/n with i from 1 to n, as 2/8, not {checks.shown(text)}.")
    return rows[part - 1 :: parts]


def safe(name: str) -> str:
    """A text as a file's name on every system: letters, digits and -_. only, never a folder or a device."""
    name = unicodedata.normalize("NFC", name)
    name = re.sub(r"[^\w.\-]+", "_", name).strip("._")
    while len(name.encode()) > _MAX_NAME:
        name = name[:-1]
    return f"_{name}" if name.partition(".")[0].lower() in _DEVICES else name.rstrip("._")


def _records(text: str, where: str) -> list[tuple[int, list[str]]]:
    """(row from 1, stripped cells) of the rows that are not blank."""
    if "\0" in text:
        raise UserError(f"{where} is not a CSV file: it holds zero bytes.")
    first = text.lstrip().partition("\n")[0].lower()
    # Spreadsheets write semicolons where the comma is the decimal mark.
    marks = [m for m in ",;\t" if "sentence" in (cell.strip(' "\r') for cell in first.split(m))]
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=marks[0] if marks else ","))
    except csv.Error as fault:
        raise UserError(f"{where} is not a CSV file: {fault}.") from fault
    rows = [(i, [cell.strip() for cell in cells]) for i, cells in enumerate(records, start=1)]
    rows = [(i, cells) for i, cells in rows if any(cells)]
    if len(rows) > MAX_ROWS:
        raise UserError(f"{where} has {len(rows):,} rows; a list may have {MAX_ROWS:,}: split it.")
    return rows


def _columns(
    records: list[tuple[int, list[str]]], where: str, known: tuple[str, ...]
) -> tuple[list[str], list[tuple[int, list[str]]], list[str]]:
    """Names of the columns, the rows below the header, and notices."""
    if not records:
        raise UserError(f"{where} holds no sentences.")
    row, first = records[0]
    header = [cell.lower() for cell in first]
    if "sentence" not in header:
        columns, body, notices = list(known), records, list[str]()
    else:
        columns, body = header, records[1:]
        twice = sorted({name for name in columns if name in known and columns.count(name) > 1})
        if twice:
            raise UserError(f"{where}, row {row}, column {twice[0]}: there are two of that name.")
        unknown = [name for name in columns if name and name not in known]
        notices = [f"Not used here: the column{'s' * (len(unknown) > 1)} {', '.join(unknown)} of {where}."]
        notices = notices if unknown else []
    if not body:
        raise UserError(f"{where} holds no sentences below its header.")
    for row, cells in body:
        if any(cells[len(columns) :]):
            raise UserError(
                f"{where}, row {row}, column {len(columns) + 1}: there are only {len(columns)} columns; a "
                "sentence with a comma needs quotation marks around it."
            )
    return columns, body, notices


def _with_files(rows: list[Row], ending: str, notices: list[str]) -> list[Row]:
    """The rows with names of files that are safe and unlike each other, also where case does not count."""
    used, found = set[str](), dict[int, Row]()
    # Names that were asked for come first.
    for row in sorted(rows, key=lambda row: not row.file):
        name, suffix = row.file, ending
        if name.lower().endswith((*ENDINGS, ending)):
            name, suffix = name[:-4], name[-4:].lower()
        stem = safe(name) or f"{safe(row.sentence.lower()[:_MAX_WORDS]) or 'take'}_{row.seed}"
        unique, count = stem, 1
        while f"{unique}{suffix}".casefold() in used:
            count += 1
            unique = f"{stem}_{count}"
        used.add(f"{unique}{suffix}".casefold())
        found[row.row] = replace(row, file=f"{unique}{suffix}")
    changed = [r for r in rows if r.file and found[r.row].file not in (r.file, f"{r.file}{ending}")]
    if changed:
        first, count = changed[0], len(changed)
        notices.append(
            f"{count} file name{'s were' if count > 1 else ' was'} changed, to be safe and unlike others: "
            f"row {first.row} goes to {found[first.row].file}."
        )
    return [found[row.row] for row in rows]


def _number(text: str) -> object:
    """A cell as a number, None where it is empty, itself where it is neither."""
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


@contextlib.contextmanager
def _naming(place: str) -> Iterator[None]:
    """A UserError of the block is told of `place`."""
    try:
        yield
    except UserError as fault:
        raise UserError(f"{place}: {_lower(str(fault))}") from fault


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
