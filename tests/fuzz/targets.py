"""Every reader of what may come from elsewhere, as a function of bytes, with good examples to start from."""

import contextlib
import functools
import io
import json
import os
import warnings

import numpy as np

from backend import protocol
from backend.corpus import file as corpus_file
from backend.corpus.sources import aistpp, deepmimic
from backend.models.config import ModelConfig
from backend.motion.clip import Clip
from backend.motion.formats import bvh, gltf
from backend.motion.load import load_motion
from backend.motion.rig import sources
from tests.fuzz import extension_targets, import_targets, library_targets
from tests.fuzz.oracle import PART, Target, file, npy, scratch
from tests.glb import glb
from tests.samples import AMC, ASF, BVH


def motion(frames=3):
    """A small Clip."""
    rng = np.random.default_rng(frames)
    rotations = rng.normal(size=(frames, 22, 4))
    rotations /= np.linalg.norm(rotations, axis=-1, keepdims=True)
    return Clip(rotations, rng.normal(size=(frames, 3)), 30.0, np.zeros((1, 3), np.int64), "wave", 3)


def _bvh(data):
    load_motion(file("motion.bvh", data))


def _bvh_capture(data):
    bvh.parse(data.decode("utf-8", "replace"), "motion.bvh").world()


def _amc(data):
    """Both files from one input: skeleton, PART, motion."""
    skeleton, _, frames = data.partition(PART)
    file("motion.asf", skeleton or ASF.encode())
    load_motion(file("motion.amc", frames))


def _gltf(data):
    gltf.read(file("motion.glb", data), "Wave", "hips", 20.0).world()


def _text(parse, name):
    return lambda data: parse(data.decode("utf-8", "replace"), name)


def _dance():
    bones = {name: [0, 0, 0, 1] * 2 for name in aistpp._JOINTS}
    return [json.dumps({"bones": bones, "hips": [0, 0.9, 0] * 2}).encode()]


def _deepmimic_clip():
    return [json.dumps({"Loop": "wrap", "Frames": [[0.1] * 44] * 2}).encode()]


def _npz(names, read):
    """Reads an archive made of parts, so that mutation gets past the archive's own checksums."""

    def target(data):
        import zipfile

        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, part in zip(names, data.split(PART), strict=False):
                archive.writestr(name + ".npy", part)
        read(file("made.npz", buffer.getvalue()))

    return target


_CLIP_NAMES = ("rotations", "translation", "fps", "tokens", "prompt", "seed")
_CORPUS_NAMES = ("format", "rotations", "translation", "meta")


def _clip_parts():
    clip = motion()
    values = (clip.rotations, clip.translation, np.float64(30), clip.tokens, np.array("wave"), np.int64(3))
    return [PART.join(map(npy, values))]


def _corpus_clip():
    clip = motion(8)
    return corpus_file.CorpusClip(
        "a", "t", "train", "label", (corpus_file.Caption("he waves"),), clip.rotations, clip.translation
    )


def _corpus_file():
    path = file("seed.npz", b"")
    corpus_file.save(path, [_corpus_clip()])
    return path


def _corpus_parts():
    with np.load(_corpus_file(), allow_pickle=False) as data:
        return [PART.join(npy(data[name]) for name in _CORPUS_NAMES)]


def _clip_file():
    motion().save(file("seed.npz", b""))
    return [(scratch() / "seed.npz").read_bytes()]


def _config(data):
    ModelConfig.load(file("config.json", data))


def _frames(data):
    """A frame that cannot be understood is a FrameError; the reader goes on where that says it can."""
    reader, refused = protocol.Reader(io.BytesIO(data)), None
    while True:
        try:
            if reader.read() is None:
                break
        except protocol.FrameError as fault:
            refused = fault
            if not fault.recoverable:
                break
    if refused:
        raise refused


def _frame_seeds():
    arrays = {"motion": {"rotations": np.zeros((2, 22, 4), np.float32), "tokens": np.zeros((1, 3), np.int32)}}
    return [
        protocol.encode(protocol.request(1, "hello", {"protocol": protocol.VERSION})),
        protocol.encode(protocol.request("a", "regenerate", {**arrays, "start_s": 0.5, "seeds": [1, 2]})),
        protocol.encode(protocol.notification("cancel", {"id": 1})) * 2,
    ]


@functools.lru_cache(maxsize=1)
def _network():
    from backend.models.length import LengthEstimator
    from backend.training.presets import PRESETS

    return LengthEstimator(PRESETS["tiny"])


def _safetensors(data):
    from backend.models import checkpoint

    checkpoint.load_part(file("length.safetensors", data), _network())


def _safetensors_seeds():
    from safetensors.torch import save

    return [save(dict(_network().state_dict()))]


def _safetensors_others():
    import torch
    from safetensors.torch import save

    return [save({"a": torch.zeros(2, 3), "b": torch.zeros(4, dtype=torch.int64)})]


@functools.lru_cache(maxsize=1)
def _weights_folder():
    from tests.weights import write_tiny

    return write_tiny(scratch() / "weights")


