"""Which bone of a skeleton plays which role, found by names, then by hierarchy, then by shape."""

from ..arrays import Floats
from . import bone_names, families, shape
from .bone_tree import BoneTree


def detect(tree: BoneTree, up: Floats, front: Floats) -> tuple[str, dict[str, str]]:
    """(kind, {role: bone name}): the roles are the canonical joints and "root"; kind: the family.

    up, front: (3,) unit vectors, where bodies stand and face as a rule; only shapes are judged by them.
    """
    kind, roles = _by_family(tree)
    if roles:
        roles = _with_whole_spine(tree, roles)
    else:
        kind, roles = "names", _by_names(tree)
    if not is_complete(tree, roles):
        guessed = shape.guess_roles(tree, up, front)
        if is_complete(tree, guessed):
            kind, roles = "shape", guessed
    _add_root(tree, roles)
    return kind, roles


def is_complete(tree: BoneTree, roles: dict[str, str]) -> bool:
    """Whether the roles hold a body that can be moved."""
    return not missing(tree, roles)


def missing(tree: BoneTree, roles: dict[str, str]) -> list[str]:
    """The roles that a body lacks to be moved."""
    lacking = [role for role in families.ESSENTIAL if not roles.get(role)]
    return [] if lacking == ["pelvis"] and without_hips(tree, roles) else lacking


def without_hips(tree: BoneTree, roles: dict[str, str]) -> list[int]:
    """The uppermost bones of the legs and the trunk where nothing holds them together; else an empty list."""
    limbs = [f"{side}_{part}" for side in ("left", "right") for part in ("hip", "shoulder")]
    bones = [tree.number(roles.get(role, "")) for role in limbs]
    if min(bones) < 0 or tree.number(roles.get("pelvis", "")) >= 0:
        return []
    left_leg, left_arm, right_leg, right_arm = (tree.ancestry(bone)[-1] for bone in bones)
    apart = left_arm == right_arm and len({left_leg, right_leg, left_arm}) == 3
    return sorted({left_leg, right_leg, left_arm}) if apart else []


def _by_family(tree: BoneTree) -> tuple[str, dict[str, str]]:
    """The known family most of whose names occur, with prefixes and namespaces taken off when need be."""
    plain: dict[str, str] = {}
    for name in tree.names:
        plain.setdefault(bone_names.without_prefix(name), name)
    best: tuple[str, dict[str, str]] = ("", {})
    for family in families.FAMILIES:
        wanted = family.roles()
        for names in ({name: name for name in tree.names}, plain):
            roles = {role: names[name] for role, name in wanted.items() if name in names}
            if is_complete(tree, roles) and len(roles) > len(best[1]):
                best = (family.kind, roles)
    return best


def _by_names(tree: BoneTree) -> dict[str, str]:
    """Sided roles from the bones' names, the axial ones from where those chains meet."""
    candidates = bone_names.sided_candidates(tree.names)
    roles = {role: names[0] for role, names in candidates.items()}
    for side in ("left", "right"):
        for chain in (("collar", "shoulder", "elbow", "wrist"), ("hip", "knee", "ankle", "foot")):
            _settle_chain(tree, [f"{side}_{part}" for part in chain], candidates, roles)
    return _with_axial(tree, roles)


def _settle_chain(
    tree: BoneTree, chain: list[str], candidates: dict[str, list[str]], roles: dict[str, str]
) -> None:
    """Of several bones named alike, take the one above the next role's bone (end to start)."""
    below = -1
    for role in reversed(chain):
        if role not in roles:
            continue
        numbers = [tree.number(name) for name in candidates[role]]
        above = [n for n in numbers if below >= 0 and n in tree.ancestry(below) and n != below]
        if below >= 0 and not above:
            continue
        chosen = above[0] if above else numbers[0]
        roles[role] = tree.names[chosen]
        below = chosen


def _with_whole_spine(tree: BoneTree, roles: dict[str, str]) -> dict[str, str]:
    """Family names, unless the arms hang from another bone than the family's uppermost spine bone."""
    named = _with_axial(tree, {k: v for k, v in roles.items() if k not in families.AXIAL})
    if "spine3" in named and named["spine3"] != roles.get("spine3"):
        return {k: v for k, v in roles.items() if not k.startswith("spine")} | named
    return roles


def _with_axial(tree: BoneTree, roles: dict[str, str]) -> dict[str, str]:
    legs = [tree.number(roles[r]) for r in ("left_hip", "right_hip") if r in roles]
    arms = [
        tree.number(roles.get(f"{side}_collar") or roles[f"{side}_shoulder"])
        for side in ("left", "right")
        if f"{side}_collar" in roles or f"{side}_shoulder" in roles
    ]
    if len(legs) < 2 or len(arms) < 2:
        return roles
    chest = tree.common_ancestor(*arms)
    while chest >= 0 and bone_names.is_neck(tree.names[chest]):
        # 3ds Max hangs the arms from the neck.
        chest = int(tree.parents[chest])
    pelvis = tree.common_ancestor(*legs, chest) if chest >= 0 else -1
    if pelvis < 0 and not without_hips(tree, roles):
        return roles
    heads = [i for i, name in enumerate(tree.names) if bone_names.is_head(name) and tree.path(chest, i)]
    return roles | shape.axial_roles(tree, pelvis, chest, heads[0] if heads else -1)


def _add_root(tree: BoneTree, roles: dict[str, str]) -> None:
    pelvis = tree.number(roles.get("pelvis", ""))
    if pelvis >= 0 and families.ROOT not in roles:
        line = tree.ancestry(pelvis)
        if len(line) > 1:
            roles[families.ROOT] = tree.names[line[-1]]
