"""What the preferences show of the GPU runtime: a set-up under way, its plan, how it ended (no bpy)."""

from dataclasses import dataclass, field

from ..session import status
from . import wheels

STAGES = {
    "environment": "Making the environment",
    "packages": "Looking up the packages and their sizes",
    "download": "Downloading",
    "install": "Installing",
    "test": "Trying it out: a short motion",
    "remove": "Removing",
}


@dataclass
class View:
    """stage: what is being done ("" when idle); progress in [0, 1]; plan: lines to agree to, or []."""

    stage: str = ""
    progress: float = 0.0
    plan: list = field(default_factory=list)
    message: str = ""
    level: str = "INFO"

    def start(self):
        self.__init__(stage="Starting")

    def take(self, event):
        """Show an event of the installer."""
        kind = event["event"]
        if kind == "progress":
            done, total = event.get("done", 0), event.get("total", 0)
            self.plan, self.progress = [], min(1.0, done / total) if total else 0.0
            self.stage = STAGES.get(event["stage"], event["stage"])
            if total:
                self.stage += f" {event.get('text', '')}".rstrip()
                self.stage += f": {wheels.amount(done)} of {wheels.amount(total)}"
        elif kind == "plan":
            self.stage, self.progress, self.plan = "Waiting for your answer", 0.0, plan(event)
        else:
            text, level = _end(event)
            self.__init__(message=text, level=level)


# What is shown; it knows nothing of the process behind it.
current = View()


def plan(event):
    """The lines of what would be done: packages, sizes, place."""
    count, large = len(event["wheels"]), [wheel for wheel in event["wheels"] if wheel[2]]
    large = sorted(large, key=lambda wheel: -wheel[2])[:3]
    names = ", ".join(f"{name} {version} ({wheels.amount(size)})" for name, version, size in large)
    unknown = (
        f", and {status.counted(event['unknown'], 'package')} of unknown size" if event["unknown"] else ""
    )
    download = "Nothing to download"
    if event["download"] or unknown:
        download = f"{wheels.amount(event['download'])} to download{unknown}"
    about = "about " if event["download"] else ""
    return [
        status.counted(count, "package") + (f", the largest: {names}" if names else ""),
        f"{download}; {about}{wheels.amount(event['room'])} needed, {wheels.amount(event['free'])} free",
        f"Into {event['folder']}",
    ]


def described(state):
    """One line about an environment."""
    return f"torch {state.torch} on {state.device}, {wheels.amount(state.size)} on disk"


def _end(event):
    kind = event["event"]
    if kind == "failed":
        return event["message"], "ERROR"
    if kind == "cancelled":
        return "Cancelled: nothing was changed", "INFO"
    if kind == "removed":
        return "Removed: the built-in CPU runtime is in use again", "INFO"
    if not event["changed"]:
        return f"It works (torch on {event['device']}): there is nothing to repair", "INFO"
    if event["device"] == "cpu":
        return "Set up, but torch finds no GPU that it can use: it runs on the CPU", "WARNING"
    return f"Set up: motion is now made on {event['device']}", "INFO"
