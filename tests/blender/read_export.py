"""Reads an exported FBX (ufbx) or binary glTF (pygltflib) with no part of Blender; prints JSON.

python read_export.py FILE [CLIP, else the first] -> unit (metres), fps (None for glTF),
clips {name: [start, end] in seconds}, keys (K,) seconds, bones {name: parent or None},
above {node above the bones: {rotates, scales}}, heads {bone or node: (K, 3)} in metres, y up,
turns {bone or node: (K, 3, 3)} axes in columns.
"""

import json
import os
import sys

import numpy as np
from scipy.spatial.transform import Rotation

STILL = {"translation": (0.0, 0.0, 0.0), "rotation": (0.0, 0.0, 0.0, 1.0), "scale": (1.0, 1.0, 1.0)}


def matrices(translation, rotation, scale):
    """(K, 4, 4) of (K, 3), (K, 4; x y z w) and (K, 3)."""
    result = np.tile(np.eye(4), (len(translation), 1, 1))
    result[:, :3, :3] = Rotation.from_quat(rotation).as_matrix() * np.asarray(scale)[:, None, :]
    result[:, :3, 3] = translation
    return result


def turns(matrices):
    """(K, 3, 3) of (K, 4, 4): axes of length 1."""
    axes = matrices[:, :3, :3]
    return axes / np.linalg.norm(axes, axis=1, keepdims=True)


def described(parents, joints, local, keys, **more):
    """The JSON; parents {node: parent or None}, parents first; local {node: (K, 4, 4)}; joints: the bones."""
    world, above = {}, {}
    for node, parent in parents.items():
        world[node] = local[node] if parent is None else world[parent] @ local[node]
    for node in (n for n in parents if n not in joints and any(parents[j] == n for j in joints)):
        square = local[node][:, :3, :3]
        scales = np.linalg.norm(square, axis=1)
        above[node] = {
            "scales": float(np.abs(scales - 1).max()),
            "rotates": float(np.abs(square / scales[:, None] - np.eye(3)).max()),
        }
    return more | {
        "keys": list(keys), "above": above,
        "bones": {j: parents[j] if parents[j] in joints else None for j in joints},
        "heads": {n: (world[n][:, :3, 3] * more["unit"]).tolist() for n in (*joints, *above)},
        "turns": {n: turns(world[n]).tolist() for n in (*joints, *above)},
    }  # fmt: skip


def read_fbx(path, clip=None):
    import ufbx

    # ufbx 0.0.5 hands out elements that it does not count: none may be freed while others are in use.
    held = [ufbx.load_file(path)]

    def kept(element):
        held.append(element)
        return element

    scene = held[0]
    axes = scene.settings.axes
    assert (axes.right, axes.up, axes.front) == (
        ufbx.CoordinateAxis.POSITIVE_X, ufbx.CoordinateAxis.POSITIVE_Y, ufbx.CoordinateAxis.POSITIVE_Z
    ), axes  # fmt: skip
    stacks = [kept(stack) for stack in scene.anim_stacks]
    chosen = next(stack for stack in stacks if clip in (None, stack.name))
    animation, keys = kept(chosen.anim), set()
    for value in (kept(v) for layer in kept(chosen.layers) for v in kept(kept(layer).anim_values)):
        curves = [kept(curve) for curve in kept(value.curves) if curve is not None]
        keys |= {round(key.time, 9) for curve in curves for key in kept(curve.keyframes)}
    keys = sorted(keys)
    parents, local, joints = {}, {}, []
    for node in [kept(node) for node in scene.nodes]:
        if kept(node.mesh) is not None:
            continue
        above = kept(node.parent)
        parents[node.name] = above.name if above else None
        found = [ufbx.evaluate_transform(animation, node, time) for time in keys]
        local[node.name] = matrices(
            [(t.translation.x, t.translation.y, t.translation.z) for t in found],
            [(t.rotation.x, t.rotation.y, t.rotation.z, t.rotation.w) for t in found],
            [(t.scale.x, t.scale.y, t.scale.z) for t in found],
        )
        if kept(node.bone) is not None:
            joints.append(node.name)
    clips = {stack.name: [stack.time_begin, stack.time_end] for stack in stacks}
    fps, unit = scene.settings.frames_per_second, scene.settings.unit_meters
    tell(described(parents, joints, local, keys, unit=unit, fps=fps, clips=clips))


def read_glb(path, clip=None):
    from pygltflib import FLOAT, GLTF2

    file = GLTF2().load(path)
    blob, width = file.binary_blob(), {"SCALAR": 1, "VEC3": 3, "VEC4": 4}

    def values(index):
        accessor = file.accessors[index]
        view = file.bufferViews[accessor.bufferView]
        assert accessor.componentType == FLOAT and not view.byteStride
        start, size = view.byteOffset + (accessor.byteOffset or 0), width[accessor.type]
        return np.frombuffer(blob, "<f4", accessor.count * size, start).reshape(-1, size).astype(float)

    def times(animation):
        return np.concatenate([values(sampler.input)[:, 0] for sampler in animation.samplers])

    tracks, animation = {}, next(a for a in file.animations if clip in (None, a.name))
    keys = np.unique(np.round(times(animation), 6))
    for channel in animation.channels:
        sampler = animation.samplers[channel.sampler]
        when, what = values(sampler.input)[:, 0], values(sampler.output)
        held = np.stack([np.interp(keys, when, column) for column in what.T], axis=-1)
        tracks[channel.target.node, channel.target.path] = held
    above = {child: i for i, node in enumerate(file.nodes) for child in node.children or ()}
    order, waiting = [], [i for i in range(len(file.nodes)) if i not in above]
    while waiting:
        order.append(waiting.pop(0))
        waiting += file.nodes[order[-1]].children or ()
    parents, local = {}, {}
    for i in order:
        node = file.nodes[i]
        if node.mesh is None:
            parents[node.name] = file.nodes[above[i]].name if i in above else None
            local[node.name] = matrices(*(
                tracks.get((i, path), np.tile(getattr(node, path) or still, (len(keys), 1)))
                for path, still in STILL.items()
            ))  # fmt: skip
    joints = [n for n in parents if n in {file.nodes[j].name for skin in file.skins for j in skin.joints}]
    clips = {a.name: [float(times(a).min()), float(times(a).max())] for a in file.animations}
    tell(described(parents, joints, local, keys, unit=1.0, fps=None, clips=clips))


def tell(said):
    """Print and end at once, before anything is freed."""
    print(json.dumps(said), flush=True)
    os._exit(0)


if __name__ == "__main__":
    (read_glb if sys.argv[1].endswith(".glb") else read_fbx)(*sys.argv[1:])
