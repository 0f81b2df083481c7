"""A generated Rigify rig's limbs on their IK controls: where these have to be for the pose that is shown."""

import math
from dataclasses import dataclass

import numpy as np
from mathutils import Matrix, Vector

from ...rig import rigify

LIMBS = ("arms", "legs")
# Switches of a limb while its IK controls move it: with a pole target, whose place says where the middle
# joint goes; both controls follow the root, so that they stay where they are keyed.
_SWITCHES = {"IK_FK": 0.0, "pole_vector": 1.0, "IK_parent": 1.0, "pole_parent": 1.0}
# Of the limb's length, how far the pole target is from the middle joint; and how far from a straight limb
# that joint is before its direction means something.
_FAR, _STRAIGHT = 1.0, 1e-3


@dataclass(frozen=True)
class Limb:
    """Names of a limb's bones. shown: its three bones, whatever moves them; base: the control whose scale the
    limb has; toe: (shown bone, control) or
    None; rest: controls that must be at rest."""

    parent: str
    shown: tuple
    base: str
    end: str
    pole: str
    toe: tuple | None
    rest: tuple

    @property
    def controls(self):
        """Every bone that is keyed."""
        return (self.base, self.end, self.pole, *(self.toe or ())[1:], *self.rest)


def limbs(obj, wanted=LIMBS):
    """The Limbs of an armature that can be baked; none where it is not such a rig."""
    bones = obj.pose.bones
    if rigify.kind(bones.keys()) != rigify.KIND:
        return []
    found = []
    for side in ("L", "R"):
        arm = Limb(
            f"upper_arm_parent.{side}",
            tuple(f"ORG-{part}.{side}" for part in ("upper_arm", "forearm", "hand")),
            f"upper_arm_ik.{side}", f"hand_ik.{side}", f"upper_arm_ik_target.{side}", None, (),
        )  # fmt: skip
        leg = Limb(
            f"thigh_parent.{side}",
            tuple(f"ORG-{part}.{side}" for part in ("thigh", "shin", "foot")),
            f"thigh_ik.{side}", f"foot_ik.{side}", f"thigh_ik_target.{side}",
            (f"ORG-toe.{side}", f"toe_ik.{side}"),
            tuple(f"{name}.{side}" for name in ("foot_spin_ik", "foot_heel_ik")),
        )  # fmt: skip
        found += [limb for kind, limb in zip(LIMBS, (arm, leg), strict=True) if kind in wanted]
    return [limb for limb in found if _is_whole(bones, limb)]


def _is_whole(bones, limb):
    names = (limb.parent, *limb.shown, *(limb.toe or ())[:1], *limb.controls)
    return all(n in bones for n in names) and all(n in bones[limb.parent] for n in ("IK_FK", "pole_vector"))


def switches(obj, limb):
    """{(bone, property): value} of a limb on its IK controls."""
    bone = obj.pose.bones[limb.parent]
    return {(limb.parent, name): value for name, value in _SWITCHES.items() if name in bone}


def goals(evaluated, limb):
    """{control: its matrix in armature space} of hand, or foot and toes, and pole target, for what shows."""
    bones = evaluated.pose.bones
    upper, lower, end = (bones[name] for name in limb.shown)
    hip, middle, tip = upper.matrix.translation, lower.matrix.translation, end.matrix.translation
    length = (middle - hip).length + (tip - middle).length
    along = (tip - hip).normalized()
    out = (middle - hip) - along * (middle - hip).dot(along)
    if out.length < _STRAIGHT * length:
        out = _carried(upper, lower, bones[limb.pole])
        out -= along * out.dot(along)
    pole = Matrix.Translation(middle + out.normalized() * (_FAR * length))
    found = {limb.end: _rigid(end, bones[limb.end].bone), limb.pole: pole}
    if limb.toe:
        found[limb.toe[1]] = _rigid(bones[limb.toe[0]], bones[limb.toe[1]].bone)
    return found


def corrected(evaluated, limb, pole, wanted):
    """A pole target, turned about the limb by what its middle joint is off; wanted: joints (3, 3)."""
    first, middle, last = (Vector(place) for place in wanted)
    along = (last - first).normalized()
    have = evaluated.pose.bones[limb.shown[1]].matrix.translation - first
    have, want = (v - along * v.dot(along) for v in (have, middle - first))
    if min(have.length, want.length) < _STRAIGHT * (last - first).length:
        return pole
    angle = math.atan2(along.dot(have.cross(want)), have.dot(want))
    turn = Matrix.Translation(first) @ Matrix.Rotation(angle, 4, along) @ Matrix.Translation(-first)
    return Matrix.Translation(turn @ pole.translation)


def stretched(evaluated, limb, wanted):
    """How many times as long as it should be the limb is; wanted: joints (3, 3). Blender's solver stretches
    limbs that may stretch, which Rigify's may, even where it need not."""
    have = np.diff(joints(evaluated, [limb]), axis=0), np.diff(np.asarray(wanted), axis=0)
    return float(np.divide(*(np.linalg.norm(bones, axis=-1).sum() for bones in have)))


def joints(evaluated, limbs):
    """Places (n, 3) of the limbs' joints in armature space, three each."""
    bones = evaluated.pose.bones
    return np.array([bones[name].matrix.translation[:] for limb in limbs for name in limb.shown])


def local(evaluated, name, matrix):
    """(rotation (4,), location (3,)) of a control's channels that put it at a matrix in armature space."""
    found = evaluated.convert_space(
        pose_bone=evaluated.pose.bones[name], matrix=matrix, from_space="POSE", to_space="LOCAL"
    )
    place, turn, _ = found.decompose()
    return np.array(turn, dtype=np.float64), np.array(place, dtype=np.float64)


def _rigid(shown, control):
    """Where a control is that is fixed to a bone as both rest."""
    return shown.matrix @ shown.bone.matrix_local.inverted() @ control.matrix_local


def _carried(upper, middle, pole):
    """Where the pole target is from the middle joint as at rest, turned with the upper bone."""
    turn = upper.matrix.to_3x3() @ upper.bone.matrix_local.to_3x3().inverted()
    return turn @ (pole.bone.head_local - middle.bone.head_local)
