"""Binary glTF files (.glb): the animations of a skeleton's joints, and no more of the file than that."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..arrays import Array, Floats
from ..body import quaternion
from .capture import MAX_FILE_BYTES, MAX_FRAMES, MAX_JOINTS, Capture, check_size, shown

_COMPONENTS = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
_PATHS = {"translation": 3, "rotation": 4}


@dataclass(frozen=True)
class _File:
    nodes: list[dict[str, Any]]
    parents: list[int]
    animations: list[dict[str, Any]]
    accessors: list[dict[str, Any]]
    views: list[dict[str, Any]]
    data: bytes


def read(path: str | Path, animation: str, root: str, fps: float) -> Capture:
    """One animation, sampled `fps` times a second, of the joints from the node `root` down.

    What moves above that node moves it; other joints' translations and all scales of the animation are left
    out. Zero pose: the nodes' own. Raises ValueError, one sentence, for anything malformed or not there.
    """
    path = Path(path)
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise ValueError(f"{path} has {size / 1e6:,.0f} MB; expected at most {MAX_FILE_BYTES / 1e6:,.0f}")
    return parse(path.read_bytes(), animation, root, fps, str(path))


def parse(data: bytes, animation: str, root: str, fps: float, where: str = "glTF") -> Capture:
    """Capture from the bytes of a .glb; `where` names it in errors."""
    try:
        file = _opened(data, where)
        return _capture(file, animation, root, fps, where)
    except (KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError):
        raise ValueError(f"{where} is malformed: its description does not fit together") from None


def _opened(data: bytes, where: str) -> _File:
    if data[:4] != b"glTF" or len(data) < 20:
        raise ValueError(f"{where} is not a binary glTF file")
    length, kind = struct.unpack_from("<I4s", data, 12)
    if kind != b"JSON" or 20 + length > len(data):
        raise ValueError(f"{where} is cut short: its description is not all there")
    try:
        told = json.loads(data[20 : 20 + length])
    except ValueError:
        raise ValueError(f"{where} is malformed: its description is no JSON") from None
    binary = b""
    if len(data) >= 28 + length:
        size, kind = struct.unpack_from("<I4s", data, 20 + length)
        if kind[:3] != b"BIN" or 28 + length + size > len(data):
            raise ValueError(f"{where} is cut short: its numbers are not all there")
        binary = data[28 + length : 28 + length + size]
    nodes = list(told["nodes"])
    if len(nodes) > 16 * MAX_JOINTS:
        raise ValueError(f"{where} has {len(nodes):,} nodes; that is no body")
    parents = [-1] * len(nodes)
    for number, node in enumerate(nodes):
        for child in node.get("children", ()):
            if not 0 <= child < len(nodes) or parents[child] >= 0:
                raise ValueError(f"{where} is malformed: a node has two parents or is not there")
            parents[child] = number
    return _File(
        nodes, parents, list(told.get("animations", ())), told.get("accessors", []),
        told.get("bufferViews", []), binary,
    )  # fmt: skip


def _capture(file: _File, animation: str, root: str, fps: float, where: str) -> Capture:
    found = [one for one in file.animations if one.get("name") == animation]
    if not found:
        raise ValueError(f"{where} has no animation “{shown(animation)}”")
    starts = [number for number, node in enumerate(file.nodes) if node.get("name") == root]
    if not starts:
        raise ValueError(f"{where} has no joint “{shown(root)}”")
    above, joints = _chain(file, starts[0], where), _below(file, starts[0])
    if len(joints) > MAX_JOINTS:
        raise ValueError(f"{where} has more than {MAX_JOINTS} joints; that is no body")
    curves = _curves(file, found[0], where)
    end = max((float(times[-1]) for times, _, _ in curves.values()), default=0.0)
    count = int(end * fps + 1e-3) + 1
    if not 0 < count <= MAX_FRAMES:
        raise ValueError(f"{where} lasts {count} frames; expected 1 to {MAX_FRAMES}")
    check_size(count, len(above) + len(joints), where)
    at = np.arange(count) / fps
    rest_turn, rest_place = _world(file, above, {}, at[:1])
    turn, place = _world(file, above, curves, at)
    names = tuple(str(file.nodes[joint].get("name", joint)) for joint in joints)
    parents = [joints.index(file.parents[joint]) if joint != starts[0] else -1 for joint in joints]
    rest = [rest_turn[0]]
    world, offsets = [turn], [np.zeros(3)]
    for joint, parent in zip(joints[1:], parents[1:], strict=True):
        moved = _values(file, joint, "rotation", curves, at)
        rest.append(quaternion.multiply(rest[parent], _rest(file, joint, "rotation")))
        world.append(quaternion.multiply(world[parent], moved))
        offsets.append(quaternion.rotate(rest[parent], _rest(file, joint, "translation")))
    turned = quaternion.multiply(np.stack(world, axis=1), quaternion.inverse(np.stack(rest)))
    local = np.array(turned)
    for number, parent in enumerate(parents):
        if parent >= 0:
            local[:, number] = quaternion.multiply(quaternion.inverse(turned[:, parent]), turned[:, number])
    tips = np.zeros((len(joints), 3))
    return Capture(names, tuple(parents), np.array(offsets), tips, local, place, float(fps))


def _chain(file: _File, node: int, where: str) -> list[int]:
    """The nodes from the topmost down to `node`."""
    chain = [node]
    while file.parents[chain[-1]] >= 0:
        chain.append(file.parents[chain[-1]])
        if len(chain) > len(file.nodes):
            raise ValueError(f"{where} is malformed: its nodes run in a circle")
    return chain[::-1]


def _below(file: _File, node: int) -> list[int]:
    """`node` and all below it, parents first."""
    joints = [node]
    for joint in joints:
        joints += file.nodes[joint].get("children", ())
    return joints


def _world(file: _File, chain: list[int], curves: Any, at: Floats) -> tuple[Floats, Floats]:
    """World rotations (n, 4) and positions (n, 3) of the last node of the chain."""
    turn = np.tile(quaternion.IDENTITY, (len(at), 1))
    place = np.zeros((len(at), 3))
    for node in chain:
        place = place + quaternion.rotate(turn, _values(file, node, "translation", curves, at))
        turn = quaternion.multiply(turn, _values(file, node, "rotation", curves, at))
    return turn, place


def _rest(file: _File, node: int, path: str) -> Floats:
    given = file.nodes[node].get(path)
    if path == "translation":
        return _finite(np.array(given if given is not None else (0.0, 0.0, 0.0), dtype=np.float64), 3)
    xyzw = _finite(np.array(given if given is not None else (0.0, 0.0, 0.0, 1.0), dtype=np.float64), 4)
    return quaternion.normalize(xyzw[[3, 0, 1, 2]])


def _finite(values: Floats, width: int) -> Floats:
    if values.shape != (width,) or not np.isfinite(values).all():
        raise KeyError("a node's place")
    return values


def _values(file: _File, node: int, path: str, curves: Any, at: Floats) -> Floats:
    """A node's translation (n, 3) or rotation (n, 4), w first, at the times `at` (n,)."""
    if (node, path) not in curves:
        return np.tile(_rest(file, node, path), (len(at), 1))
    times, values, stepped = curves[node, path]
    if path == "rotation":
        values = quaternion.continuous(values)
    last = len(times) - 1
    low = np.clip(np.searchsorted(times, at + 1e-6, side="right") - 1, 0, last)
    high = np.minimum(low + 1, last)
    span = np.where(high > low, times[high] - times[low], 1.0)
    part = np.zeros(len(at)) if stepped else np.clip((at - times[low]) / np.maximum(span, 1e-9), 0.0, 1.0)
    mixed = values[low] * (1.0 - part[:, None]) + values[high] * part[:, None]
    return quaternion.normalize(mixed) if path == "rotation" else mixed


