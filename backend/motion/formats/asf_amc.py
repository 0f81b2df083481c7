"""Acclaim ASF skeletons and AMC motions (CMU's conventions)."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ..arrays import Floats
from ..body import quaternion
from .capture import MAX_FRAMES, MAX_JOINTS, Capture, check_size, euler, numbers, read_text, shown

_CHANNELS = ("rx", "ry", "rz", "tx", "ty", "tz", "l")


@dataclass(frozen=True)
class AsfSkeleton:
    """Bones as joints: joint k sits at its parent's end and turns its own bone.

    frames (J, 4): the axis in which each joint's angles are given. channels: per joint, such as ("rx", "rz").
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    offsets: Floats
    tips: Floats
    frames: Floats
    orders: tuple[str, ...]
    channels: tuple[tuple[str, ...], ...]
    degrees: bool


@dataclass
class _Bone:
    """A bone of :bonedata, in the file's units."""

    name: str = ""
    axis: Floats = field(default_factory=lambda: np.zeros(3))
    order: str = "XYZ"
    dof: tuple[str, ...] = ()
    length: float = 0.0
    direction: Floats = field(default_factory=lambda: np.zeros(3))


def read(amc_path: str | Path, asf_path: str | Path | None = None) -> Capture:
    """Capture of an AMC file; its ASF is `asf_path` or the only .asf beside it.

    AMC files carry no frame rate: fps is 0. Raises ValueError, one sentence, for anything malformed.
    """
    amc_path = Path(amc_path)
    asf_path = Path(asf_path) if asf_path else _skeleton_beside(amc_path)
    skeleton = parse_asf(read_text(asf_path, "latin-1"), str(asf_path))
    return parse_amc(read_text(amc_path, "latin-1"), skeleton, str(amc_path))


def _skeleton_beside(amc_path: Path) -> Path:
    same = amc_path.with_suffix(".asf")
    subject = amc_path.with_name(amc_path.stem.split("_")[0] + ".asf")
    for candidate in (same, subject):
        if candidate.exists():
            return candidate
    found = sorted(amc_path.parent.glob("*.asf"))
    if len(found) != 1:
        raise ValueError(f"{amc_path} needs its .asf skeleton beside it; found {len(found)} in that folder")
    return found[0]


