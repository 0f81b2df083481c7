"""A simple visible body for the metarig: one mesh of capsules, each moved by its bone."""

import bpy
import numpy as np

# bone (the left one for both sides): radius across, radius front to back, how far along the bone it reaches
_PARTS = {
    "spine": (0.150, 0.100, 0.7),
    "spine.001": (0.125, 0.095, 1.0),
    "spine.002": (0.140, 0.105, 1.0),
    "spine.003": (0.155, 0.110, 0.75),
    "spine.004": (0.055, 0.055, 1.0),
    "spine.005": (0.055, 0.055, 1.0),
    "spine.006": (0.088, 0.100, 0.85),
    "shoulder.L": (0.060, 0.060, 1.0),
    "upper_arm.L": (0.050, 0.050, 1.0),
    "forearm.L": (0.040, 0.040, 1.0),
    "hand.L": (0.040, 0.028, 1.8),
    "thigh.L": (0.085, 0.085, 1.0),
    "shin.L": (0.060, 0.060, 1.0),
    "foot.L": (0.045, 0.045, 1.0),
    "toe.L": (0.042, 0.030, 0.8),
}
_NOSE = "spine.006"
_ROUND, _CAP = 16, 5


def add(rig, colours):
    """Add the body to the rig's scene. colours: left, right, middle, nose as #rrggbb. Returns the object."""
    vertices, faces, groups, materials = [], [], {}, []

    def put(bone, points, quads, material):
        first = sum(map(len, vertices))
        vertices.append(points)
        faces.extend((quad + first).tolist() for quad in quads)
        groups.setdefault(bone.name, []).extend(range(first, first + len(points)))
        materials.extend([material] * len(quads))

    for name, (across, deep, reach) in _PARTS.items():
        sides = (name, name.replace(".L", ".R")) if name.endswith(".L") else (name,)
        for side in sides:
            bone = rig.data.bones[side]
            head, tail = np.array(bone.head_local), np.array(bone.tail_local)
            put(bone, *_capsule(head, head + (tail - head) * reach, across, deep), _material(side))
    head = rig.data.bones[_NOSE]
    middle = (np.array(head.head_local) + np.array(head.tail_local)) / 2 + [0, -0.085, -0.01]
    put(head, *_capsule(middle, middle + [0, -0.05, -0.01], 0.022, 0.022), 3)

    mesh = bpy.data.meshes.new("Body")
    mesh.from_pydata(np.concatenate(vertices).tolist(), [], faces)
    for name, colour in zip(("Left", "Right", "Middle", "Nose"), colours, strict=True):
        material = bpy.data.materials.new(name)
        material.diffuse_color = [*_linear(colour), 1.0]
        mesh.materials.append(material)
    mesh.polygons.foreach_set("material_index", materials)
    mesh.shade_smooth()
    body = bpy.data.objects.new("Body", mesh)
    for name, indices in groups.items():
        body.vertex_groups.new(name=name).add(indices, 1.0, "REPLACE")
    body.modifiers.new("Armature", "ARMATURE").object = rig
    body.parent = rig
    rig.users_collection[0].objects.link(body)
    return body


def _material(bone):
    return 0 if bone.endswith(".L") else 1 if bone.endswith(".R") else 2


def _linear(colour):
    """#rrggbb as linear light, which is what Blender's colours are."""
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _capsule(start, stop, across, deep):
    """Points (n, 3) and quads (m, 4) of a capsule; `across` is its radius along x, `deep` the other one."""
    along = stop - start
    length = np.linalg.norm(along)
    along = along / length
    side = np.array([1.0, 0.0, 0.0]) if abs(along[0]) < 0.7 else np.array([0.0, 1.0, 0.0])
    side = side - along * (side @ along)
    side /= np.linalg.norm(side)
    front = np.cross(along, side)
    bend = np.linspace(-np.pi / 2, 0, _CAP)
    rings = [(np.sin(b) * min(across, deep), np.cos(b)) for b in bend]
    rings += [(length - place, size) for place, size in reversed(rings)]
    turn = np.arange(_ROUND) / _ROUND * 2 * np.pi
    circle = np.cos(turn)[:, None] * side * across + np.sin(turn)[:, None] * front * deep
    points = np.concatenate([start + along * place + circle * max(size, 1e-3) for place, size in rings])
    ring = np.arange(_ROUND)
    following = (ring + 1) % _ROUND
    quads = [
        np.stack([ring, following, following + _ROUND, ring + _ROUND], axis=1) + _ROUND * i
        for i in range(len(rings) - 1)
    ]
    return points, np.concatenate(quads)
