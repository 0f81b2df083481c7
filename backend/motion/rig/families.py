"""Bone names of well-known rig families, by role.

Roles are the canonical joint names; a role names the bone whose head lies at that joint. In sided entries
`{s}` stands for the family's letters or words for left and right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..body import skeleton

SIDED = ("hip", "knee", "ankle", "foot", "collar", "shoulder", "elbow", "wrist")
AXIAL = ("pelvis", "spine1", "spine2", "spine3", "neck", "head")
ROOT = "root"
ROLES = skeleton.JOINTS
# Without these there is no body to move; the others are optional in a mapping.
ESSENTIAL = ("pelvis",) + tuple(
    f"{side}_{part}" for side in ("left", "right") for part in ("hip", "knee", "shoulder", "elbow")
)


@dataclass(frozen=True)
class Family:
    """Names of one rig family: axial bones and sided ones in the order of AXIAL and SIDED ("" = has none)."""

    kind: str
    axial: tuple[str, ...]
    sided: tuple[str, ...]
    sides: tuple[str, str]
    root: str = ""

    def roles(self) -> dict[str, str]:
        """{role: bone name}."""
        names = {role: name for role, name in zip(AXIAL, self.axial, strict=True) if name}
        for side, letters in zip(("left", "right"), self.sides, strict=True):
            for part, name in zip(SIDED, self.sided, strict=True):
                if name:
                    names[f"{side}_{part}"] = name.replace("{s}", letters)
        if self.root:
            names[ROOT] = self.root
        return names


def spine_roles(bones: Sequence[str]) -> dict[str, str]:
    """{role: bone} for the spine's bones from the lowest up: three chosen evenly, or the upper roles."""
    count = len(bones)
    if count >= 3:
        return {f"spine{part}": bones[max(round(count * part / 3) - 1, 0)] for part in (1, 2, 3)}
    return dict(zip(("spine3", "spine2"), reversed(bones), strict=False))


FAMILIES = (
    Family(
        "Rigify metarig",
        ("spine", "spine.001", "spine.002", "spine.003", "spine.004", "spine.006"),
        ("thigh.{s}", "shin.{s}", "foot.{s}", "toe.{s}",
         "shoulder.{s}", "upper_arm.{s}", "forearm.{s}", "hand.{s}"),
        ("L", "R"),
    ),
    Family(
        "CMU BVH",
        ("Hips", "LowerBack", "Spine", "Spine1", "Neck", "Head"),
        ("{s}UpLeg", "{s}Leg", "{s}Foot", "{s}ToeBase", "{s}Shoulder", "{s}Arm", "{s}ForeArm", "{s}Hand"),
        ("Left", "Right"),
    ),
    Family(
        "Mixamo",
        ("Hips", "Spine", "Spine1", "Spine2", "Neck", "Head"),
        ("{s}UpLeg", "{s}Leg", "{s}Foot", "{s}ToeBase", "{s}Shoulder", "{s}Arm", "{s}ForeArm", "{s}Hand"),
        ("Left", "Right"),
    ),
    Family(
        "Poser/Daz BVH",
        ("hip", "abdomen", "", "chest", "neck", "head"),
        ("{s}Thigh", "{s}Shin", "{s}Foot", "{s}Toe", "{s}Collar", "{s}Shldr", "{s}ForeArm", "{s}Hand"),
        ("l", "r"),
    ),
    Family(
        "CMU ASF",
        ("root", "lowerback", "upperback", "thorax", "lowerneck", "head"),
        ("{s}femur", "{s}tibia", "{s}foot", "{s}toes", "{s}clavicle", "{s}humerus", "{s}radius", "{s}hand"),
        ("l", "r"),
    ),
    Family(
        "Unreal mannequin (UE5)",
        ("pelvis", "spine_01", "spine_03", "spine_05", "neck_01", "head"),
        ("thigh_{s}", "calf_{s}", "foot_{s}", "ball_{s}",
         "clavicle_{s}", "upperarm_{s}", "lowerarm_{s}", "hand_{s}"),
        ("l", "r"), "root",
    ),
    Family(
        "Unreal mannequin (UE4)",
        ("pelvis", "spine_01", "spine_02", "spine_03", "neck_01", "head"),
        ("thigh_{s}", "calf_{s}", "foot_{s}", "ball_{s}",
         "clavicle_{s}", "upperarm_{s}", "lowerarm_{s}", "hand_{s}"),
        ("l", "r"), "root",
    ),
    Family(
        "VRM (VRoid)",
        ("J_Bip_C_Hips", "J_Bip_C_Spine", "J_Bip_C_Chest", "J_Bip_C_UpperChest", "J_Bip_C_Neck",
         "J_Bip_C_Head"),
        ("J_Bip_{s}_UpperLeg", "J_Bip_{s}_LowerLeg", "J_Bip_{s}_Foot", "J_Bip_{s}_ToeBase",
         "J_Bip_{s}_Shoulder", "J_Bip_{s}_UpperArm", "J_Bip_{s}_LowerArm", "J_Bip_{s}_Hand"),
        ("L", "R"), "Root",
    ),
    Family(
        "VRM (humanoid names)",
        ("hips", "spine", "chest", "upperChest", "neck", "head"),
        ("{s}UpperLeg", "{s}LowerLeg", "{s}Foot", "{s}Toes",
         "{s}Shoulder", "{s}UpperArm", "{s}LowerArm", "{s}Hand"),
        ("left", "right"),
    ),
    Family(
        "SMPL",
        ("Pelvis", "Spine1", "Spine2", "Spine3", "Neck", "Head"),
        ("{s}_Hip", "{s}_Knee", "{s}_Ankle", "{s}_Foot",
         "{s}_Collar", "{s}_Shoulder", "{s}_Elbow", "{s}_Wrist"),
        ("L", "R"),
    ),
    Family(
        "SMPL-X",
        ("pelvis", "spine1", "spine2", "spine3", "neck", "head"),
        ("{s}_hip", "{s}_knee", "{s}_ankle", "{s}_foot",
         "{s}_collar", "{s}_shoulder", "{s}_elbow", "{s}_wrist"),
        ("left", "right"), "root",
    ),
    Family(
        "MPFB/MakeHuman default",
        ("root", "spine05", "spine03", "spine01", "neck01", "head"),
        ("upperleg01.{s}", "lowerleg01.{s}", "foot.{s}", "",
         "clavicle.{s}", "upperarm01.{s}", "lowerarm01.{s}", "wrist.{s}"),
        ("L", "R"),
    ),
    Family(
        "Auto-Rig Pro (deform)",
        ("root.x", "spine_01.x", "spine_02.x", "spine_03.x", "neck.x", "head.x"),
        ("thigh_stretch.{s}", "leg_stretch.{s}", "foot.{s}", "toes_01.{s}",
         "shoulder.{s}", "arm_stretch.{s}", "forearm_stretch.{s}", "hand.{s}"),
        ("l", "r"),
    ),
    Family(
        "3ds Max Biped",
        ("Pelvis", "Spine", "Spine1", "Spine2", "Neck", "Head"),
        ("{s} Thigh", "{s} Calf", "{s} Foot", "{s} Toe0", "{s} Clavicle", "{s} UpperArm", "{s} Forearm",
         "{s} Hand"),
        ("L", "R"),
    ),
)  # fmt: skip
