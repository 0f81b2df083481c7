"""`generate --list`: a take of every row of a CSV through one loaded backend, in batches."""

import contextlib
import json
import signal
import sys
import threading
import time
from pathlib import Path

from . import common


def run(args):
    from ..generation import lists

    if args.prompt or args.seconds or args.takes != 1:
        raise common.UserError("--prompt, --seconds and --takes do not go with --list: its rows say them.")
    common.seeds(args)
    rows, notices = lists.read(args.list, args.seed, f".{args.format}")
    mine, out = lists.shard(rows, args.shard), Path(args.out)
    if out.exists() and not out.is_dir():
        raise common.UserError(f"--out must be a folder, and {out} is a file.")
    out.mkdir(parents=True, exist_ok=True)
    there = [] if args.replace else [row for row in mine if _is_there(out / row.file, row)]
    skipped = {row.row for row in there}
    work = _Work(args, out, there, [row for row in mine if row.row not in skipped])
    for notice in notices:
        work.tell(notice)
    with _ended_by_a_scheduler():
        return work.run()


class _Work:
    """The rows of one run, and what became of them."""

    def __init__(self, args, out, there, rows):
        self.args, self.out, self.there, self.rows = args, out, there, rows
        self.made, self.notices, self.seconds = [], [], {}

    def tell(self, notice):
        """Every notice once, however many batches say it."""
        if notice not in self.notices:
            self.notices.append(notice)
            print(notice, file=sys.stderr, flush=True)

    def run(self):
        started = time.perf_counter()
        try:
            if self.rows:
                self._make()
        finally:
            self.seconds["total"] = time.perf_counter() - started
            summary = self._summary()
            _write(self.out / _summary_name(self.args.shard), summary)
        if self.args.json:
            print(json.dumps(summary, ensure_ascii=False))
        else:
            print(f"{self.out}: {len(self.made)} made, {len(self.there)} were there already")
        return 0

    def _make(self):
        from ..generation import batches

        options = common.options(self.args) | {"notify": self.tell, "progress": None}
        started = time.perf_counter()
        generator = common.generator(self.args)
        self._add({"load": time.perf_counter() - started})
        # Takes of like length in one batch: less padding.
        rows = sorted(self.rows, key=lambda row: (row.seconds is None, row.seconds or 0.0))
        for at in range(0, len(rows), batches.BATCH):
            self._show(rows[at])
            batch = rows[at : at + batches.BATCH]
            self._batch(generator, batch, options)
        self._show(None)

    def _batch(self, generator, batch, options):
        takes = generator.generate(
            [row.sentence for row in batch], [row.seconds for row in batch], [row.seed for row in batch],
            **options,
        )  # fmt: skip
        self._add(takes.timings)
        for notice in takes.notices:
            self.tell(notice)
        started = time.perf_counter()
        for row, clip in zip(batch, takes, strict=True):
            common.write([clip], self.out / row.file)
            self.made.append((row, clip))
        self._add({"write": time.perf_counter() - started})

    def _add(self, seconds):
        for name, value in seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + value

    def _show(self, next_row):
        done, total = len(self.made), len(self.rows)
        said = f"{done} of {total}" + (f", next {next_row.file}" if next_row else "")
        if sys.stderr.isatty():
            print(f"\r\033[K{said}", end="" if next_row else "\n", file=sys.stderr, flush=True)
        else:
            print(said, file=sys.stderr, flush=True)

    def _summary(self):
        states = [(row, "there", None) for row in self.there]
        states += [(row, "made", clip) for row, clip in self.made]
        done = {row.row for row, _ in self.made}
        states += [(row, "left", None) for row in self.rows if row.row not in done]
        states.sort(key=lambda state: state[0].row)
        return {
            "list": str(self.args.list), "shard": self.args.shard, "made": len(self.made),
            "there": len(self.there), "left": len(self.rows) - len(self.made), "notices": self.notices,
            "seconds": {name: round(value, 3) for name, value in self.seconds.items()},
            "takes": [_take(*state) for state in states],
        }  # fmt: skip


def _take(row, state, clip):
    found = {"row": row.row, "file": row.file, "sentence": row.sentence, "seconds": row.seconds,
             "seed": row.seed, "state": state}  # fmt: skip
    if clip is not None:
        found |= {"frames": len(clip), "sources": list(clip.sources)}
    return found


def _is_there(path, row):
    """Whether the whole file of a row is there. Raises UserError where it holds another take.

    A .bvh does not say what it was made of: it counts where its length is the row's.
    """
    try:
        clip = common.read(path)
    except FileNotFoundError:
        return False
    except ValueError:
        # Not whole.
        return False
    same = row.seconds is None or abs(len(clip) - row.seconds * clip.fps) <= 1.0
    if path.suffix == ".npz":
        same = same and (clip.prompt, clip.seed) == (row.sentence, row.seed)
    if not same:
        raise common.UserError(
            f"Row {row.row}, column file: {path} is there and holds another take; --replace makes it again."
        )
    return True


def _summary_name(shard):
    return f"summary-{shard.replace('/', '-of-')}.json" if shard else "summary.json"


def _write(path, summary):
    from ..motion import files

    with files.replacing(path) as file:
        file.write((json.dumps(summary, indent=1, ensure_ascii=False) + "\n").encode())


@contextlib.contextmanager
def _ended_by_a_scheduler():
    """A scheduler's SIGTERM ends the block as Ctrl+C does: with whole files and a summary."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