def _manifest(data):
    """A weights folder whose manifest says so; its configuration comes after PART, where there is one."""
    import hashlib

    from backend.models import checkpoint

    manifest, mark, config = data.partition(PART)
    folder = _weights_folder()
    if mark:
        with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
            parsed = json.loads(manifest)
            parsed["files"]["config.json"] = hashlib.sha256(config).hexdigest()
            manifest = json.dumps(parsed).encode()
        (folder / "config.json").write_bytes(config)
    (folder / "manifest.json").write_bytes(manifest)
    checkpoint.load(folder)


def _manifest_seeds():
    folder = _weights_folder()
    return [(folder / "manifest.json").read_bytes() + PART + (folder / "config.json").read_bytes()]


def _checkpoint(data):
    from backend.importing import archive

    archive.read_state(file("latest.tar", data), "net")


def _checkpoint_seeds():
    import torch

    new, old = io.BytesIO(), io.BytesIO()
    state = {"net": {"weight": torch.zeros(3, 2), "bias": torch.zeros(3)}, "ep": 4}
    torch.save(state, new)
    torch.save(state, old, _use_new_zipfile_serialization=False)
    return [new.getvalue(), old.getvalue()]


def _torchscript(data):
    from backend.importing import torchscript

    torchscript.read_torchscript(file("model.pt", data))


def _torchscript_seeds():
    import torch

    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), buffer)
    return [buffer.getvalue()]


def _chain(names):
    """A BVH whose joints hang one below the other, some of them moving."""
    text = "HIERARCHY\n"
    for i, name in enumerate(names):
        channels = "CHANNELS 3 Zrotation Xrotation Yrotation" if i < 3 else "CHANNELS 0"
        text += f"{'JOINT' if i else 'ROOT'} {name}\n{{\nOFFSET {i % 3} -1 0\n{channels}\n"
    return (
        text + "}\n" * len(names) + "MOTION\nFrames: 2\nFrame Time: 0.05\n" + "1 2 3 4 5 6 7 8 9\n" * 2
    ).encode()


def _known(index):
    source = sources.SOURCES[index]
    names = dict.fromkeys([*source.joints().values(), *source.beside()])
    return [name for name in names if name != "root"]


def _acclaim():
    """Skeleton and motion whose bones have the names that are recognised."""
    bones, names = "", _known(0)
    for i, name in enumerate(names):
        bones += f"begin\nname {name}\ndirection {i % 2} 1 0\nlength 2\naxis 0 0 {i} XYZ\ndof rx\nend\n"
    links = "\n".join(f"{a} {b}" for a, b in zip(["root", *names], names, strict=False))
    skeleton = f":bonedata\n{bones}:hierarchy\nbegin\n{links}\nend\n"
    frame = "root 1 2 3 4 5 6\n" + "".join(f"{name} 5\n" for name in names)
    return [skeleton.encode() + PART + f"1\n{frame}2\n{frame}".encode()]


TARGETS = {
    "frames": Target(_frames, _frame_seeds, ("frame", "body", "array", "Content-", "content-")),
    "bvh": Target(
        _bvh,
        lambda: [bvh.serialize(motion()).encode(), *(_chain(_known(i)) for i in (1, 2))],
        ("motion.bvh",),
    ),
    "bvh-capture": Target(_bvh_capture, lambda: [BVH.encode()], ("motion.bvh",)),
    "amc": Target(
        _amc,
        _acclaim,
        ("motion.amc", "motion.asf"),
        others=lambda: [ASF.encode() + PART + AMC.encode()],
    ),
    "gltf": Target(_gltf, lambda: [glb()], ("motion.glb",)),
    "aistpp": Target(_text(aistpp.parse, "dance.json"), _dance, ("dance.json",)),
    "deepmimic": Target(_text(deepmimic.parse, "clip.txt"), _deepmimic_clip, ("clip.txt",)),
    "motion-npz": Target(lambda data: load_motion(file("motion.npz", data)), _clip_file, ("motion.npz",)),
    "motion-npz-parts": Target(_npz(_CLIP_NAMES, load_motion), _clip_parts, ("made.npz",)),
    "corpus-npz": Target(
        lambda data: corpus_file.load(file("corpus.npz", data)),
        lambda: [_corpus_file().read_bytes()],
        ("corpus.npz",),
    ),
    "corpus-npz-parts": Target(_npz(_CORPUS_NAMES, corpus_file.load), _corpus_parts, ("made.npz",)),
    "config": Target(_config, lambda: [ModelConfig().to_json().encode(), b'{"fps": 20}'], ("config.json",)),
    "safetensors": Target(
        _safetensors, _safetensors_seeds, ("length.safetensors",), heavy=True, others=_safetensors_others
    ),
    "manifest": Target(_manifest, _manifest_seeds, (f"weights{os.sep}", f"{os.sep}weights"), heavy=True),
    "checkpoint": Target(_checkpoint, _checkpoint_seeds, ("latest.tar",), heavy=True),
    "torchscript": Target(_torchscript, _torchscript_seeds, ("model.pt",), heavy=True),
    **import_targets.TARGETS,
    **library_targets.TARGETS,
    **extension_targets.TARGETS,
}
