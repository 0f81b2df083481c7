"""Which bone plays which role, between the panel's editable list and the mapping saved on the armature."""

import bpy

from ...backend.motion.rig import families
from .. import compat, nla
from ..session import session, status
from ..session.session import is_updating, updating
from . import detection, mapping_file, obstacles, stance

ROLES = (*families.ROLES, families.ROOT)
FILLING = "the bone mapping"


def detect(obj):
    """Detect the roles of an armature object, save and show them. Returns the Mapping."""
    mapping = detection.detect_mapping(obj)
    _keep(obj, mapping)
    return mapping


def get_or_detect(obj):
    """The saved Mapping of an armature object, detected where there is none yet.

    Raises Problem when no body can be recognised.
    """
    saved = detection.load_mapping(obj)
    mapping = saved or detect(obj)
    if saved and not mapping.stance and not stance.stands_at_rest(obj, mapping.roles):
        mapping = _standing(obj, mapping)
    missing = detection.missing(obj, mapping.roles)
    needed = {role: mapping.roles[role] for role in families.ESSENTIAL if mapping.roles.get(role)}
    if gone := obstacles.gone(obj, needed):
        raise status.Problem(gone[0])
    if missing:
        names = ", ".join(role.replace("_", " ") for role in missing[:6])
        more = f" and {len(missing) - 6} more" if len(missing) > 6 else ""
        cure = "press Detect Bones or set them" if saved else "set them"
        said = f"'{obj.name}' has no bone for {names}{more}"
        raise status.Problem(f"{said}: {cure} under Bone Mapping in the DynMask tab")
    return mapping


def of_edit(obj, strip=""):
    """The Mapping as `get_or_detect` gives it, for an edit of the object's action. Raises Problem.

    strip: name of the NLA strip that plays the action, if any.
    """
    mapping = get_or_detect(obj)
    action = nla.action(obj, strip)
    if not mapping.roles.get("pelvis") and action is not None:
        paths = {curve.data_path for curve in compat.fcurves(nla.owner(obj, strip), action)}
        if any(path == "location" or path.startswith("rotation_") for path in paths):
            said = f"'{obj.name}' has no hips bone, and '{action.name}' moves the whole object in its place"
            cure = "add a bone that legs and spine hang from and move the object's keys to it, or generate"
            raise status.Problem(f"{said}: {cure}")
    return mapping


def _standing(obj, mapping):
    """The mapping with the pose that stands, where the object's present action has one; saved then."""
    animation = stance.spans(obj)
    if session.current.lying.get(obj.session_uid) == animation:
        return mapping
    found = stance.find(obj, mapping.roles)
    if not found:
        session.current.lying[obj.session_uid] = animation
        return mapping
    mapping = detection.Mapping(mapping.roles, mapping.kind, detection.check_roles(obj, mapping.roles), found)
    _keep(obj, mapping)
    return mapping


def _keep(obj, mapping):
    if obj.library is None:
        detection.save_mapping(obj, mapping)
        show(obj, mapping)


def write_file(obj, path):
    """Write the mapping of an armature object to a JSON file. Raises Problem when there is none to write."""
    mapping = detection.load_mapping(obj)
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
    mapping = detection.Mapping(roles, kind, detection.check_roles(obj, roles))
    detection.save_mapping(obj, mapping)
    show(obj, mapping)
    return mapping


def show(obj, mapping):
    """Fill the panel's list from a Mapping."""
    group = shown(obj)
    with updating(FILLING):
        group.roles.clear()
        for role in ROLES:
            item = group.roles.add()
            item.name = role
            item.bone = mapping.roles.get(role) or ""
        group.kind = mapping.kind
        group.warnings = "\n".join(mapping.warnings)


def shown(obj):
    """The group with the panel's list (roles, kind, warnings) of an armature object."""
    return obj.dynmask if detection.is_kept_on_object(obj) else obj.data.dynmask


def save_from_panel(owner):
    """Save what was edited in the list, with fresh warnings; called by the list's update.

    owner: the armature data or, where the list is the object's, the object.
    """
    if is_updating(FILLING):
        return
    obj = next((o for o in bpy.data.objects if owner in (o, o.data)), None)
    if obj is None:
        return
    group = shown(obj)
    roles = {item.name: item.bone for item in group.roles if item.bone}
    warnings = detection.check_roles(obj, roles)
    kept = detection.load_mapping(obj)
    standing = kept.stance if kept else {}
    detection.save_mapping(obj, detection.Mapping(roles, "custom", warnings, standing))
    group.kind, group.warnings = "custom", "\n".join(warnings)
