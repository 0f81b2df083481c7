"""The command line: finds the command's module and turns every expected failure into one sentence."""

import argparse
import importlib
import keyword
import os
import sys

from ..generation.errors import is_out_of_memory
from ..motion import files

# Command: what it is for. Each is a module here with add_arguments(parser) and run(args); import_ for import.
COMMANDS = {
    "generate": "make motion from sentences",
    "regenerate": "regenerate part of a motion; the rest stays bit-identical",
    "inbetween": "fill the time between two motions",
    "extend": "let a motion go on",
    "loop": "make a motion repeat without a seam",
    "path": "lead a motion along a line on the floor",
    "pin": "hold a hand, a foot, the head or the pelvis at a place",
    "join": "join two motions by steps that cover the distance",
    "analyse": "measure how complex a motion is at every moment",
    "preview": "draw a motion: a picture or an animated GIF",
    "serve": "serve requests over standard input and output (what the add-on starts)",
    "selftest": "make one short motion and say on which device",
    "known": "say whether weights and library know anything like a sentence",
    "export": "write the ONNX graphs of a weights folder",
    "import": "take over published weights: MoMask, and the CLIP text encoder",
    "bench": "time a generation",
    "corpus": "make a training corpus from motion capture",
    "library": "build, tune and search the captured clips that travel with weights",
    "train": "train the networks",
    "evaluate": "measure a weights folder",
    "experiment": "compare what MSD's scalars are good for",
    "figures": "draw what the model sees: fingerprints, attention, errors",
}
FAILED, CRASHED = 2, 1
NO_MEMORY = "There is not enough memory for that: try fewer takes or a shorter clip, or close other programs."


def main(argv=None):
    """Run one command; returns the exit code: 0, 2 for a failure said in one sentence, 1 for a fault."""
    argv = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if not argv or argv[0] in ("-h", "--help") or argv[0] not in COMMANDS:
        return _usage(argv)
    name = argv[0]
    try:
        module = importlib.import_module(f"{__package__}.{name}{'_' * keyword.iskeyword(name)}")
        parser = argparse.ArgumentParser(prog=f"python -m backend {name}", description=COMMANDS[name])
        module.add_arguments(parser)
        return module.run(parser.parse_args(argv[1:])) or 0
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FAILED
    except ImportError as fault:
        if is_out_of_memory(fault):
            return _failed(NO_MEMORY, fault)
        return _failed(_unloadable(name, fault), fault)
    except OSError as fault:
        return _failed(files.sentence(fault), fault)
    except ValueError as fault:
        return _failed(str(fault), fault)
    except Exception as fault:
        if is_out_of_memory(fault):
            return _failed(NO_MEMORY, fault)
        _failed(f"{name} failed inside: {type(fault).__name__}: {fault}", fault)
        return CRASHED


def _unloadable(name, fault):
    """The sentence of a package that is missing, or of one that is there and cannot be loaded."""
    if isinstance(fault, ModuleNotFoundError) and fault.name:
        return f"{name} needs the Python package {fault.name!r}, which is not installed here."
    named, cause = fault.name, fault.__cause__ or fault.__context__
    while not named and cause is not None:
        named, cause = getattr(cause, "name", None), cause.__cause__ or cause.__context__
    package = f"Python package {named.partition('.')[0]!r}" if named else "Python package that it needs"
    said = next((line.strip() for line in str(fault).splitlines() if line.strip()), type(fault).__name__)
    return f"{name} cannot load the {package}, which is broken or made for another Python: {said}"


def _usage(argv):
    lines = ["usage: python -m backend COMMAND …", "", "commands:"]
    lines += [f"  {name:<11} {purpose}" for name, purpose in COMMANDS.items()]
    asked = bool(argv) and argv[0] in ("-h", "--help")
    if argv and not asked:
        lines.insert(0, f"There is no command {argv[0]!r}.")
    print("\n".join(lines), file=sys.stdout if asked else sys.stderr)
    return 0 if asked else FAILED


def _failed(sentence, fault):
    if os.environ.get("DYNMASK_DEBUG"):
        raise fault
    print(" ".join(sentence.split()), file=sys.stderr)
    return FAILED
