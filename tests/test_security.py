"""What SECURITY.md promises, looked up in the sources: no pickles, shells or ports, no prompt in a log."""

import ast
import functools
import io
import json
import time
from pathlib import Path

from backend import protocol
from backend.generation.errors import Cancelled, UserError
from backend.server import log
from backend.server.process import Server

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [ROOT / "__init__.py", *sorted((ROOT / "backend").rglob("*.py")),
           *sorted((ROOT / "dynmask_blender").rglob("*.py"))]  # fmt: skip
# Read tensors and words from archives, with unpicklers that know nothing else.
UNPICKLERS = {"backend/research/evaluation/official.py", "backend/importing/torchscript.py"}
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
    assert found <= {"backend/generation/runtimes/onnx_export.py"}


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


SECRET = "my unreleased film's hero"
FORGED = "5\n2026-01-01 00:00:00,000 1 INFO generate 5 done"


class Telltale:
    """A service whose failures quote the prompt, as a KeyError or a tokenizer's own message does."""

    def __init__(self):
        self.methods = {
            name: getattr(self, name) for name in ("done", "refused", "cancelled", "key", "chain")
        }

    def hello(self, params):
        return {}

    status = hello

    def done(self, params, *_):
        return {"said": params["prompt"]}

    def refused(self, params, *_):
        raise UserError(f"No {params['prompt']}.")

    def cancelled(self, params, *_):
        raise Cancelled

    def key(self, params, *_):
        return {}[params["prompt"]]

    def chain(self, params, *_):
        try:
            return int(params["prompt"])
        except ValueError as cause:
            raise RuntimeError(f"cannot read {params['prompt']}") from cause


def log_of(tmp_path):
    """What a server logs of calls that end in every way, and of frames that cannot be read; its answers."""
    logger, path = log.start(tmp_path / "backend.log")
    frames = [protocol.request(0, "hello", {"protocol": protocol.VERSION})]
    service = Telltale()
    frames += [protocol.request(i, method, {"prompt": SECRET}) for i, method in enumerate(service.methods, 1)]
    frames += [protocol.request(9, "nothing", {"prompt": SECRET}), {"prompt": SECRET}]
    frames += [protocol.request(FORGED, "done", {"prompt": SECRET})]
    body = b'{"prompt": {"$array": "%s"}}' % SECRET.encode()
    data = b"".join(map(protocol.encode, frames)) + b"a print of " + SECRET.encode() + b"\r\n"
    data += b"Content-Length: %d\r\nContent-Arrays: 0\r\n\r\n" % len(body) + body
    answers = io.BytesIO()
    answers.close = lambda: None
    reader = Waiting(data, lambda: answers.getvalue().count(b'"id": ') >= len(frames) + 2)
    Server(protocol.Reader(reader), protocol.Writer(answers), service, logger, lambda code: None).run()
    for handler in logger.handlers:
        handler.close()
    logger.handlers.clear()
    return path.read_text("utf-8"), answers.getvalue()


class Waiting(io.BytesIO):
    """Ends only once all calls are answered: a server whose stream ends forgets what waits."""

    def __init__(self, data, over):
        super().__init__(data)
        self._over = over

    def read(self, size=-1):
        return self._late(super().read(size))

    def readline(self, size=-1):
        return self._late(super().readline(size))

    def _late(self, data):
        end = time.monotonic() + 20
        while not data and not self._over() and time.monotonic() < end:
            time.sleep(0.005)
        return data


def test_the_log_has_no_prompt(tmp_path, monkeypatch):
    """Whatever becomes of a request: done, refused, cancelled, failed inside, or never understood."""
    monkeypatch.delenv("DYNMASK_DEBUG", raising=False)
    said, answers = log_of(tmp_path)
    assert "hero" not in said
    for line in (
        "done 1 done",
        "refused 2 refused",
        "cancelled 3 cancelled",
        "key 4 failed",
        "chain 5 failed",
    ):
        assert f"INFO {line}\n" in said or f"ERROR {line}\n" in said, line
    assert said.count("bad frame") == 2
    # Where it failed, and of what, stays to be found.
    assert "in key" in said and "\nKeyError\n" in said
    assert "\nValueError\nthen\n" in said and "\nRuntimeError\n" in said
    assert b"cannot read my unreleased film" in answers


def test_an_id_cannot_forge_a_line_of_the_log(tmp_path):
    said, answers = log_of(tmp_path)
    assert "INFO done 5?2026-01-01?00?00?00?000?1?INFO?generat" in said
    assert not any(line.startswith("2026-01-01") for line in said.splitlines())
    assert json.dumps(FORGED).encode() in answers


def test_everything_is_logged_where_that_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("DYNMASK_DEBUG", "1")
    said, _ = log_of(tmp_path)
    assert f'KeyError: "{SECRET}"' in said and f"RuntimeError: cannot read {SECRET}" in said
    assert f"DEBUG {{'prompt': \"{SECRET}\"}}" in said


def test_the_manifest_asks_for_what_is_used():
    import tomllib

    manifest = tomllib.loads((ROOT / "blender_manifest.toml").read_text("utf-8"))
    assert set(manifest["permissions"]) <= {"files", "network"}
    assert all(len(text) <= 64 for text in manifest["permissions"].values())
    assert json.dumps(manifest["permissions"])
