"""What SECURITY.md promises, looked up in the sources: no pickles, shells or ports, no prompt in a log."""

import ast
import functools
import json
import logging
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [ROOT / "__init__.py", *sorted((ROOT / "backend").rglob("*.py")),
           *sorted((ROOT / "dynmask_blender").rglob("*.py"))]  # fmt: skip
# Read tensors and words from archives, with unpicklers that know nothing else.
UNPICKLERS = {"backend/evaluation/official.py", "backend/importing/torchscript.py"}
# Says that an exception was a refused pickle.
CATCHES_PICKLES = UNPICKLERS | {"backend/models/checkpoint.py"}
NETWORK = {
    "socket",
    "socketserver",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "asyncio",
    "xmlrpc",
    "ssl",
    "requests",
}
# The GPU set-up: names files of addresses, and asks how large they are.
MAY_USE_NETWORK = {"dynmask_blender/runtime_setup/wheels.py", "dynmask_blender/runtime_setup/link_sizes.py"}
RUNNERS = {"eval", "exec", "compile", "os.system", "os.popen", "pickle.load", "pickle.loads",
           "torch.jit.load", "torch.hub.load", "yaml.load"}  # fmt: skip


def name(path):
    return path.relative_to(ROOT).as_posix()


@functools.lru_cache(maxsize=1000)
def nodes(path):
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def calls(path):
    """(dotted name, call) of every call in a file."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def keywords(call):
    return {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}


def imported(path):
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def test_nothing_runs_what_a_file_or_a_string_says():
    for path in SOURCES:
        used = set(imported(path))
        assert not used & {"marshal", "shelve", "dill", "joblib", "cloudpickle", "tarfile"}, name(path)
        assert "pickle" not in used or name(path) in CATCHES_PICKLES
        for called, call in calls(path):
            given, where = keywords(call), f"{name(path)}:{call.lineno}"
            if called.endswith("torch.load"):
                assert given.get("weights_only") == "True", where
            if called in ("np.load", "numpy.load"):
                assert given.get("allow_pickle") == "False", where
            assert called not in RUNNERS and "unpack_archive" not in called, where
            assert given.get("shell", "False") == "False", where
            assert "getoutput" not in called and "create_subprocess_shell" not in called, where


def test_commands_are_lists():
    """The first argument of subprocess' functions is never a string, so that no shell takes it apart."""
    for path in SOURCES:
        for called, call in calls(path):
            if called.startswith("subprocess.") and call.args:
                text = isinstance(call.args[0], ast.JoinedStr | ast.Constant | ast.BinOp)
                assert not text, f"{name(path)}:{call.lineno}"


def test_nothing_listens_or_connects():
    found = {name(path) for path in SOURCES if set(imported(path)) & NETWORK}
    assert found <= MAY_USE_NETWORK
    for path in SOURCES:
        assert not {called.rpartition(".")[2] for called, _ in calls(path)} & {"listen", "create_server"}


def test_waits_do_not_depend_on_the_clock_on_the_wall():
    """A day-old left-over may be told by the wall clock; durations may not."""
    clocks = ("time.time", "datetime.now", "datetime.utcnow", "datetime.datetime.now")
    found = {name(path) for path in SOURCES for called, _ in calls(path) if called in clocks}
    assert found <= {"backend/generation/onnx_export.py"}


def test_an_archive_is_unpacked_where_it_should_be(tmp_path):
    """Archives are unpacked by zipfile alone, which does not leave the folder: much hangs on it."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for inside in ("../up.txt", "/root.txt", "a/../../up.txt", "..\\up.txt"):
            archive.writestr(inside, "out")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path / "b")
    outside = [path for path in tmp_path.rglob("*.txt") if tmp_path / "b" not in path.parents]
    assert not outside and not Path("/root.txt").exists()


def test_unpicklers_know_what_they_may_make():
    """Those two know a handful of names; anything else in an archive is refused unrun."""
    for path in UNPICKLERS:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)
                   and any(ast.unparse(base) == "pickle.Unpickler" for base in node.bases)]  # fmt: skip
        assert classes and all(
            any(isinstance(item, ast.FunctionDef) and item.name == "find_class" for item in cls.body)
            for cls in classes
        )


def test_the_log_has_no_prompt(tmp_path):
    """Whatever becomes of a request: done, refused, cancelled or failed inside."""
    import io

    from backend import protocol
    from backend.generation.errors import Cancelled, UserError
    from backend.server import log
    from backend.server.process import Server

    secret = "my unreleased film's hero"

    class Service:
        def __init__(self):
            faults = {
                "done": None,
                "refused": UserError("No."),
                "cancelled": Cancelled(),
                "failed": KeyError("x"),
            }
            self.methods = {name: self.ending(fault) for name, fault in faults.items()}

        @staticmethod
        def ending(fault):
            def method(params, progress, cancelled):
                if fault:
                    raise fault
                return {"said": params["prompt"]}

            return method

        def hello(self, params):
            return {}

        def status(self):
            return {}

    logger, path = log.start(tmp_path / "backend.log")
    frames = [protocol.request(0, "hello", {"protocol": protocol.VERSION})]
    frames += [
        protocol.request(i, method, {"prompt": secret}) for i, method in enumerate(Service().methods, 1)
    ]
    frames += [protocol.request(9, "nothing", {"prompt": secret}), {"prompt": secret}]
    data = b"".join(map(protocol.encode, frames)) + b"a print of " + secret.encode() + b"\r\n"
    answers = io.BytesIO()
    server = Server(
        protocol.Reader(io.BytesIO(data)), protocol.Writer(answers), Service(), logger, lambda code: None
    )
    server.run()
    for handler in logger.handlers:
        handler.flush()
    logging.shutdown([])
    said = path.read_text()
    assert "hero" not in said and "bad frame" in said
    logger.handlers.clear()


def test_the_manifest_asks_for_what_is_used():
    import tomllib

    manifest = tomllib.loads((ROOT / "blender_manifest.toml").read_text("utf-8"))
    assert set(manifest["permissions"]) <= {"files", "network"}
    assert all(len(text) <= 64 for text in manifest["permissions"].values())
    assert json.dumps(manifest["permissions"])