def _curves(file: _File, animation: dict[str, Any], where: str) -> Any:
    """(node, path) → times, values, whether they jump from key to key."""
    curves = {}
    for channel in animation["channels"]:
        node, path = channel["target"].get("node"), channel["target"]["path"]
        if node is None or path not in _PATHS:
            continue
        sampler = animation["samplers"][channel["sampler"]]
        kind = sampler.get("interpolation", "LINEAR")
        if kind not in ("LINEAR", "STEP"):
            raise ValueError(f"{where}: interpolation {shown(str(kind))} is not read, only LINEAR and STEP")
        times = _numbers(file, sampler["input"], where)[:, 0]
        values = _numbers(file, sampler["output"], where)
        if len(times) != len(values) or values.shape[1] != _PATHS[path] or (np.diff(times) < 0).any():
            raise ValueError(f"{where} is malformed: keys and times of an animation do not fit")
        if path == "rotation":
            values = quaternion.normalize(values[:, [3, 0, 1, 2]])
        curves[int(node), path] = times, values, kind == "STEP"
    return curves


def _numbers(file: _File, number: int, where: str) -> Floats:
    """An accessor's values (n, width)."""
    accessor = file.accessors[number]
    view = file.views[accessor["bufferView"]]
    kind, width = np.dtype(_COMPONENTS[accessor["componentType"]]), _WIDTHS[accessor["type"]]
    count, stride = int(accessor["count"]), int(view.get("byteStride") or kind.itemsize * width)
    start = int(view.get("byteOffset", 0)) + int(accessor.get("byteOffset", 0))
    if not 0 < count <= MAX_FRAMES or start < 0 or stride < kind.itemsize * width:
        raise ValueError(f"{where} is malformed: an animation has {count} keys")
    if start + (count - 1) * stride + kind.itemsize * width > len(file.data):
        raise ValueError(f"{where} is cut short: the keys of an animation are not all there")
    raw: Array = np.ndarray((count, width), kind, file.data, start, (stride, kind.itemsize))
    values: Floats = raw.astype(np.float64)
    if kind.kind in "iu" and accessor.get("normalized"):
        values = np.maximum(values / np.iinfo(kind).max, -1.0)
    if not np.isfinite(values).all():
        raise ValueError(f"{where}: it holds numbers that are not finite")
    return values
