"""BVH files: a reader for any hierarchy and channel order, and a writer for the canonical body."""

from pathlib import Path
from typing import TypeAlias

import numpy as np

from .. import files
from ..arrays import Floats
from ..body import quaternion, skeleton
from ..clip import Clip
from .capture import MAX_FRAMES, MAX_JOINTS, Capture, check_size, euler, numbers, read_text, shown

_WRITE_ORDER = "ZXY"
_CHANNEL_COUNTS = tuple("0123456")
_TIPS = {
    "left_foot": (0.0, 0.0, 0.07), "right_foot": (0.0, 0.0, 0.07), "head": (0.0, 0.16, 0.0),
    "left_wrist": (0.16, 0.0, 0.0), "right_wrist": (-0.16, 0.0, 0.0),
}  # fmt: skip

# names, parents, offsets, tips and channels per joint
_Hierarchy: TypeAlias = tuple[list[str], list[int], list[Floats], list[Floats], list[tuple[str, ...]]]


def read(path: str | Path) -> Capture:
    """Read a BVH file into a Capture. Raises ValueError, one sentence, for anything malformed."""
    return parse(read_text(path, "utf-8-sig"), str(path))


def parse(text: str, where: str = "BVH") -> Capture:
    """Capture from the text of a BVH file; `where` names it in errors."""
    head, mark, tail = text.partition("MOTION")
    opening = head.split()
    if "HIERARCHY" not in opening:
        raise ValueError(f"{where} is not a BVH file: it has no HIERARCHY")
    if not mark:
        raise ValueError(f"{where} is cut short: it has no MOTION part")
    names, parents, offsets, tips, channels = _hierarchy(opening, where)
    frame_count, frame_time, words = _motion_header(tail, where)
    width = sum(len(c) for c in channels)
    check_size(frame_count, len(names), where)
    if len(words) < frame_count * width:
        whole = len(words) // width
        raise ValueError(f"{where} is cut short: {frame_count} frames announced, {whole} whole ones found")
    values = numbers(words[: frame_count * width], where).reshape(frame_count, width)
    rotations = np.tile(quaternion.IDENTITY, (frame_count, len(names), 1))
    translation = np.zeros((frame_count, 3))
    column = 0
    for joint, joint_channels in enumerate(channels):
        block = values[:, column : column + len(joint_channels)]
        column += len(joint_channels)
        turning = [i for i, c in enumerate(joint_channels) if c.endswith("rotation")]
        order = "".join(joint_channels[i][0] for i in turning).upper()
        rotations[:, joint] = euler(block[:, turning], order)
        if joint == 0:
            for i, name in enumerate(joint_channels):
                if name.endswith("position"):
                    translation[:, "XYZ".index(name[0].upper())] = block[:, i]
    # Frame times are printed with few digits: 0.0166667 means 60.
    fps = 1.0 / frame_time
    fps = float(round(fps)) if abs(fps - round(fps)) < 0.01 else fps
    return Capture(
        tuple(names), tuple(parents), np.array(offsets), np.array(tips), rotations, translation, fps
    )


def _hierarchy(words: list[str], where: str) -> _Hierarchy:
    names, parents, open_joints = list[str](), list[int](), list[int]()
    offsets, tips, channels = list[Floats](), list[Floats](), list[tuple[str, ...]]()
    ending = False
    at = words.index("HIERARCHY") + 1
    try:
        while at < len(words):
            word = words[at]
            if word in ("ROOT", "JOINT"):
                if word == "ROOT" and names:
                    raise ValueError(f"{where} has more than one ROOT; export one character at a time")
                if len(names) >= MAX_JOINTS:
                    raise ValueError(f"{where} has more than {MAX_JOINTS} joints; that is no body")
                brace = _brace(words, at)
                names.append(" ".join(words[at + 1 : brace]))
                parents.append(open_joints[-1] if open_joints else -1)
                offsets.append(np.zeros(3))
                tips.append(np.zeros(3))
                channels.append(())
                open_joints.append(len(names) - 1)
                at = brace + 1
            elif word == "End":
                ending = True
                at = _brace(words, at) + 1
            elif word == "OFFSET":
                values = numbers([words[at + 1], words[at + 2], words[at + 3]], where)
                (tips if ending else offsets)[open_joints[-1]] = values
                at += 4
            elif word == "CHANNELS":
                count = words[at + 1]
                if count not in _CHANNEL_COUNTS:
                    raise ValueError(f"{where}: joint {shown(names[-1])} announces {shown(count)} channels")
                after = at + 2 + int(count)
                channels[open_joints[-1]] = _channel_names(words[at + 2 : after], where)
                at = after
            elif word == "}":
                if ending:
                    ending = False
                else:
                    open_joints.pop()
                at += 1
            else:
                raise ValueError(f"{where}: unexpected “{shown(word)}” in the hierarchy")
    except LookupError:
        raise ValueError(f"{where} is malformed: its hierarchy breaks off or closes too often") from None
    if open_joints or ending or not names:
        raise ValueError(f"{where} is cut short: its hierarchy does not close")
    if sum(len(c) for c in channels) == 0:
        raise ValueError(f"{where} has no channels, so there is no motion in it")
    return names, parents, offsets, tips, channels


