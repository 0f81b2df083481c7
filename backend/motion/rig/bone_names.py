"""What a bone's name says about its role: the side, and the body part."""

import re
from collections.abc import Iterable

_PREFIXES = re.compile(
    r"^(mixamorig\d*[:_]?|character\d+_|def[-_]|org[-_]|cc_base_|j_bip_[clr]_(?=[lr]_)|j_bip_c_|j_bip_|"
    r"bip\d*[ _.]+|valvebiped[._]|bip01[ _.]|[mf]_avg_|bn_|jnt_|bone_|b_|rig_|sk_)",
    re.IGNORECASE,
)
_LEFT, _RIGHT = {"l", "left", "lft", "lt"}, {"r", "right", "rgt", "rt"}

# body part: (tokens joined, best first); "leg", "foot", "shoulder", "hand" mean other joints in other rigs
_PARTS = {
    "collar": ("clavicle", "collar", "collarbone", "clav"),
    "shoulder": (
        "upperarm",
        "uparm",
        "humerus",
        "shldr",
        "shldrbend",
        "bicep",
        "armupper",
        "armstretch",
        "arm",
    ),
    "elbow": ("forearm", "lowerarm", "elbow", "radius", "forearmbend", "armlower", "forearmstretch", "loarm"),
    "wrist": ("hand", "wrist"),
    "hip": ("thigh", "upperleg", "upleg", "femur", "thighbend", "legupper", "thighstretch", "hip"),
    "knee": ("shin", "calf", "lowerleg", "knee", "tibia", "leglower", "legstretch", "loleg", "leg"),
    "ankle": ("foot", "ankle"),
    "foot": ("toe", "toes", "toebase", "ball"),
}
_KNOWN = {name for names in _PARTS.values() for name in names} | {"shoulder"}
_HELPER = re.compile(
    r"twist|roll|ik$|^ik|pole|target|end$|nub$|helper|stretch_?cc|mch|ctrl|tweak|share|heel", re.IGNORECASE
)


def without_prefix(name: str) -> str:
    """A bone's name without namespace ("Bob:Hips") and the well-known prefixes ("mixamorig:", "DEF-")."""
    name = name.rsplit(":", 1)[-1]
    while (match := _PREFIXES.match(name)) and match.end() < len(name):
        name = name[match.end() :]
    return name


def side_and_part(name: str) -> tuple[str, str]:
    """("left" | "right" | "", rest of the name in lower case without separators and trailing numbers)."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", without_prefix(name))
    tokens = [t for t in re.split(r"[\s_.\-|]+", spaced.lower()) if t]
    side = ""
    for token in tokens:
        if token in _LEFT or token in _RIGHT:
            side = "left" if token in _LEFT else "right"
            tokens.remove(token)
            break
    part = re.sub(r"\d+$", "", "".join(t for t in tokens if not t.isdigit()))
    if not side:
        for word, found in (("left", "left"), ("right", "right"), ("l", "left"), ("r", "right")):
            rest = part[len(word) :]
            if part.startswith(word) and rest in _KNOWN:
                return found, rest
    return side, part


def sided_candidates(names: Iterable[str]) -> dict[str, list[str]]:
    """{"left_knee": [bone names, best first], …} for the sided roles that names suggest."""
    found: dict[tuple[str, str], list[str]] = {}
    for name in names:
        side, part = side_and_part(name)
        if side and not _HELPER.search(name):
            found.setdefault((side, part), []).append(name)
    candidates = {}
    for side in ("left", "right"):
        have = {part for s, part in found if s == side}
        for role, words in _readings(have).items():
            # Names that begin with an underscore are helpers of the bone without it: MakeHuman's `__UpLeg_L`.
            ordered = [name for word in words for name in sorted(found.get((side, word), ()), key=_is_aside)]
            if ordered:
                candidates[f"{side}_{role}"] = ordered
    return candidates


def _is_aside(name: str) -> bool:
    return name.startswith("_")


def _readings(have: set[str]) -> dict[str, list[str]]:
    """The words for each part, the ambiguous ones settled by which other words the rig uses."""
    readings = {role: list(words) for role, words in _PARTS.items()}
    has_collar = bool(have & set(_PARTS["collar"]))
    has_upper_arm = bool(have & set(_PARTS["shoulder"]))
    if has_collar and not has_upper_arm:
        readings["shoulder"].append("shoulder")
    elif has_upper_arm and not has_collar:
        readings["collar"].append("shoulder")
    elif not has_collar:
        readings["shoulder"].append("shoulder")
    if "ankle" in have:
        readings["ankle"].remove("foot")
        readings["foot"].append("foot")
    if "wrist" in have and "hand" in have:
        readings["wrist"].remove("hand")
    if have & {"thigh", "upperleg", "upleg", "femur"}:
        readings["hip"].remove("hip")
    elif "leg" in have and have & {"shin", "calf", "lowerleg", "knee"}:
        readings["hip"].insert(0, "leg")
        readings["knee"].remove("leg")
    return readings


def is_head(name: str) -> bool:
    """Whether a name means the head bone itself."""
    return side_and_part(name) == ("", "head")


def is_neck(name: str) -> bool:
    """Whether a name means a bone of the neck."""
    return side_and_part(name) == ("", "neck")
