"""Copies of the meshes an armature deforms, for its stand-in to deform."""

import bpy


def copy_to(stand_in, armature_obj, source_scene, target_scene, inward):
    """Copy the armature's skinned meshes into the stand-in's axes and units; returns the new objects.

    inward: 4x4 from the world to the stand-in's armature space.
    """
    copies = []
    for mesh in source_scene.objects:
        if mesh.type != "MESH" or not any(_deforms(m, armature_obj) for m in mesh.modifiers):
            continue
        copy = mesh.copy()
        copy.data = mesh.data.copy()
        copy.animation_data_clear()
        copy.constraints.clear()
        copy.data.transform(inward @ mesh.matrix_world, shape_keys=True)
        target_scene.collection.objects.link(copy)
        copy.parent, copy.parent_type = stand_in, "OBJECT"
        copy.matrix_parent_inverse.identity()
        copy.matrix_basis.identity()
        for modifier in copy.modifiers:
            if _deforms(modifier, armature_obj):
                modifier.object = stand_in
        copy.hide_viewport = False
        copies.append((copy, mesh))
    return copies


def discard(copies):
    """Remove the copies with their meshes."""
    for copy, _ in copies:
        data = copy.data
        bpy.data.objects.remove(copy)
        bpy.data.meshes.remove(data)


def _deforms(modifier, armature_obj):
    return modifier.type == "ARMATURE" and modifier.object == armature_obj
