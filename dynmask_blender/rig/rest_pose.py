"""How an armature's rest pose relates to the canonical T-pose: axes, sizes, and alignment of every bone.

Where the rest pose does not stand, a pose that does (`stance`) plays its part, and rotations go from there.
"""

from dataclasses import dataclass

import numpy as np

from ...backend.motion.body import quaternion, skeleton
from ...backend.motion.rig import alignment, detection, families
from .. import coords
from . import no_hips, rigify, stance
from .bone_tree import BoneTree

_LEG = float(np.linalg.norm(skeleton.OFFSETS[4]) + np.linalg.norm(skeleton.OFFSETS[7]))
ANKLE_HEIGHT = float(-skeleton.OFFSETS[10][1])
_REST_HIPS = skeleton.OFFSETS[[1, 2]].mean(axis=0)


@dataclass(frozen=True)
class RestPose:
    """What retargeting needs to know of an armature at rest.

    frame: (4,) turns backend axes to the body's axes in armature space. roles: {role: bone index}.
    align: {role: (4,)} takes the bone from its rest to the T-pose, in armature space.
    points: {role: (3,)} rest direction of limb bones, in armature space.
    stand: the tree as it stands; turns: (n, 4) rotations of its bones from rest, the identity where it rests.
    stretch: (3, 3) the object's scale, in armature axes; scale: world length per canonical metre.
    hips: (3,) rest middle of the hip joints; ankle: height of the ankles along `up` as it stands, both
    stretched.
    """

    tree: BoneTree
    stand: BoneTree
    turns: np.ndarray
    frame: np.ndarray
    roles: dict
    align: dict
    points: dict
    stretch: np.ndarray
    scale: float
    hips: np.ndarray
    ankle: float
    warnings: tuple

    @property
    def up(self):
        """The body's up (3,) in armature space."""
        return quaternion.rotate(self.frame, np.array([0.0, 1.0, 0.0]))

    @property
    def stands_posed(self):
        """Whether it stands in a pose of its action rather than at rest."""
        return self.stand is not self.tree

    @property
    def lean(self):
        """Rotation (4,) that takes the trunk, as it stands, upright; the identity for a rest pose."""
        turn = self.turns[self.roles["pelvis"]]
        return quaternion.multiply(self.align["pelvis"], quaternion.inverse(turn))

    def is_split(self, role):
        """Whether other bones lie between a limb's bone and the one it points to: it may bend there."""
        return alignment.is_split(self.tree, self.roles, role)

    @property
    def is_stretched(self):
        """Whether the object is scaled differently along its axes."""
        sizes = np.linalg.eigvalsh(self.stretch)
        return bool(sizes.max() - sizes.min() > 1e-4 * sizes.max())


def read(armature_obj, roles, stands=None):
    """The RestPose of an armature object for {role: bone name}. ValueError when there is no body to drive.

    stands: the pose that stands where the rest pose does not, as `stance.find` gives it.
    """
    tree = rigify.reparented(BoneTree.of(armature_obj), armature_obj)
    numbers = {role: tree.number(name) for role, name in roles.items()}
    numbers = {role: bone for role, bone in numbers.items() if bone >= 0}
    if roots := detection.without_hips(tree, roles):
        tree = no_hips.added(tree, roots)
        numbers["pelvis"] = len(tree) - 1
    if "pelvis" not in numbers:
        raise ValueError(
            f"No bone of '{armature_obj.name}' is known as its hips: "
            "press Detect Bones under Bone Mapping, or set the pelvis there."
        )
    stretch = _stretch(armature_obj)
    stand, turns = stance.posed(tree, stands) if stands else (tree, stance.unturned(tree))
    heads = {role: stand.heads[bone] for role, bone in numbers.items()}
    if stands:
        up, front = coords.up_and_front(armature_obj)
        frame = coords.exact_frame(np.cross(up, front), up)
    else:
        frame = coords.body_frame(*_body_axes(heads))
    points = alignment.directions(stand, numbers)
    warnings = []
    scale, ankle = _proportions(heads, stretch, quaternion.rotate(frame, np.array([0.0, 1.0, 0.0])), warnings)
    align = alignment.of(stand, numbers, points, frame, at_rest=not stands)
    pelvis = numbers["pelvis"]
    hips = alignment.middle(heads, "hip", heads["pelvis"]) - heads["pelvis"]
    hips = tree.heads[pelvis] + quaternion.rotate(quaternion.inverse(turns[pelvis]), hips)
    return RestPose(
        tree, stand, turns, frame, numbers,
        {role: quaternion.multiply(align[role], turns[bone]) for role, bone in numbers.items()},
        {r: quaternion.rotate(quaternion.inverse(turns[numbers[r]]), v) for r, v in points.items()},
        stretch, scale, stretch @ hips, ankle, tuple(warnings),
    )  # fmt: skip


