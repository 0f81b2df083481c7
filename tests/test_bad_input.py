"""Bad input (SPEC section 11): which test holds each of its lines. Those without a file are here, word for word.

missing weights                       test_weights
truncated weights                     test_weights
tampered weights                      test_weights, tests/generation/runtimes/test_onnx_bundle.py::test_damaged_graphs_are_refused
wrong-architecture weights            test_weights
a pickle that wants to run code       test_weights, test_a_pickle_for_training,
                                      tests/importing/test_momask.py::test_a_pickle_that_wants_to_run_code_is_refused,
                                      tests/fuzz/test_readers.py::test_a_pickle_in_an_archive_is_never_run,
                                      tests/server/test_protocol.py::test_a_pickle_is_never_run
NaN or absurd lengths and seeds       test_requests
a 100,000-character prompt            test_requests, tests/blender/test_extension.py::test_prompt_of_100_000_characters_and_the_largest_seed
armature without a mapping            tests/blender/test_bad_input.py::test_rigs_that_cannot_be_used
with a partial mapping                tests/blender/test_bad_input.py::test_rigs_that_cannot_be_used
with a duplicate mapping              tests/blender/test_bad_input.py::test_a_bone_in_two_roles_is_said
linked or library-overridden          tests/blender/test_linked_rigs.py::test_linked_rigs_are_refused,
                                      tests/blender/test_linked_rigs.py::test_takes_on_an_override
in edit mode                          tests/blender/test_bad_input.py::test_rigs_that_cannot_be_used
deleted while generating              tests/blender/test_bad_input.py::test_a_rig_deleted_while_generating
a scene at 23.976 fps                 tests/blender/test_editing_actions.py::test_scene_at_23_976
a disk that is full                   tests/test_full_disks.py::test_a_full_disk,
                                      tests/test_full_disks.py::test_a_full_disk_while_training,
                                      tests/test_full_disks.py::test_a_real_full_or_read_only_disk
a backend killed in the middle        tests/kills/test_generation_kills.py::test_the_extension_says_so_and_starts_another,
                                      tests/extension/test_client.py::test_a_killed_backend_is_told_word_for_word
a malformed or hostile frame          tests/fuzz/test_frames.py::test_a_real_process_answers_or_ends,
                                      tests/server/test_process.py::test_malformed_frames_are_told_word_for_word,
                                      tests/extension/test_client.py::test_nonsense_on_the_pipe_ends_the_process_with_a_sentence
a BVH or AMC file cut in half         test_motion_files
with zero frames                      test_motion_files
with 10,000 joints                    test_motion_files, tests/motion/formats/test_bvh.py::test_ten_thousand_joints
nothing lost, usable afterwards       tests/server/test_serve.py::test_bad_requests_are_sentences_and_nothing_is_lost
"""  # noqa: E501

import ast
import json
import math
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from backend import paths
from backend.generation.errors import UserError
from backend.generation.runtimes import loading
from backend.models import checkpoint
from backend.motion.clip import Clip
from backend.motion.formats import bvh
from backend.motion.load import load_motion
from backend.server.service import Service
from tests.generation.conftest import FakeRuntime
from tests.samples import AMC, ASF
from tests.weights import write_tiny

ROOT = Path(__file__).resolve().parent.parent


def test_every_line_s_test_exists():
    named = re.findall(r"(?:(tests/\S+\.py)::)?(test_\w+)(?!\w*\.py)", __doc__)
    assert len(named) > 20
    for path, name in named:
        tree = ast.parse((ROOT / (path or "tests/test_bad_input.py")).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (path, name)


@pytest.fixture
def folder(tmp_path):
    return write_tiny(tmp_path / "weights")


def truncate(folder):
    path = folder / "masked.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])


def tamper(folder):
    path = folder / "residual.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def resize(folder):
    """Another width in the configuration, checksums made to fit."""
    rewrite(
        folder,
        "config.json",
        (folder / "config.json").read_bytes().replace(b'"width": 32', b'"width": 64', 1),
    )


def bomb(folder):
    torch.save({"weight": torch.zeros(1)}, folder / "pickled")
    rewrite(folder, "length.safetensors", b"\x80\x02cos\nsystem\nq\x00.")


def rewrite(folder, name, data):
    import hashlib

    (folder / name).write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] = hashlib.sha256(data).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


CHANGED = " is damaged or was changed (checksum differs): copy the weights again."


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (shutil.rmtree, "There are no weights at {0}: choose a folder that holds a manifest.json."),
        (lambda f: (f / "manifest.json").write_text("{"),
         "{0} has no readable manifest.json (JSONDecodeError): copy the weights again."),
        (lambda f: (f / "masked.safetensors").unlink(),
         "{0}{sep}masked.safetensors is missing: copy the weights again."),
        (truncate, "{0}{sep}masked.safetensors" + CHANGED),
        (tamper, "{0}{sep}residual.safetensors" + CHANGED),
        (resize, "{0}{sep}tokenizer.safetensors: decoder.0.bias is (32,), the configuration says (64,)."),
        (bomb, "{0}{sep}length.safetensors is not a readable safetensors file: copy the weights again."),
    ],
    ids=["missing", "no manifest", "missing file", "truncated", "tampered", "architecture", "pickle"],
)  # fmt: skip
def test_weights(folder, damage, sentence):
    damage(folder)
    with pytest.raises(UserError) as caught:
        loading.load_runtime(folder, "torch", "cpu")
    assert str(caught.value) == sentence.format(folder, sep=os.sep)


