"""The add-on's preferences as plain values, and how the backend is started with them."""

from dataclasses import dataclass

import bpy

from . import builtin_python, environments, interpreter

ADDON = __package__.rsplit(".", 2)[0]


@dataclass(frozen=True)
class Settings:
    """What a request needs to know; empty strings mean: the backend decides."""

    python: str = ""
    weights: str = ""
    device: str = ""
    runtime: str = ""
    # The GPU runtime in use: another one means another process.
    environment: str = ""


@dataclass(frozen=True)
class RuntimeSettings:
    """Where the GPU runtime's packages come from: a folder of wheels, or the package index and one more."""

    wheels: str = ""
    index: str = ""


def current():
    """The Settings in force; defaults where the add-on runs without preferences."""
    chosen, folder = _chosen(), user_folder()
    found = environments.find(environments.of(folder)) if folder else environments.Found()
    environment = found.state.folder if found.python else ""
    if chosen is None:
        return Settings(environment=environment)
    return Settings(
        bpy.path.abspath(chosen.python) if chosen.python else "",
        bpy.path.abspath(chosen.weights) if chosen.weights else "",
        "" if chosen.device == "AUTO" else chosen.device,
        "" if chosen.runtime == "AUTO" else chosen.runtime,
        environment,
    )


def runtime_settings():
    """The RuntimeSettings in force."""
    chosen = _chosen()
    if chosen is None:
        return RuntimeSettings()
    return RuntimeSettings(bpy.path.abspath(chosen.wheels) if chosen.wheels else "", chosen.index.strip())


def starts_early():
    """Whether the backend may start before it is asked for anything."""
    chosen = _chosen()
    return chosen is not None and chosen.early


def _chosen():
    addon = bpy.context.preferences.addons.get(ADDON)
    return addon.preferences if addon else None


def user_folder():
    """The folder the extension may write to, or None where it is not installed as an extension."""
    try:
        return bpy.utils.extension_path_user(ADDON)
    except ValueError:
        return None


def _python(chosen):
    """The Python for Settings, None being the built-in runtime. Raises InterpreterError."""
    own = chosen.environment and environments.of(user_folder()) / chosen.environment
    # What is set up for the GPU has torch only.
    if own and chosen.runtime == "onnx" and builtin_python.available():
        own = None
    return interpreter.find(chosen.python, interpreter.python_in(own) if own else None)


def launch(chosen):
    """The Launch of the backend for Settings. Raises InterpreterError."""
    python = _python(chosen)
    if python is None and (reason := builtin_python.missing()):
        raise interpreter.InterpreterError(reason)
    values = {name: getattr(chosen, name) for name in ("weights", "device", "runtime")}
    if python is None:
        values["runtime"] = values["runtime"] or "onnx"
    arguments = ["serve"]
    for name, value in values.items():
        if value:
            arguments += [f"--{name}", value]
    if python is None:
        return builtin_python.launch(arguments, bpy.app.binary_path)
    return interpreter.launch(python, arguments=arguments)


def in_use(chosen):
    """One line: what the backend will run on."""
    try:
        python = _python(chosen)
    except interpreter.InterpreterError as error:
        return str(error)
    if python is not None:
        return f"Environment in use: {python}"
    return builtin_python.missing() or "Built-in CPU runtime in use: nothing to set up"