def _sections(text: str) -> dict[str, list[str]]:
    """Mapping from section name to its lines, comments left out."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line.startswith(":"):
            name, _, rest = line[1:].partition(" ")
            current = sections.setdefault(name.lower(), [])
            line = rest.strip()
        if line:
            current.append(line)
    return sections


def _vector(words: list[str], where: str) -> Floats:
    if len(words) < 3:
        raise ValueError(f"{where}: three numbers expected, found {len(words)}")
    return numbers(words[:3], where)


def _rotation_order(word: str, where: str) -> str:
    if sorted(word.upper()) != list("XYZ"):
        raise ValueError(f"{where}: “{shown(word)}” is no order of rotations such as XYZ")
    return word.upper()


def _channels(words: list[str], where: str) -> tuple[str, ...]:
    names = tuple(word.lower() for word in words)
    for name in names:
        if name not in _CHANNELS:
            raise ValueError(f"{where}: unknown channel “{shown(name)}”")
    return names


def _outermost_first(order: str) -> str:
    """ASF orders name the first rotation first; as a matrix product that one stands last."""
    return order[::-1]


def parse_asf(text: str, where: str = "ASF") -> AsfSkeleton:
    """AsfSkeleton from the text of an ASF file, lengths as in the file."""
    sections = _sections(text)
    for needed in ("bonedata", "hierarchy"):
        if needed not in sections:
            raise ValueError(f"{where} is cut short: it has no :{needed} section")
    units = " ".join(sections.get("units", [])).lower()
    degrees = "rad" not in units
    bones = _bones(sections["bonedata"], where)
    parent_of = _parents(sections["hierarchy"], bones, where)
    root = {line.split()[0].lower(): line.split()[1:] for line in sections.get("root", [])}
    axis = _rotation_order((root.get("axis") or ["XYZ"])[0], where)
    orientation = _vector(root.get("orientation", ["0", "0", "0"]), where)
    names, parents = ["root"], [-1]
    offsets, tips = [np.zeros(3)], [np.zeros(3)]
    frames = [euler((orientation if degrees else np.degrees(orientation))[::-1], _outermost_first(axis))]
    orders = [axis]
    channels = [_channels(root.get("order", ["TX", "TY", "TZ", "RX", "RY", "RZ"]), where)]
    for name in _parents_first(parent_of, where):
        bone, parent = bones[name], names.index(parent_of[name])
        names.append(name)
        parents.append(parent)
        offsets.append(tips[parent])
        tips.append(bone.direction * bone.length)
        angles = bone.axis if degrees else np.degrees(bone.axis)
        frames.append(euler(angles[::-1], _outermost_first(bone.order)))
        orders.append(bone.order)
        channels.append(bone.dof)
    return AsfSkeleton(
        tuple(names), tuple(parents), np.array(offsets), np.array(tips),
        np.array(frames), tuple(orders), tuple(channels), degrees,
    )  # fmt: skip


def _bones(lines: list[str], where: str) -> dict[str, _Bone]:
    bones: dict[str, _Bone] = {}
    bone = None
    for line in lines:
        key, *rest = line.split()
        key = key.lower()
        if key == "begin":
            bone = _Bone()
        elif bone is None or not rest and key != "end":
            continue
        elif key == "end":
            if not bone.name:
                raise ValueError(f"{where}: a bone has no name")
            bones[bone.name] = bone
            bone = None
        elif key == "name":
            bone.name = rest[0]
        elif key == "direction":
            bone.direction = _vector(rest, where)
        elif key == "length":
            bone.length = float(numbers(rest[:1], where)[0])
        elif key == "axis":
            bone.axis = _vector(rest, where)
            bone.order = _rotation_order(rest[3] if len(rest) > 3 else "XYZ", where)
        elif key == "dof":
            bone.dof = _channels(rest, where)
        if len(bones) >= MAX_JOINTS:
            raise ValueError(f"{where} has more than {MAX_JOINTS} bones; that is no body")
    if bone is not None:
        raise ValueError(f"{where} is cut short: bone {shown(bone.name or '?')} does not end")
    return bones


def _parents(lines: list[str], bones: dict[str, _Bone], where: str) -> dict[str, str]:
    parent_of: dict[str, str] = {}
    for line in lines:
        parent, *children = line.split()
        if parent.lower() in ("begin", "end"):
            continue
        for child in children:
            if child not in bones or (parent != "root" and parent not in bones):
                raise ValueError(
                    f"{where}: its hierarchy names a bone it does not define ({shown(f'{parent} {child}')})"
                )
            if child in parent_of:
                raise ValueError(f"{where}: bone {shown(child)} has two parents")
            parent_of[child] = parent
    if not parent_of:
        raise ValueError(f"{where} is cut short: its hierarchy is empty")
    return parent_of


def _parents_first(parent_of: dict[str, str], where: str) -> list[str]:
    placed, waiting = {"root": None}, dict.fromkeys(parent_of)
    while waiting:
        ready = [name for name in waiting if parent_of[name] in placed]
        if not ready:
            raise ValueError(f"{where}: its hierarchy runs in a circle at {shown(next(iter(waiting)))}")
        for name in ready:
            placed[name] = waiting.pop(name)
    return list(placed)[1:]


def parse_amc(text: str, skeleton: AsfSkeleton, where: str = "AMC") -> Capture:
    """Capture from the text of an AMC file on `skeleton`. Local rotation = C · M · C⁻¹."""
    start = re.search(r"^[ \t]*\d+[ \t\r]*$", text, re.MULTILINE | re.ASCII)
    if start is None:
        raise ValueError(f"{where} has no frames")
    head, body = text[: start.start()].upper(), text[start.start() :]
    degrees = ":RADIANS" not in head
    named = re.compile(r"^[ \t]*([A-Za-z_]\S*)", re.MULTILINE)
    order = _bone_order(body, named, skeleton, where)
    names = named.findall(body)
    words = named.sub("", body).split()
    width = 1 + sum(len(skeleton.channels[joint]) for joint in order)
    count = len(words) // width
    if len(words) % width or len(names) != count * len(order):
        raise ValueError(f"{where} is cut short or malformed after {count} whole frames")
    if count > MAX_FRAMES:
        raise ValueError(f"{where} has {count} frames; expected at most {MAX_FRAMES}")
    check_size(count, len(skeleton.names), where)
    if names != names[: len(order)] * count:
        raise ValueError(f"{where} is malformed: its frames do not list the same bones")
    values = numbers(words, where).reshape(count, width)
    if not (np.diff(values[:, 0]) == 1).all():
        raise ValueError(f"{where} is malformed: its frame numbers are not consecutive")
    rotations = np.tile(quaternion.IDENTITY, (count, len(skeleton.names), 1))
    translation, column = np.zeros((count, 3)), 1
    for joint in order:
        channels = skeleton.channels[joint]
        block = values[:, column : column + len(channels)]
        column += len(channels)
        angles = np.zeros((count, 3))
        for i, channel in enumerate(channels):
            if channel[0] == "r":
                angles[:, "xyz".index(channel[1])] = block[:, i] if degrees else np.degrees(block[:, i])
            elif channel[0] == "t" and joint == 0:
                translation[:, "xyz".index(channel[1])] = block[:, i]
        product = _outermost_first(skeleton.orders[joint])
        turn = euler(angles[:, ["XYZ".index(a) for a in product]], product)
        frame = skeleton.frames[joint]
        rotations[:, joint] = quaternion.multiply(quaternion.multiply(frame, turn), quaternion.inverse(frame))
    return Capture(skeleton.names, skeleton.parents, skeleton.offsets, skeleton.tips, rotations, translation)


def _bone_order(body: str, named: re.Pattern[str], skeleton: AsfSkeleton, where: str) -> list[int]:
    """Joint indices in the order of the first frame."""
    order = []
    for line in body.splitlines()[1:]:
        match = named.match(line)
        if match is None:
            if line.strip():
                break
            continue
        if match[1] not in skeleton.names:
            raise ValueError(f"{where}: bone {shown(match[1])} is not in its skeleton; is it the right .asf?")
        order.append(skeleton.names.index(match[1]))
    if 0 not in order:
        raise ValueError(f"{where} is cut short: its first frame has no root")
    return order
