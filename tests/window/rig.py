"""A plain body with Mixamo's names and fingers, in a T-pose; needs only bpy."""

import bpy
from mathutils import Vector

MIDDLE = (
    ("Hips", "", (0, 0, 1.00), (0, 0, 1.10)), ("Spine", "Hips", (0, 0, 1.10), (0, 0, 1.22)),
    ("Spine1", "Spine", (0, 0, 1.22), (0, 0, 1.34)), ("Spine2", "Spine1", (0, 0, 1.34), (0, 0, 1.50)),
    ("Neck", "Spine2", (0, 0, 1.50), (0, 0, 1.60)), ("Head", "Neck", (0, 0, 1.60), (0, 0, 1.80)),
)  # fmt: skip
LEFT = (
    ("Shoulder", "Spine2", (0.04, 0, 1.46), (0.17, 0, 1.46)),
    ("Arm", "Shoulder", (0.17, 0, 1.46), (0.44, 0, 1.46)),
    ("ForeArm", "Arm", (0.44, 0, 1.46), (0.70, 0, 1.46)),
    ("Hand", "ForeArm", (0.70, 0, 1.46), (0.86, 0, 1.46)),
    ("UpLeg", "Hips", (0.10, 0, 0.98), (0.10, 0, 0.53)),
    ("Leg", "UpLeg", (0.10, 0, 0.53), (0.10, 0.02, 0.09)),
    ("Foot", "Leg", (0.10, 0.02, 0.09), (0.10, -0.11, 0.02)),
    ("ToeBase", "Foot", (0.10, -0.11, 0.02), (0.10, -0.19, 0.02)),
)  # fmt: skip
# Where on the palm a finger begins, and which way its three bones go on.
FINGERS = {"Thumb": ((0.74, -0.03, 1.45), (0.02, -0.02, 0)), "Index": ((0.83, -0.03, 1.46), (0.03, 0, 0)),
           "Middle": ((0.84, -0.01, 1.46), (0.032, 0, 0)), "Ring": ((0.83, 0.01, 1.46), (0.03, 0, 0)),
           "Pinky": ((0.82, 0.03, 1.46), (0.025, 0, 0))}  # fmt: skip


def fingers():
    """As LEFT."""
    for name, (begin, way) in FINGERS.items():
        parent = "Hand"
        for i in range(3):
            head, tail = (Vector(begin) + k * Vector(way) for k in (i, i + 1))
            yield f"Hand{name}{i + 1}", parent, head, tail
            parent = f"Hand{name}{i + 1}"


def bones():
    """[(name, parent, head, tail)] of both sides."""
    found = list(MIDDLE)
    for side, sign in (("Left", 1), ("Right", -1)):
        for name, parent, head, tail in (*LEFT, *fingers()):
            parent = parent if parent in {"Spine2", "Hips"} else side + parent
            flip = Vector((sign, 1, 1))
            found.append((side + name, parent, Vector(head) * flip, Vector(tail) * flip))
    return found


def make(name="Body"):
    """The armature object, active and selected."""
    data = bpy.data.armatures.new(name)
    obj = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(obj)
    bpy.context.view_layer.objects.active = obj
    obj.select_set(True)
    bpy.ops.object.mode_set(mode="EDIT")
    for bone, parent, head, tail in bones():
        edit = data.edit_bones.new(bone)
        edit.head, edit.tail = head, tail
        if parent:
            edit.parent = data.edit_bones[parent]
    bpy.ops.object.mode_set(mode="OBJECT")
    data.display_type = "OCTAHEDRAL"
    return obj
