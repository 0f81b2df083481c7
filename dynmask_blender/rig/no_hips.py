"""Armatures without a hips bone, as some exporters make them: legs and spine hang from the object itself.

A bone that is not there stands for the hips, last in the tree and without a name; what hangs from it is moved
as it moves.
"""

from dataclasses import replace

import numpy as np

from ...backend.motion.body import quaternion


def added(tree, roots):
    """The BoneTree with such a bone, from which the bones `roots` hang."""
    count, head = len(tree), tree.heads[roots].mean(axis=0)
    parents, inherits = np.append(tree.parents, -1), np.append(tree.inherits_rotation, True)
    # Blender knows nothing of that bone: what hangs from it is turned in the armature's own axes.
    parents[roots], inherits[roots] = count, False
    return replace(
        tree, names=(*tree.names, ""), parents=parents, heads=np.vstack([tree.heads, head]),
        tails=np.vstack([tree.tails, head]), rotations=np.vstack([tree.rotations, quaternion.IDENTITY]),
        connected=np.append(tree.connected, False), inherits_rotation=inherits,
        local_location=np.append(tree.local_location, True),
    )  # fmt: skip


def is_added(tree):
    """Whether a tree has such a bone."""
    return bool(tree.names) and tree.names[-1] == ""


def posed(tree, poses):
    """Poses (T, bones, 4, 4) with that of such a bone, where the tree has one: as what hangs from it sits."""
    if not is_added(tree) or poses.shape[1] == len(tree):
        return poses
    roots = tree.children(len(tree) - 1)
    heads, rest = poses[..., :3, 3][:, roots], tree.heads[roots]
    middle = heads.mean(axis=1, keepdims=True)
    u, _, v = np.linalg.svd(np.einsum("tbi,bj->tij", heads - middle, rest - rest.mean(axis=0)))
    flip = np.tile(np.eye(3), (len(poses), 1, 1))
    flip[:, 2, 2] = np.sign(np.linalg.det(u @ v))
    hips = np.tile(np.eye(4), (len(poses), 1, 1, 1))
    hips[:, 0, :3, :3], hips[:, 0, :3, 3] = u @ flip @ v, middle[:, 0]
    return np.concatenate([poses, hips], axis=1)


def locations(tree, deltas, offset):
    """{bone index: (T, 3)} steps of what hangs from such a bone, in armature space.

    deltas: {bone: (T, 4)} rotations from rest; offset: (T, 3) step of the bone itself.
    """
    hips = len(tree) - 1
    steps = {}
    for bone in tree.children(hips):
        arm = tree.heads[bone] - tree.heads[hips]
        steps[bone] = offset + quaternion.rotate(deltas[hips], arm) - arm
    return steps


def carried(poses, objects, height):
    """Poses (T, bones, 4, 4) with the movement of the object (T, 4, 4), which is the hips' where it moves.

    They are told from an object that stands along the world's axes, `height` over the floor.
    """
    if np.abs(objects - objects[0]).max() < 1e-5:
        return poses
    still = np.eye(4)
    still[:3, :3] = _straight(objects[0]) * _sizes(objects[0])
    still[2, 3] = height
    return np.linalg.inv(still) @ objects[:, None] @ poses


def _sizes(matrix):
    return np.linalg.norm(matrix[:3, :3], axis=0)


def _straight(matrix):
    """The rotation matrix along the axes that is nearest to a matrix's rotation."""
    axes = matrix[:3, :3] / _sizes(matrix)
    straight = np.zeros((3, 3))
    for _ in range(3):
        free = np.abs(axes) * (straight.sum(axis=0) == 0) * (straight.sum(axis=1) == 0)[:, None]
        row, column = np.unravel_index(np.argmax(free), (3, 3))
        straight[row, column] = 1.0
    return straight * np.sign(axes)
