"""The set-up itself, in a process of its own: one JSON object a line in (first the Order) and out.

Out: {"event": "progress", "stage", "done", "total", "text"} … {"event": "plan", "wheels", "download", "room",
"free", "folder"}, upon which it waits for {"order": "install"}; at the end one of "done" (with the State),
"removed", "cancelled", "failed" (with "message"). A closed input cancels.
"""

import contextlib
import json
import os
import shutil
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ...backend import locks
from ..session import environments, interpreter
from . import faults, packages, wheels
from .children import Children, Orders

# The weights that come along make a short motion: more than torch has to work.
CHECK = ("backend", "selftest", "--runtime", "torch")
VENV_SIZE = 40_000_000
BUSY = "Another Blender is setting up the GPU runtime: wait until it is done"


@dataclass(frozen=True)
class Order:
    """What is to be done. root: environments.of(…); source: a folder of wheels, "" for the package index."""

    root: str
    task: str = "install"  # or "repair", "remove"
    source: str = ""
    index: str = ""
    requirements: tuple = packages.RESOLVED
    alone: tuple = packages.ALONE
    check: tuple = CHECK
    sources: str = field(default=str(interpreter.SOURCE_FOLDER))

    def to_json(self):
        return json.dumps(asdict(self))


class Installer:
    """One order carried out. say(event dict); orders: children.Orders; log: an open binary file."""

    def __init__(self, order, say, orders, log):
        self._order, self._say, self._orders = order, say, orders
        self._root = Path(order.root)
        self._children = Children(log, orders)

    def run(self):
        """Returns the last event. Raises Failure, Cancelled, OSError; what was in use stays so."""
        self._root.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(locks.hold(self._root / "lock"))
            except BlockingIOError as error:
                raise faults.Failure(BUSY) from error
            if self._order.task == "remove":
                return self._remove()
            environments.sweep(self._root)
            if self._order.task == "repair" and (state := self._still_works()):
                return {"event": "done", "changed": False, **asdict(state)}
            return self._build()

    def _build(self):
        source = Path(self._order.source) if self._order.source else None
        if source and not any(source.glob("*.whl")):
            raise faults.Failure(f"There are no wheels in {source}")
        program = wheels.pip_program(source)
        wheels.check_space(self._root, VENV_SIZE)
        folder = environments.new(self._root)
        try:
            state = self._fill(folder, source, program)
            environments.use(self._root, state)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(self._root / "temp", ignore_errors=True)
            raise
        environments.sweep(self._root, wheels=True)
        return {"event": "done", "changed": True, **asdict(state)}

    def _fill(self, folder, source, program):
        """Everything from an empty folder to a tested environment; returns its State."""
        self._progress("environment")
        python = self._make(folder)
        pip = wheels.Pip(self._children, python, program, self._root / "temp", source, self._order.index)
        self._progress("packages")
        plan = pip.plan(self._order.requirements, self._order.alone)
        self._ask(plan, source)
        if source is None:
            source = self._root / "wheels"
            self._download(pip, plan, source)
        whole = wheels.unpacked([wheel.local or source / wheel.file_name for wheel in plan])
        wheels.check_space(self._root, whole)
        before = environments.size(folder)

        def grown():
            self._progress("install", environments.size(folder) - before, whole)

        pip.install(plan, source, grown)
        self._progress("test")
        device = self._test(python)
        torch = next((wheel.version for wheel in plan if wheel.name == "torch"), "")

        base = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
        return environments.State(folder.name, base, torch, device, environments.size(folder))

    def _make(self, folder):
        code, output = self._children.run(sys.executable, "venv", "--without-pip", folder)
        python = interpreter.python_in(folder)
        if code or python is None:
            raise faults.of_pip(code, output)
        return python

    def _ask(self, plan, source):
        download, room = wheels.room(plan, source)
        unknown = sum(wheel.size is None for wheel in plan)
        self._say({
            "event": "plan", "download": download, "room": room, "unknown": unknown,
            "free": shutil.disk_usage(self._root).free, "folder": str(self._root),
            "wheels": [[wheel.name, wheel.version, wheel.size] for wheel in plan],
        })  # fmt: skip
        self._orders.wait_for("install")
        wheels.check_space(self._root, room)

    def _download(self, pip, plan, folder):
        total = sum(wheel.size or 0 for wheel in plan)
        self._progress("download", 0, total)
        pip.fetch(plan, folder, lambda wheel, done: self._progress("download", done, total, wheel.name))

    def _test(self, python):
        """The device that the new environment works on. Raises Failure."""
        launch = interpreter.launch(python, self._order.sources, arguments=())
        code, output = self._children.run(
            python, *self._order.check, isolated=False, environment=launch.environment
        )
        last = output.strip().splitlines()[-1:] or ["it said nothing"]
        if code:
            raise faults.Failure(f"The new environment does not work ({last[0][:200]})")
        try:
            return str(json.loads(last[0])["device"])
        except (ValueError, KeyError, TypeError) as error:
            raise faults.Failure("The new environment gave no readable answer to its test") from error

    def _still_works(self):
        found = environments.find(self._root)
        if found.python is None:
            return None
        self._progress("test")
        with contextlib.suppress(faults.Failure, OSError):
            self._test(found.python)
            return found.state
        return None

    def _remove(self):
        self._progress("remove")
        if not environments.remove(self._root):
            raise faults.Failure(
                f"Some files in {self._root} are in use by another program: close it and remove again"
            )
        return {"event": "removed"}

    def _progress(self, stage, done=0, total=0, text=""):
        self._say(
            {"event": "progress", "stage": stage, "done": min(done, total), "total": total, "text": text}
        )


def main():
    """Read the order, carry it out, say how it ended. Returns the exit code."""
    order = Order(**json.loads(sys.stdin.buffer.readline()))
    root = Path(order.root)
    log_path = root.parent / environments.LOG

    def say(event):
        sys.stdout.buffer.write(json.dumps(event).encode() + b"\n")
        sys.stdout.buffer.flush()

    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        with open(log_path, "w+b") as log:
            log.write(
                f"{time.strftime('%Y-%m-%d %H:%M:%S')} {order.task} in {root}, {sys.version}\n".encode()
            )
            end = Installer(order, say, Orders(sys.stdin.buffer), log).run()
    except faults.Cancelled:
        end = {"event": "cancelled"}
    except (faults.Failure, OSError) as error:
        fault = error if isinstance(error, faults.Failure) else faults.of_os(error, root)
        end = {"event": "failed", "message": f"{fault}; details: {log_path}"}
        with contextlib.suppress(OSError), open(log_path, "ab") as log:
            log.write(f"\n{fault}\n".encode())
    with contextlib.suppress(OSError):
        say(end)
    sys.stdout = None
    # Not sys.exit: a thread still reads from Blender.
    os._exit(0 if end["event"] != "failed" else 2)
