"""How far retargeted limbs point off the source's on rigs of every family; a script prints the table.

python tests/blender/family_table.py
"""

import sys
from pathlib import Path

import numpy as np

FRAMES = 16
# Bodies and rest poses that every family is tried in; `turn` degrees and `scale` are the object's.
BODIES = {
    "as it comes": {},
    "T-pose, tall": {"arms": 0.0, "elbows": 0.0, "legs": 0.0, "size": 1.25},
    "A-pose, child": {"arms": 55.0, "elbows": 10.0, "legs": 6.0, "size": 0.6, "leg_size": 0.8},
    "short legs, turned and scaled": {"leg_size": 0.75, "turn": 70.0, "scale": 0.01},
    "no clavicles, no toes": {"without": ("collar", "foot")},
}


def measure(facts, body, seed=0, root="hips", motion=None, plant=False):
    """(mapping, {role: (T,) degrees}, metres the hips are off their way) of a retargeted wild motion.

    facts: a RigFacts; body: a value of BODIES; motion: another one, as `rigs.wild_motion`; plant: with Clean
    Feet. The scene has to run at 20 frames a second.
    """
    import bpy
    import rigs
    from dynmask.backend.motion.body import skeleton
    from dynmask.dynmask_blender.actions import new_action
    from dynmask.dynmask_blender.retarget import to_rig

    options = dict(body)
    angle, scale = options.pop("turn", 0.0), options.pop("scale", facts.metres)
    matrix = rigs.object_matrix((0, 0, angle), (scale,) * 3)
    rig = facts.build(seed=seed, matrix=matrix, **options)
    mapping = to_rig.detect_mapping(rig)
    motion = motion or rigs.wild_motion(FRAMES, seed=seed)
    tracks = to_rig.retarget(rig, *motion, mapping, root=root, plant_fps=20.0 if plant else None)
    new_action.write_action(rig, tracks, 20.0, bpy.context.scene, "Motion", 1)
    turn = np.array(rigs.object_matrix((0, 0, angle)).to_3x3())
    frames = range(1, len(motion[0]) + 1)
    errors = rigs.limb_errors(rig, mapping, *motion, frames, turn)
    seen = rigs.poses(rig, frames)
    hips = sum(seen[mapping.roles[f"{side}_hip"]][:, 0] for side in ("left", "right")) / 2
    source = skeleton.forward_kinematics(*motion)
    x, y, z = np.moveaxis(source[:, [1, 2]].mean(axis=1), -1, 0)
    way = np.stack([x, -z, y], axis=-1) @ turn.T * _leg(rig, mapping) / _source_leg(skeleton)
    off = np.linalg.norm((hips - hips[0]) - (way - way[0]), axis=1).max()
    return mapping, errors, float(off)


def _leg(rig, mapping):
    joints = [rig.matrix_world @ rig.data.bones[mapping.roles[f"left_{part}"]].head_local
              for part in ("hip", "knee", "ankle")]  # fmt: skip
    return (joints[1] - joints[0]).length + (joints[2] - joints[1]).length


def _source_leg(skeleton):
    return sum(np.linalg.norm(skeleton.OFFSETS[skeleton.INDEX[f"left_{j}"]]) for j in ("knee", "ankle"))


def main():
    """Print mean and worst error in degrees, and the hips' error in millimetres, of all bodies together."""
    import bpy
    from family_facts import FAMILIES

    print(f"Blender {bpy.app.version_string}, {len(BODIES)} bodies each")
    print(f"{'family':24}{'bones':>6}{'mean °':>8}{'worst °':>9}{'hips mm':>9}  found as")
    for name, facts in FAMILIES.items():
        found = []
        for seed, body in enumerate(BODIES.values()):
            bpy.ops.wm.read_factory_settings(use_empty=True)
            bpy.context.scene.render.fps = 20
            found.append(measure(facts, body, seed))
        every = np.concatenate([e for _, errors, _ in found for e in errors.values()])
        off, bones = 1000 * max(hips for _, _, hips in found), sum(1 for _ in facts.rows())
        kinds = ", ".join(dict.fromkeys(mapping.kind for mapping, _, _ in found))
        print(f"{name:24}{bones:6}{every.mean():8.2f}{every.max():9.2f}{off:9.2f}  {kinds}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import conftest  # noqa: F401

    main()
