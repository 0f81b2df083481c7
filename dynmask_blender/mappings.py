"""Which bone plays which role, between the panel's editable list and the mapping saved on the armature."""

import bpy

from . import mapping_file, presets, retarget, status
from .session import is_updating, updating

ROLES = (*presets.ROLES, presets.ROOT)
FILLING = "the bone mapping"


def detect(obj):
    """Detect the roles of an armature object, save and show them. Returns the Mapping."""
    mapping = retarget.detect_mapping(obj)
    if obj.data.library is None:
        retarget.save_mapping(obj, mapping)
        show(obj, mapping)
    return mapping


def of(obj):
    """The saved Mapping of an armature object, detected where there is none yet.

    Raises Problem when no body can be recognised.
    """
    mapping = retarget.load_mapping(obj) or detect(obj)
    missing = [role for role in presets.ESSENTIAL if not mapping.roles.get(role)]
    if missing:
        names = ", ".join(role.replace("_", " ") for role in missing[:6])
        more = f" and {len(missing) - 6} more" if len(missing) > 6 else ""
        raise status.Problem(
            f"'{obj.name}' has no bone for {names}{more}: set them under Bone Mapping in the DynMask tab"
        )
    return mapping


def write_file(obj, path):
    """Write the mapping of an armature object to a JSON file. Raises Problem when there is none to write."""
    mapping = retarget.load_mapping(obj)
    if mapping is None:
        raise status.Problem(f"'{obj.name}' has no bone mapping yet: detect one first")
    mapping_file.write(path, mapping.roles, mapping.kind)


def read_file(obj, path):
    """Make the mapping in a JSON file that of an armature object; save and show it. Returns the Mapping.

    Bones that the armature lacks are kept and warned about. Raises Problem, and changes nothing, when the
    file holds no mapping or none of its bones is on the armature.
    """
    try:
        roles, kind = mapping_file.read(path)
    except OSError as error:
        raise status.Problem(f"The file cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise status.Problem(str(error)) from error
    if not any(bone in obj.data.bones for bone in roles.values()):
        raise status.Problem(f"None of the mapping's bones is on '{obj.name}': it was made for another rig")
    mapping = retarget.Mapping(roles, kind, retarget.check_roles(obj, roles))
    retarget.save_mapping(obj, mapping)
    show(obj, mapping)
    return mapping


def show(obj, mapping):
    """Fill the panel's list from a Mapping."""
    group = obj.data.dynmask
    with updating(FILLING):
        group.roles.clear()
        for role in ROLES:
            item = group.roles.add()
            item.name = role
            item.bone = mapping.roles.get(role) or ""
        group.kind = mapping.kind
        group.warnings = "\n".join(mapping.warnings)


def save_from_panel(armature):
    """Save what was edited in the list, with fresh warnings; called by the list's update."""
    if is_updating(FILLING):
        return
    obj = next((o for o in bpy.data.objects if o.data == armature), None)
    if obj is None:
        return
    group = armature.dynmask
    roles = {item.name: item.bone for item in group.roles if item.bone}
    warnings = retarget.check_roles(obj, roles)
    retarget.save_mapping(obj, retarget.Mapping(roles, "custom", warnings))
    group.kind, group.warnings = "custom", "\n".join(warnings)
