"""Which bone of an armature plays which role, found by names, then by hierarchy, then by shape."""

import json
from dataclasses import dataclass, field

from ...backend.motion.rig import detection, families, shape
from .. import coords
from . import obstacles, rigify, stance
from .bone_tree import BoneTree

PROPERTY = "dynmask_mapping"


@dataclass(frozen=True)
class Mapping:
    """roles: {role: bone name}; the roles are the canonical joints and "root". kind: the rig family.

    stance: the pose that stands where the rest pose does not, as `stance.find` gives it.
    """

    roles: dict
    kind: str = "custom"
    warnings: list = field(default_factory=list)
    stance: dict = field(default_factory=dict)


def detect_mapping(armature_obj):
    """Fill the roles of an armature object; what is missing or doubtful is named in the warnings."""
    tree = BoneTree.of(armature_obj)
    if kind := rigify.kind(tree.names):
        roles = rigify.roles(tree.names)
        return Mapping(roles, kind, check_roles(armature_obj, roles))
    kind, roles = detection.detect(tree, *coords.up_and_front(armature_obj))
    standing = stance.find(armature_obj, roles)
    warnings = check_roles(armature_obj, roles) + stance.doubts(armature_obj, roles, standing)
    if kind == "shape":
        warnings.insert(
            0, "The bone names say little: roles were guessed from the rig's shape, please check them."
        )
    if armature_obj.data.get("rig_id") or "MCH-torso.parent" in tree.names:
        warnings.insert(
            0, "This is a control rig whose constraints override the motion: use its metarig instead."
        )
    return Mapping(roles, kind, warnings, standing)


def missing(armature_obj, roles):
    """Essential roles that no bone of the armature is set for."""
    return detection.missing(BoneTree.of(armature_obj), roles)


def check_roles(armature_obj, roles):
    """Sentences about roles that are missing, doubled, unknown to the armature, or out of order."""
    tree = rigify.reparented(BoneTree.of(armature_obj), armature_obj)
    constrained, driven = set(), set()
    if not rigify.kind(tree.names):
        constrained, driven = obstacles.constraints(armature_obj), obstacles.drivers(armature_obj)
    problems = []
    for role, name in roles.items():
        if role not in families.ROLES and role != families.ROOT:
            problems.append(f"There is no role called {role}.")
        elif tree.number(name) < 0:
            problems.append(
                f"{_words(role)} is set to {name}, but the armature has no such bone: press Detect Bones."
            )
        elif rigify.is_mechanism_bone(tree, tree.number(name)):
            problems.append(f"{name} ({_words(role)}) is moved by the rig's constraints: set a control.")
        elif name in constrained:
            problems.append(f"{name} ({_words(role)}) is moved by a constraint: its keys would not show.")
        elif name in driven:
            problems.append(f"{name} ({_words(role)}) is moved by a driver: its keys would not show.")
    if without := detection.missing(tree, roles):
        problems.append("No bone is set for " + ", ".join(_words(role) for role in without) + ".")
    seen = {}
    for role, name in roles.items():
        if name in seen:
            problems.append(f"{name} is set for both {_words(seen[name])} and {_words(role)}.")
        seen.setdefault(name, role)
    # Rigify's lower spine hangs from the upper one, Auto-Rig Pro's arms from the chest.
    usual = rigify.roles(tree.names) if rigify.kind(tree.names) else {}
    for role, name in roles.items():
        above = shape.mapped_parent(role, roles)
        if usual.get(role) == name:
            continue
        if above and tree.number(name) >= 0 and tree.number(roles[above]) >= 0:
            line = tree.ancestry(tree.number(name))
            if name != roles[above] and tree.number(roles[above]) not in line:
                above_name = f"{roles[above]} ({_words(above)})"
                problems.append(f"{name} ({_words(role)}) does not hang below {above_name}.")
    return problems


def save_mapping(armature_obj, mapping):
    """Keep a mapping as JSON on the armature data, or on the object where the data is another file's.

    ValueError when the object is another file's as well.
    """
    if armature_obj.library:
        said = f"'{armature_obj.name}' is linked from another file"
        raise ValueError(f"{said}: make a library override of it first")
    kept = {"kind": mapping.kind, "roles": mapping.roles}
    if mapping.stance:
        kept["stance"] = mapping.stance
    text = json.dumps(kept)
    if not is_kept_on_object(armature_obj):
        armature_obj.data[PROPERTY] = text
    elif hasattr(armature_obj, "dynmask"):
        armature_obj.dynmask.mapping = text
    else:
        armature_obj[PROPERTY] = text


def is_kept_on_object(armature_obj):
    """Whether the armature data is another file's or overrides it: what is kept there is lost on saving."""
    data = armature_obj.data
    return data.library is not None or data.override_library is not None


def load_mapping(armature_obj):
    """The mapping kept of an armature object, with fresh warnings, or None when there is none."""
    text = armature_obj.data.get(PROPERTY)
    if is_kept_on_object(armature_obj):
        own = getattr(armature_obj, "dynmask", None)
        text = (own.mapping if own else armature_obj.get(PROPERTY)) or text
    try:
        kept = json.loads(text)
        roles = {str(role): str(name) for role, name in kept["roles"].items()}
        kind = str(kept["kind"])
        standing = {str(name): [float(v) for v in row] for name, row in (kept.get("stance") or {}).items()}
        if any(len(row) != 7 for row in standing.values()):
            return None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    warnings = check_roles(armature_obj, roles) + stance.doubts(armature_obj, roles, standing)
    return Mapping(roles, kind, warnings, standing)


def _words(role):
    return role.replace("_", " ")