def hip_centre(translation, pelvis):
    """Middle of the source's hip joints (T, 3) from pelvis positions (T, 3) and world rotations (T, 4)."""
    return translation + quaternion.rotate(pelvis, _REST_HIPS)


def hips_to_armature(rest, centre):
    """Where the armature's hip centre belongs, (T, 3) in armature space, for a source hip centre (T, 3).

    Scaled by the length of the legs, with the ankles' rest heights put on each other.
    """
    steps = (centre - _REST_HIPS * [1.0, 0.0, 1.0] - [0.0, ANKLE_HEIGHT, 0.0]) * rest.scale
    across = rest.hips - rest.up * (rest.hips @ rest.up)
    placed = quaternion.rotate(rest.frame, steps) + across + rest.up * rest.ankle
    return placed @ np.linalg.inv(rest.stretch).T


def hips_from_armature(rest, centre):
    """The inverse of `hips_to_armature`."""
    across = rest.hips - rest.up * (rest.hips @ rest.up)
    placed = centre @ rest.stretch.T - across - rest.up * rest.ankle
    steps = quaternion.rotate(quaternion.inverse(rest.frame), placed)
    return steps / rest.scale + _REST_HIPS * [1.0, 0.0, 1.0] + [0.0, ANKLE_HEIGHT, 0.0]


def pelvis_from_hips(centre, pelvis):
    """Pelvis positions (T, 3) from hip centres (T, 3) and pelvis rotations (T, 4)."""
    return centre - quaternion.rotate(pelvis, _REST_HIPS)


def _stretch(armature_obj):
    """Symmetric scale (3, 3) of the object's world matrix, in armature axes: matrix = rotation @ stretch."""
    matrix = np.array(armature_obj.matrix_world, dtype=np.float64)[:3, :3]
    _, sizes, axes = np.linalg.svd(matrix)
    if sizes.min() < 1e-9:
        raise ValueError(f"{armature_obj.name} is scaled to nothing: give it a scale other than 0.")
    return axes.T @ np.diag(sizes) @ axes


def _body_axes(heads):
    """Rest directions (3,) of the body's left and up in armature space."""
    left = sum(
        (heads[f"left_{part}"] - heads[f"right_{part}"]
         for part in families.SIDED if f"left_{part}" in heads and f"right_{part}" in heads),
        np.zeros(3),
    )  # fmt: skip
    hips = alignment.middle(heads, "hip", heads["pelvis"])
    top = heads.get("neck", heads.get("head", alignment.middle(heads, "shoulder", hips)))
    up = (top - hips) + (hips - alignment.middle(heads, "ankle", hips))
    if np.linalg.norm(left) < 1e-9 or np.linalg.norm(np.cross(left, up)) < 1e-9 * np.linalg.norm(left):
        raise ValueError("The mapped bones do not tell left and up: map both legs or arms, and the head.")
    return left, up


def _proportions(heads, stretch, up, warnings):
    """(size of the body relative to the canonical one, height of the ankles), from the legs' length."""
    legs = [
        sum(np.linalg.norm(stretch @ (heads[f"{side}_{b}"] - heads[f"{side}_{a}"]))
            for a, b in (("hip", "knee"), ("knee", "ankle")))
        for side in ("left", "right")
        if all(f"{side}_{part}" in heads for part in ("hip", "knee", "ankle"))
    ]  # fmt: skip
    if legs and np.mean(legs) > 1e-9:
        scale = float(np.mean(legs)) / _LEG
        return scale, float(np.mean([stretch @ heads[f"{s}_ankle"] @ up for s in ("left", "right")
                                     if f"{s}_ankle" in heads]))  # fmt: skip
    warnings.append("No whole leg is mapped: the size of the movement was taken from the height of the hips.")
    height = float(stretch @ heads["pelvis"] @ up)
    scale = height / (_LEG + ANKLE_HEIGHT) if height > 1e-6 else 1.0
    return scale, ANKLE_HEIGHT * scale
