"""A hand, a foot, the head or the pelvis held at a place for a while, the body helping it get there."""

from dataclasses import dataclass

import numpy as np

from ..motion.arrays import Bools, Floats
from ..motion.body import ik, quaternion, resampling, skeleton
from ..motion.cleanup import planting
from ..motion.clip import Clip
from ..motion.measure import contacts
from .curves import ease
from .errors import DirectionError
from .result import Directed, edited
from .vectors import beyond, limited, more, size, smoothed

# What can be pinned, and the joint that then is at the place; a foot's is the ankle, a hand's the wrist.
JOINTS = {
    "left_hand": "left_wrist", "right_hand": "right_wrist", "left_foot": "left_ankle",
    "right_foot": "right_ankle", "head": "head", "pelvis": "pelvis",
}  # fmt: skip
# Metres that count as at the place, and by which standing feet may give way unsaid.
_THERE, _FEET = 0.01, 0.05
# Degrees that the spine leans at most; metres that the pelvis moves along, down and up to help.
_LEAN, _ALONG, _DOWN, _UP = 45.0, 0.28, 0.45, 0.04
# Share of a limb's length that it is stretched to before the body helps.
_STRETCH = 0.97
_ROUNDS = 16
_SPINE = tuple(skeleton.INDEX[name] for name in ("spine1", "spine2", "spine3"))
_ARMS = {
    skeleton.INDEX[f"{s}_wrist"]: tuple(skeleton.INDEX[f"{s}_{j}"] for j in ("shoulder", "elbow", "wrist"))
    for s in ("left", "right")
}
_ANKLES = tuple(skeleton.INDEX[f"{s}_ankle"] for s in ("left", "right"))
_HEAD = skeleton.INDEX["head"]
_FOREARM_BENDS = np.array([0.0, 0.5, np.sqrt(0.75)])


@dataclass(frozen=True)
class Pin:
    """From start_s to stop_s the joint (a name of JOINTS) is at places: one (x, y, z) in metres, or several
    that it moves through evenly. ease_s: seconds before and after in which it is led there and let go."""

    joint: str
    start_s: float
    stop_s: float
    places: tuple[tuple[float, float, float], ...]
    ease_s: float = 0.4

    @property
    def name(self) -> str:
        """As a sentence names it."""
        return self.joint.replace("_", " ")


def hold(clip: Clip, pins: tuple[Pin, ...]) -> Directed:
    """The Clip with its joints at the pins; frames that no pin or its easing touches stay bit-identical.

    measured: pin_worst_mm of all held frames. What is out of reach is said with the distance.
    Raises DirectionError where a pin lies outside of the motion.
    """
    positions = clip.positions
    wanted: dict[int, Floats] = {}
    drawn: dict[int, Floats] = {}
    touched = np.zeros(len(clip), dtype=bool)
    held = list[tuple[int, int, int, Floats, Pin]]()
    for pin in sorted(pins, key=lambda one: one.start_s):
        joint = skeleton.INDEX[JOINTS[pin.joint]]
        start, stop = _frames(clip, pin)
        target = _targets(pin, start, stop, len(clip))
        before = max((b for j, _, b, _, _ in held if j == joint and b <= start), default=None)
        share = _share(len(clip), start, stop, pin.ease_s * clip.fps, before)
        path = wanted.setdefault(joint, np.array(positions[:, joint]))
        path += share[:, None] * (target - path)
        drawn[joint] = np.maximum(drawn.get(joint, share), share)
        touched |= share > 0.0
        held.append((joint, start, stop, target, pin))
    rotations, translation = np.array(clip.rotations), np.array(clip.translation)
    solved = _solve(
        clip, positions, {joint: path[touched] for joint, path in wanted.items()},
        {joint: share[touched] for joint, share in drawn.items()}, touched,
    )  # fmt: skip
    rotations[touched], translation[touched] = solved
    made = edited(clip, rotations, translation)
    notices, worst = list[str](), 0.0
    after = made.positions
    for joint, start, stop, target, pin in held:
        miss = np.linalg.norm(after[start:stop, joint] - target[start:stop], axis=-1)
        worst = max(worst, float(miss.max()))
        if miss.max() > _THERE:
            at = (start + int(miss.argmax())) / clip.fps
            notices.append(f"The {pin.name} misses its place by {_metres(float(miss.max()))} at {at:.2f} s: "
                           "it is out of reach from where the body is.")  # fmt: skip
    notices += _feet_said(clip, positions, after, wanted)
    return Directed(made, notices, {"pin_worst_mm": 1000.0 * worst})