def test_a_pickle_for_training(tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "ran"), "w"))

    torch.save({"model": Bomb()}, tmp_path / "last.pt")
    with pytest.raises(checkpoint.WeightsError) as caught:
        checkpoint.load_state(tmp_path / "last.pt")
    assert str(caught.value) == (
        f"{tmp_path / 'last.pt'} is refused: opening it would run code, or it is no checkpoint; get it again."
    )
    assert not (tmp_path / "ran").exists()


LENGTH = "The length must be from 0.4 to 120 seconds, not {}."
SEED = "The seed must be a whole number from 0 to 2147483647, not {}."


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        *(({"seconds": value}, LENGTH.format(value)) for value in (0, -1, math.nan, math.inf, 50_000, 1e300)),
        *(({"seeds": [value]}, SEED.format(value)) for value in (-1, 2**31, 1.5, math.nan)),
        ({"seconds": 50_000.0}, "The length must be from 0.4 to 120 seconds, not 50000.0."),
        ({"seeds": []}, "There can be 1 to 64 takes at once, not 0."),
        ({"steps": 0}, "The steps must be a number from 1 to 100, not 0."),
        ({"prompt": 7}, "The prompt must be text, not 7."),
    ],
    ids=str,
)  # fmt: skip
def test_requests(wrong, sentence):
    service = Service(load=lambda **_: FakeRuntime())
    with pytest.raises(UserError) as caught:
        service.generate(
            {"prompt": "x", "seconds": 1.0, "seeds": [1], **wrong}, lambda *_: None, lambda: False
        )
    assert str(caught.value) == sentence
    long = {"prompt": "x" * 100_000, "seconds": 1.0, "seeds": [2**31 - 1]}
    answer = service.generate(long, lambda *_: None, lambda: False)
    assert answer["notices"] == ["The prompt has 100,000 characters; the first 2,000 are read."]
    assert answer["takes"][0]["seed"] == 2**31 - 1


def bvh_text(frames=6):
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1
    return bvh.serialize(Clip(rotations, np.zeros((frames, 3))))


JOINTS = "".join(
    f"JOINT j{i}\n{{\nOFFSET 0 1 0\nCHANNELS 3 Xrotation Yrotation Zrotation\n" for i in range(10_000)
)
CROWD = (
    "HIERARCHY\nROOT r\n{\nOFFSET 0 0 0\nCHANNELS 3 Xposition Yposition Zposition\n" + JOINTS + "}\n" * 10_001
)
BONES = "".join(f"begin\nname b{i}\ndirection 0 1 0\nlength 1\nend\n" for i in range(10_000))
BVH = bvh_text()


@pytest.mark.parametrize(
    ("name", "text", "skeleton", "sentence"),
    [
        ("a.bvh", BVH[: len(BVH) * 3 // 4], "", " is cut short: 6 frames announced, 3 whole ones found"),
        ("a.bvh", BVH[:900], "", " is cut short: it has no MOTION part"),
        ("a.bvh", BVH.replace("Frames: 6", "Frames: 0"), "", " announces 0 frames; expected 1 to 1000000"),
        ("a.bvh", CROWD + "MOTION\nFrames: 1\nFrame Time: 0.1\n0\n", "",
         " has more than 1024 joints; that is no body"),
        ("a.amc", AMC[: -len(AMC) // 3], ASF, " is cut short or malformed after 1 whole frames"),
        ("a.amc", ":DEGREES\n", ASF, " has no frames"),
        ("a.amc", AMC, f":bonedata\n{BONES}:hierarchy\nbegin\nroot b0\nend\n",
         " has more than 1024 bones; that is no body"),
    ],
    ids=["bvh cut", "bvh head cut", "bvh empty", "bvh joints", "amc cut", "amc empty", "asf bones"],
)  # fmt: skip
def test_motion_files(tmp_path, name, text, skeleton, sentence):
    (tmp_path / name).write_text(text)
    (tmp_path / "a.asf").write_text(skeleton)
    with pytest.raises(ValueError) as caught:
        load_motion(tmp_path / name)
    at_fault = "a.asf" if "bones" in sentence else name
    assert str(caught.value) == f"{tmp_path / at_fault}{sentence}"


def test_no_home(monkeypatch):
    from backend.text import clip_files

    def homeless():
        raise RuntimeError("Could not determine home directory.")

    for name in ("DYNMASK_CACHE", "XDG_CACHE_HOME", "XDG_DATA_HOME", "DYNMASK_CLIP", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert paths.cache_folder().name == "dynmask"
    assert clip_files.user_folder().name == "clip"
