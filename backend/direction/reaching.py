"""A body that reaches for places: spine, pelvis, legs and arms share what joints at pins ask for."""

import numpy as np

from ..motion.arrays import Bools, Floats, Motion
from ..motion.body import ik, quaternion, skeleton
from ..motion.cleanup import planting
from ..motion.clip import Clip
from ..motion.measure import contacts
from .result import Steps
from .vectors import beyond, limited, more, size, smoothed

# Degrees that the spine leans at most; metres that the pelvis moves along, down and up to help.
_LEAN, _ALONG, _DOWN, _UP = 45.0, 0.28, 0.45, 0.04
# Share of a limb's length that it is stretched to before the body helps.
_STRETCH = 0.97
_ROUNDS = 16
# Metres that arms, legs and the rest get beyond their own length with all of the body's help.
_HELP = {"arm": 0.6, "leg": 0.45, "rest": 0.9}
# Frames that are worked on in one step.
_FRAMES = 150
_SPINE = tuple(skeleton.INDEX[name] for name in ("spine1", "spine2", "spine3"))
_ARMS = {
    skeleton.INDEX[f"{s}_wrist"]: tuple(skeleton.INDEX[f"{s}_{j}"] for j in ("shoulder", "elbow", "wrist"))
    for s in ("left", "right")
}
ANKLES = tuple(skeleton.INDEX[f"{s}_ankle"] for s in ("left", "right"))
_HEAD = skeleton.INDEX["head"]
_FOREARM_BENDS = np.array([0.0, 0.5, np.sqrt(0.75)])


def furthest(joint: int) -> tuple[int, float]:
    """(joint, metres): how far from the one a body gets the other at most."""
    if joint in _ARMS:
        upper, middle, end = _ARMS[joint]
        return upper, float(np.linalg.norm(skeleton.OFFSETS[[middle, end]], axis=-1).sum()) + _HELP["arm"]
    if joint in ANKLES:
        hip = 1 + ANKLES.index(joint)
        return hip, float(np.linalg.norm(skeleton.OFFSETS[[hip + 3, joint]], axis=-1).sum()) + _HELP["leg"]
    return joint, _HELP["rest"]


def reaching(
    clip: Clip, positions: Floats, wanted: dict[int, Floats], drawn: dict[int, Floats], touched: Bools
) -> Steps[Motion]:
    """Steps to the rotations (t, 22, 4) and the pelvis (t, 3) of the touched frames (T,), t of them.

    positions: joints (T, 22, 3) of the Clip; wanted: {joint: places (t, 3)}; drawn: {joint: (t,)}, 0 … 1, how
    far each is drawn to them.
    """
    rotations = np.array(clip.rotations[touched], dtype=np.float64)
    translation = np.array(clip.translation[touched], dtype=np.float64)
    standing, feet = positions[touched], skeleton.global_rotations(rotations)[:, list(ANKLES)]
    keep = _keeps(clip, positions)[touched]
    moved, lean = np.zeros_like(translation), np.zeros_like(translation)
    parts = [slice(at, at + _FRAMES) for at in range(0, len(rotations), _FRAMES)]
    for number, part in enumerate(parts):
        moved[part], lean[part] = _helping(
            rotations[part], translation[part], standing[part],
            {joint: path[part] for joint, path in wanted.items()},
            {joint: share[part] for joint, share in drawn.items()},
        )  # fmt: skip
        yield 0.7 * (number + 1) / len(parts)
    if 0 not in wanted:
        moved = smoothed(moved, touched, clip.fps)
    lean = smoothed(lean, touched, clip.fps)
    translation = translation + moved
    ankles = np.stack([
        wanted.get(ankle, standing[:, ankle] + (1.0 - keep[:, side, None]) * moved)
        for side, ankle in enumerate(ANKLES)
    ], axis=1)  # fmt: skip
    rotations = _bent(rotations, lean)
    if 0 not in wanted:
        # Straight legs would snap; the hips go down as far as pins have set in.
        sunk = planting.sinking(rotations, translation, ankles, clip.fps)
        translation[:, 1] -= np.max(list(drawn.values()), axis=0) * sunk
    yield 0.8
    for number, part in enumerate(parts):
        rotations[part], translation[part] = planting.legs_to(
            rotations[part], translation[part], ankles[part], feet[part], clip.fps, sink=False
        )
        for wrist, arm in _ARMS.items():
            if wrist in wanted:
                rotations[part] = _reach(rotations[part], translation[part], arm, wanted[wrist][part])
        yield 0.8 + 0.2 * (number + 1) / len(parts)
    return _same_signs(rotations, clip.rotations[touched]), translation


def _helping(
    rotations: Floats, translation: Floats, standing: Floats, wanted: dict[int, Floats],
    drawn: dict[int, Floats],
) -> tuple[Floats, Floats]:  # fmt: skip
    """How far the pelvis moves (t, 3) and the spine leans (t, 3) to help, frame by frame."""
    moved = wanted[0] - translation if 0 in wanted else np.zeros_like(translation)
    # What pins asked for so far; spine and legs give it in part.
    asked, lean, bent = np.zeros_like(translation), np.zeros_like(translation), rotations
    # A limb that is straight already asks for help where it is: that may only set in as the pin does.
    ends = {joint: standing[:, joint] for joint in wanted}
    before = {j: (1.0 - drawn[j]) * size(pull) for j, pull in _pulls(standing, ends).items()}
    for number in range(_ROUNDS):
        joints = skeleton.forward_kinematics(bent, translation + moved)
        found = {joint: more(pull, before[joint]) for joint, pull in _pulls(joints, wanted).items()}
        pulls, leans = list(found.values()), [pull for joint, pull in found.items() if joint not in ANKLES]
        if not pulls:
            break
        if leans:
            lean = lean + _leaning(joints, np.mean(leans, axis=0))
            bent = _bent(rotations, limited(lean, np.radians(_LEAN)))
        if 0 not in wanted and (number >= 4 or not leans):
            asked = asked + 0.8 * np.mean(pulls, axis=0)
            moved = _helped(asked)
    return moved, limited(lean, np.radians(_LEAN))


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
        elif joint in ANKLES:
            hip = 1 + ANKLES.index(joint)
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


def _reach(rotations: Floats, translation: Floats, arm: tuple[int, ...], target: Floats) -> Floats:
    """The rotations with an arm's end at target (t, 3), as near as its length allows."""
    rotations = np.array(rotations)
    upper, middle, end = arm
    world, joints = skeleton.global_rotations(rotations), skeleton.forward_kinematics(rotations, translation)
    bend = quaternion.rotate(world[:, upper], _FOREARM_BENDS)
    first, second = ik.two_bone(
        world[:, upper], world[:, middle], joints[:, upper], joints[:, middle], joints[:, end], target, bend
    )
    above = world[:, skeleton.PARENTS[upper]]
    rotations[:, upper] = quaternion.normalize(quaternion.multiply(quaternion.inverse(above), first))
    rotations[:, middle] = quaternion.normalize(quaternion.multiply(quaternion.inverse(first), second))
    return rotations