def _metres(value: float) -> str:
    return f"{100.0 * value:.0f} cm" if value < 1.0 else f"{value:.1f} m"


def _frames(clip: Clip, pin: Pin) -> tuple[int, int]:
    start, stop = round(pin.start_s * clip.fps), round(pin.stop_s * clip.fps) + 1
    if start > len(clip) - 1:
        raise DirectionError(
            f"The {pin.name} is pinned from {pin.start_s:g} s on, but the motion ends at "
            f"{(len(clip) - 1) / clip.fps:.2f}."
        )
    return start, min(stop, len(clip))


def _targets(pin: Pin, start: int, stop: int, count: int) -> Floats:
    """Places (T, 3) of a pin, before and after it as at its ends."""
    places = np.array(pin.places, dtype=np.float64)
    at = np.clip((np.arange(count) - start) / max(stop - start - 1, 1), 0.0, 1.0) * (len(places) - 1)
    return (
        resampling.vectors(places, at.astype(np.float64))
        if len(places) > 1
        else np.repeat(places, count, axis=0)
    )


def _share(count: int, start: int, stop: int, frames: float, before: int | None) -> Floats:
    """0 … 1 (T,): how far the joint is drawn to its place; not before another pin of it has ended."""
    at = np.arange(count, dtype=np.float64)
    into = frames if before is None else min(frames, max(start - before, 1))
    rising = ease((at - start) / max(into, 1.0) + 1.0)
    falling = ease((stop - 1 - at) / max(frames, 1.0) + 1.0)
    return np.minimum(rising, falling)


def _solve(
    clip: Clip, positions: Floats, wanted: dict[int, Floats], drawn: dict[int, Floats], touched: Bools
) -> tuple[Floats, Floats]:
    rotations = np.array(clip.rotations[touched], dtype=np.float64)
    translation = np.array(clip.translation[touched], dtype=np.float64)
    standing, feet = positions[touched], skeleton.global_rotations(rotations)[:, list(_ANKLES)]
    keep = _keeps(clip, positions)[touched]
    moved = wanted[0] - translation if 0 in wanted else np.zeros_like(translation)
    # What pins asked for so far; spine and legs give it in part.
    asked, lean, bent = np.zeros_like(translation), np.zeros_like(translation), rotations
    # A limb that is straight already asks for help where it is: that may only set in as the pin does.
    ends = {joint: standing[:, joint] for joint in wanted}
    before = {j: (1.0 - drawn[j]) * size(pull) for j, pull in _pulls(standing, ends).items()}
    for number in range(_ROUNDS):
        joints = skeleton.forward_kinematics(bent, translation + moved)
        found = {joint: more(pull, before[joint]) for joint, pull in _pulls(joints, wanted).items()}
        pulls, leans = list(found.values()), [pull for joint, pull in found.items() if joint not in _ANKLES]
        if not pulls:
            break
        if leans:
            lean = lean + _leaning(joints, np.mean(leans, axis=0))
            bent = _bent(rotations, limited(lean, np.radians(_LEAN)))
        if 0 not in wanted and (number >= 4 or not leans):
            asked = asked + 0.8 * np.mean(pulls, axis=0)
            moved = _helped(asked)
    if 0 not in wanted:
        moved = smoothed(moved, touched, clip.fps)
    bent = _bent(rotations, smoothed(limited(lean, np.radians(_LEAN)), touched, clip.fps))
    rotations, translation = bent, translation + moved
    ankles = np.stack([
        wanted.get(ankle, standing[:, ankle] + (1.0 - keep[:, side, None]) * moved)
        for side, ankle in enumerate(_ANKLES)
    ], axis=1)  # fmt: skip
    if 0 not in wanted:
        # Straight legs would snap; the hips go down as far as pins have set in.
        sunk = planting.sinking(rotations, translation, ankles, clip.fps)
        translation[:, 1] -= np.max(list(drawn.values()), axis=0) * sunk
    rotations, translation = planting.legs_to(rotations, translation, ankles, feet, clip.fps, sink=False)
    for wrist, arm in _ARMS.items():
        if wrist in wanted:
            _reach(rotations, translation, arm, wanted[wrist])
    return _same_signs(rotations, clip.rotations[touched]), translation


def _same_signs(rotations: Floats, original: Floats) -> Floats:
    flip = np.sum(rotations * original, axis=-1, keepdims=True) < 0
    return np.where(flip, -rotations, rotations)


