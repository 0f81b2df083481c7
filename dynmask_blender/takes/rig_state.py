"""What the movement of an action depends on besides its keys, as a text that changes with it."""

import hashlib

import numpy as np

from ..rig import snapshot


def stamp(obj, mapping, layer=None):
    """A text for the mapped bones' rotation modes, rest, constraints and drivers, and the action's blending.

    mapping: of its bones; layer: as `snapshot.layer` gives it, unless the present one is
    meant. Poses and animated values play no part.
    """
    roles = mapping.roles
    known = sorted(roles.items()), sorted(mapping.stance.items())
    digest = hashlib.md5(repr(known).encode(), usedforsecurity=False)
    bones = [obj.pose.bones[name] for name in sorted(set(roles.values())) if name in obj.pose.bones]
    for bone in bones:
        constraints = [(constraint.type, constraint.mute) for constraint in bone.constraints]
        digest.update(repr((bone.name, bone.rotation_mode, constraints)).encode())
        digest.update(np.array(bone.bone.matrix_local, np.float32).tobytes())
    animation = obj.animation_data
    driven = animation.drivers if animation else ()
    drivers = sorted((curve.data_path, curve.array_index, curve.mute) for curve in driven)
    digest.update(repr((drivers, layer or snapshot.layer(obj))).encode())
    return digest.hexdigest()