def _brace(words: list[str], at: int) -> int:
    """Index of the next opening brace. Raises LookupError."""
    try:
        return words.index("{", at)
    except ValueError:
        raise LookupError from None


def _channel_names(words: list[str], where: str) -> tuple[str, ...]:
    known = {f"{a}{kind}" for a in "xyz" for kind in ("position", "rotation")}
    for word in words:
        if word.lower() not in known:
            raise ValueError(f"{where}: unknown channel “{shown(word)}”")
    return tuple(word.lower() for word in words)


def _motion_header(tail: str, where: str) -> tuple[int, float, list[str]]:
    words = tail.split()
    try:
        frames_at = [w.rstrip(":").lower() for w in words[:8]].index("frames")
        time_at = [w.rstrip(":").lower() for w in words[:8]].index("time")
        count, seconds = int(words[frames_at + 1]), float(words[time_at + 1])
    except (ValueError, IndexError):
        raise ValueError(f"{where} is cut short: Frames or Frame Time is missing or no number") from None
    if not 0 < count <= MAX_FRAMES:
        raise ValueError(f"{where} announces {count} frames; expected 1 to {MAX_FRAMES}")
    if not (np.isfinite(seconds) and 1e-4 <= seconds <= 10.0):
        raise ValueError(f"{where} announces {seconds} seconds a frame; expected 0.0001 to 10")
    return count, seconds, words[time_at + 2 :]


def write(path: str | Path, clip: Clip, scale: float = 100.0) -> None:
    """Write a Clip on the canonical body as BVH, lengths times `scale` (100: centimetres)."""
    with files.replacing(path) as file:
        file.write(serialize(clip, scale).encode())


def serialize(clip: Clip, scale: float = 100.0) -> str:
    """Text of a BVH file of a Clip; joint names are the canonical ones."""
    lines, order = ["HIERARCHY"], list[int]()
    _write_joint(lines, order, 0, scale)
    lines += ["MOTION", f"Frames: {len(clip)}", f"Frame Time: {1.0 / clip.fps:.10f}"]
    angles = np.degrees(to_euler_zxy(clip.rotations[:, order])).reshape(len(clip), -1)
    values = np.concatenate([clip.translation * scale, angles], axis=1)
    lines += [" ".join(f"{v:.6f}" for v in row) for row in values]
    return "\n".join(lines) + "\n"


def _write_joint(lines: list[str], order: list[int], joint: int, scale: float, depth: int = 0) -> None:
    order.append(joint)
    pad = "  " * depth
    x, y, z = skeleton.OFFSETS[joint] * scale
    spins = " ".join(f"{axis}rotation" for axis in _WRITE_ORDER)
    moves = "Xposition Yposition Zposition " if depth == 0 else ""
    lines += [
        f"{pad}{'JOINT' if depth else 'ROOT'} {skeleton.JOINTS[joint]}", pad + "{",
        f"{pad}  OFFSET {x:.6f} {y:.6f} {z:.6f}",
        f"{pad}  CHANNELS {6 if moves else 3} {moves}{spins}",
    ]  # fmt: skip
    children = [j for j, parent in enumerate(skeleton.PARENTS) if parent == joint]
    for child in children:
        _write_joint(lines, order, child, scale, depth + 1)
    if not children:
        x, y, z = np.array(_TIPS[skeleton.JOINTS[joint]]) * scale
        lines += [f"{pad}  End Site", pad + "  {", f"{pad}    OFFSET {x:.6f} {y:.6f} {z:.6f}", pad + "  }"]
    lines.append(pad + "}")


def to_euler_zxy(q: Floats) -> Floats:
    """Angles (..., 3) in radians, z x y, with R = Rz · Rx · Ry, of unit quaternions (..., 4)."""
    m = quaternion.to_matrix(q)
    x = np.arcsin(np.clip(m[..., 2, 1], -1.0, 1.0))
    locked = np.abs(m[..., 2, 1]) > 1.0 - 1e-9
    z = np.where(locked, np.arctan2(m[..., 1, 0], m[..., 0, 0]), np.arctan2(-m[..., 0, 1], m[..., 1, 1]))
    y = np.where(locked, 0.0, np.arctan2(-m[..., 2, 0], m[..., 2, 2]))
    return np.stack([z, x, y], axis=-1)