def _keeps(clip: Clip, positions: Floats) -> Floats:
    """1 (T, 2) while a foot stands, falling to 0 where it is in the air."""
    touching = contacts.detect(positions, clip.fps).reshape(len(clip), 2, 2).any(axis=2)
    radius = max(round(0.15 * clip.fps), 1)
    wide = np.lib.stride_tricks.sliding_window_view(
        np.pad(touching, ((radius, radius), (0, 0)), mode="edge"), 2 * radius + 1, axis=0
    ).max(axis=-1)
    kernel = np.bartlett(2 * radius + 3)[1:-1]
    padded = np.pad(wide.astype(np.float64), ((radius, radius), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * radius + 1, axis=0)
    kept: Floats = windows @ (kernel / kernel.sum())
    return kept


def _pulls(joints: Floats, wanted: dict[int, Floats]) -> dict[int, Floats]:
    """How far (T, 3) the pin of each joint wants the pelvis moved."""
    pulls = {}
    for joint, target in wanted.items():
        if joint in _ARMS:
            upper, middle, end = _ARMS[joint]
            reach = _STRETCH * np.linalg.norm(skeleton.OFFSETS[[middle, end]], axis=-1).sum()
            pulls[joint] = beyond(target - joints[:, upper], float(reach))
        elif joint == _HEAD:
            pulls[joint] = target - joints[:, joint]
        elif joint in _ANKLES:
            hip = 1 + _ANKLES.index(joint)
            reach = _STRETCH * np.linalg.norm(skeleton.OFFSETS[[hip + 3, joint]], axis=-1).sum()
            pulls[joint] = beyond(target - joints[:, hip], float(reach))
    return pulls


def _leaning(joints: Floats, pull: Floats) -> Floats:
    """Rotation vectors (T, 3) in the world by which the spine leans towards a pull (T, 3) of the chest."""
    arm = joints[:, skeleton.INDEX["neck"]] - joints[:, _SPINE[0]]
    return 0.7 * quaternion.to_vector(quaternion.between(arm, arm + pull))


def _bent(rotations: Floats, lean: Floats) -> Floats:
    """Rotations (T, 22, 4) with the spine leaning by rotation vectors (T, 3), a third a joint."""
    world = skeleton.global_rotations(rotations)
    third = quaternion.from_vector(lean / 3.0)
    result = np.array(rotations)
    for joint in _SPINE:
        above = world[:, skeleton.PARENTS[joint]]
        here = quaternion.multiply(quaternion.inverse(above), quaternion.multiply(third, above))
        result[:, joint] = quaternion.multiply(here, rotations[:, joint])
    return result


def _helped(asked: Floats) -> Floats:
    """The pelvis' offset (T, 3) for what is asked of it, within what legs allow."""
    along, down = limited(asked[:, [0, 2]], _ALONG), asked[:, 1]
    down = np.where(down < 0.0, _DOWN * np.tanh(down / _DOWN), _UP * np.tanh(down / _UP))
    return np.stack([along[:, 0], down, along[:, 1]], axis=1)


def _reach(rotations: Floats, translation: Floats, arm: tuple[int, ...], target: Floats) -> None:
    upper, middle, end = arm
    world, joints = skeleton.global_rotations(rotations), skeleton.forward_kinematics(rotations, translation)
    bend = quaternion.rotate(world[:, upper], _FOREARM_BENDS)
    first, second = ik.two_bone(
        world[:, upper], world[:, middle], joints[:, upper], joints[:, middle], joints[:, end], target, bend
    )
    above = world[:, skeleton.PARENTS[upper]]
    rotations[:, upper] = quaternion.normalize(quaternion.multiply(quaternion.inverse(above), first))
    rotations[:, middle] = quaternion.normalize(quaternion.multiply(quaternion.inverse(first), second))


def _feet_said(clip: Clip, before: Floats, after: Floats, wanted: dict[int, Floats]) -> list[str]:
    """A notice where feet that stand had to give way."""
    standing = contacts.detect(before, clip.fps).reshape(len(clip), 2, 2).any(axis=2)
    worst = 0.0
    for side, ankle in enumerate(_ANKLES):
        if ankle not in wanted:
            away = np.linalg.norm(after[:, ankle] - before[:, ankle], axis=-1)
            worst = max(worst, float((away * standing[:, side]).max(initial=0.0)))
    if worst <= _FEET:
        return []
    return [f"Standing feet give way by {_metres(worst)} for the pins: lead the body nearer with a path."]
