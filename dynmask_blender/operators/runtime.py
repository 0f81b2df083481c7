"""Set up, repair and remove the GPU runtime; a timer listens only while one of them is under way."""

import time

import bpy

from ..runtime_setup import addresses, installer, job, packages, state
from ..session import builtin_python, environments, interpreter, jobs, options, status
from ..session.session import current as session
from .common import Readable

INTERVAL = 0.25
OFFLINE = (
    "Blender is offline: allow online access in Preferences > System > Network, or choose a folder of wheels"
)

view = state.current


def root():
    """The folder of everything the set-up writes. Raises Problem."""
    folder = options.user_folder()
    if folder is None:
        raise status.Problem("The GPU runtime needs DynMask installed as an extension: install its zip")
    return environments.of(folder)


def online():
    """Whether the animator lets add-ons use the network."""
    return bpy.app.online_access


def running():
    return session.runtime_job is not None and not session.runtime_job.over


def order(task):
    """The Order for the settings in force. Raises Problem where the network it needs is not allowed."""
    place, chosen = root(), options.runtime_settings()
    if task != "remove" and not chosen.wheels:
        if not online():
            raise status.Problem(OFFLINE)
        if chosen.index:
            trouble = addresses.trouble(chosen.index)
        else:
            trouble = packages.missing_index(packages.accelerator())
        if trouble:
            raise status.Problem(trouble)
    return installer.Order(str(place), task, chosen.wheels, chosen.index)


def start(task):
    """Start the set-up's process. Raises Problem."""
    if running():
        raise status.Problem("A set-up of the GPU runtime is under way: wait, or cancel it")
    wanted = order(task)
    if task == "remove":
        jobs.shutdown()
    try:
        python = builtin_python.python()
        log = environments.of(wanted.root).parent.parent / environments.LOG
        session.runtime_job = job.Job(python, wanted, log)
    except interpreter.InterpreterError as error:
        raise status.Problem(str(error)) from error
    except OSError as error:
        raise status.Problem(f"Blender's Python {python} could not be started: {error.strerror}") from error
    view.start()
    if not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=INTERVAL, persistent=True)


def agree():
    """Install what the plan says."""
    if running() and view.plan:
        view.plan = []
        session.runtime_job.install()


def cancel():
    if running():
        view.plan, view.stage = [], "Cancelling"
        session.runtime_job.cancel()


def poll():
    """Show what the process said since the last time. Returns whether it goes on."""
    if session.runtime_job is None:
        return False
    for event in session.runtime_job.poll():
        view.take(event)
        if session.runtime_job.over:
            status.log.log({"ERROR": 40, "WARNING": 30}.get(view.level, 20), "%s", view.message)
    jobs.redraw(strip=False)
    if session.runtime_job.over:
        session.runtime_job = None
    return session.runtime_job is not None


def wait(until=lambda: False, seconds=600.0):
    """Listen until it is over or `until()`: for scripts and background mode, where timers do not run."""
    end = time.monotonic() + seconds
    while poll() and not until() and time.monotonic() < end:
        time.sleep(0.02)


def _tick():
    try:
        return INTERVAL if poll() else None
    except Exception:
        status.log.exception("listening to the set-up")
        return None


class _Idle(Readable):
    @classmethod
    def poll(cls, context):
        if running():
            cls.poll_message_set("The GPU runtime is being set up")
        return not running()

    def act(self, context):
        try:
            start(self.task)
        except status.Problem as problem:
            view.__init__(message=str(problem), level="ERROR")
            raise


class DYNMASK_OT_setup_runtime(_Idle, bpy.types.Operator):
    """Find the packages that this GPU needs, and ask before anything is downloaded"""

    bl_idname = "dynmask.setup_runtime"
    bl_label = "Set Up GPU Runtime"
    task = "install"


class DYNMASK_OT_repair_runtime(_Idle, bpy.types.Operator):
    """Test the GPU runtime, and install it again if it does not work"""

    bl_idname = "dynmask.repair_runtime"
    bl_label = "Repair"
    task = "repair"


class DYNMASK_OT_remove_runtime(_Idle, bpy.types.Operator):
    """Delete the GPU runtime and its downloads; motion is then generated on the CPU"""

    bl_idname = "dynmask.remove_runtime"
    bl_label = "Remove"
    task = "remove"

    def invoke(self, context, event):
        return context.window_manager.invoke_confirm(
            self, event, title="Delete GPU Runtime and Downloads?", confirm_text="Delete",
            message="Motion is then made on the CPU.",
        )  # fmt: skip


class DYNMASK_OT_install_runtime(Readable, bpy.types.Operator):
    """Download and install the packages listed"""

    bl_idname = "dynmask.install_runtime"
    bl_label = "Install"

    @classmethod
    def poll(cls, context):
        return running() and bool(view.plan)

    def act(self, context):
        agree()


class DYNMASK_OT_cancel_runtime(Readable, bpy.types.Operator):
    """Cancel the set-up and delete what it installed; complete downloads are kept"""

    bl_idname = "dynmask.cancel_runtime"
    bl_label = "Cancel"

    @classmethod
    def poll(cls, context):
        return running()

    def act(self, context):
        cancel()


def unregister():
    """Leave nothing running behind."""
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    if session.runtime_job is not None:
        session.runtime_job.abandon()
        session.runtime_job = None
    view.__init__()


def register():
    view.__init__()


CLASSES = (
    DYNMASK_OT_setup_runtime, DYNMASK_OT_install_runtime, DYNMASK_OT_cancel_runtime,
    DYNMASK_OT_repair_runtime, DYNMASK_OT_remove_runtime,
)  # fmt: skip
