"""What is known of the skeletons of rig families, for `families.RigFacts`."""

from families import RigFacts

_A_POSE = {"arms": 50.0, "elbows": 18.0, "legs": 4.0}
_MAKEHUMAN_POSE = {"arms": 42.0, "elbows": 38.0, "legs": 5.0}

_MIXAMO = """
Hips - =pelvis
Spine Hips =spine1
Spine1 Spine =spine2
Spine2 Spine1 =spine3
Neck Spine2 =neck
Head Neck =head
{s}Shoulder Spine2 =collar
{s}Arm {s}Shoulder =shoulder
{s}ForeArm {s}Arm =elbow
{s}Hand {s}ForeArm =wrist
{s}Hand{f}1 {s}Hand {f}1
{s}Hand{f}2 {s}Hand{f}1 {f}2
{s}Hand{f}3 {s}Hand{f}2 {f}3
{s}UpLeg Hips =hip
{s}Leg {s}UpLeg =knee
{s}Foot {s}Leg =ankle
{s}ToeBase {s}Foot =foot
"""
_UNREAL_LIMBS = """
clavicle_{s} CHEST =collar
upperarm_{s} clavicle_{s} =shoulder
lowerarm_{s} upperarm_{s} =elbow
hand_{s} lowerarm_{s} =wrist
thigh_{s} pelvis =hip
calf_{s} thigh_{s} =knee
foot_{s} calf_{s} =ankle
ball_{s} foot_{s} =foot
"""
_UNREAL_FINGERS = """
{f}_01_{s} hand_{s} {f}1
{f}_02_{s} {f}_01_{s} {f}2
{f}_03_{s} {f}_02_{s} {f}3
"""
_UNREAL_IK = """
ik_foot_root root root
ik_foot_{s} ik_foot_root ankle
ik_hand_root root root
ik_hand_gun ik_hand_root right_wrist
ik_hand_{s} ik_hand_gun wrist
"""
_UNREAL_TWIST = """
upperarm_twist_01_{s} upperarm_{s} shoulder:elbow:0.3
lowerarm_twist_01_{s} lowerarm_{s} elbow:wrist:0.7
thigh_twist_01_{s} thigh_{s} hip:knee:0.4
calf_twist_01_{s} calf_{s} knee:ankle:0.5
"""
_UNREAL_4 = """
root - =root
pelvis root =pelvis
spine_01 pelvis =spine1
spine_02 spine_01 =spine2
spine_03 spine_02 =spine3
neck_01 spine_03 =neck
head neck_01 =head
""" + _UNREAL_LIMBS.replace("CHEST", "spine_03")
_GAME_ENGINE = _UNREAL_4.replace("root - ", "Root - ").replace("pelvis root", "pelvis Root")
_UNREAL_5 = """
root - =root
pelvis root =pelvis
spine_01 pelvis =spine1
spine_02 spine_01 spine1:spine2:0.5
spine_03 spine_02 =spine2
spine_04 spine_03 spine2:spine3:0.5
spine_05 spine_04 =spine3
neck_01 spine_05 =neck
neck_02 neck_01 neck:head:0.5
head neck_02 =head
clavicle_pec_{s} spine_05 collar
spine_04_latissimus_{s} spine_04 collar
""" + _UNREAL_LIMBS.replace("CHEST", "spine_05") + """
upperarm_correctiveRoot_{s} upperarm_{s} shoulder
upperarm_twist_02_{s} upperarm_{s} shoulder:elbow:0.6
lowerarm_twist_02_{s} lowerarm_{s} elbow:wrist:0.3
thumb_01_{s} hand_{s} thumb1
index_metacarpal_{s} hand_{s} wrist:index1:0.4
index_01_{s} index_metacarpal_{s} index1
middle_metacarpal_{s} hand_{s} wrist:middle1:0.4
middle_01_{s} middle_metacarpal_{s} middle1
ring_metacarpal_{s} hand_{s} wrist:ring1:0.4
ring_01_{s} ring_metacarpal_{s} ring1
pinky_metacarpal_{s} hand_{s} wrist:pinky1:0.4
pinky_01_{s} pinky_metacarpal_{s} pinky1
interaction root root
center_of_mass root root
"""  # fmt: skip
_VROID = """
Root - =root
J_Bip_C_Hips Root =pelvis
J_Bip_C_Spine J_Bip_C_Hips =spine1
J_Bip_C_Chest J_Bip_C_Spine =spine2
J_Bip_C_UpperChest J_Bip_C_Chest =spine3
J_Sec_{s}_Bust1 J_Bip_C_UpperChest collar
J_Bip_C_Neck J_Bip_C_UpperChest =neck
J_Bip_C_Head J_Bip_C_Neck =head
J_Adj_{s}_FaceEye J_Bip_C_Head head_top
J_Sec_Hair1_01 J_Bip_C_Head head_top
J_Sec_Hair2_01 J_Sec_Hair1_01 head
J_Bip_{s}_Shoulder J_Bip_C_UpperChest =collar
J_Bip_{s}_UpperArm J_Bip_{s}_Shoulder =shoulder
J_Bip_{s}_LowerArm J_Bip_{s}_UpperArm =elbow
J_Bip_{s}_Hand J_Bip_{s}_LowerArm =wrist
J_Bip_{s}_{f}1 J_Bip_{s}_Hand {f}1
J_Bip_{s}_{f}2 J_Bip_{s}_{f}1 {f}2
J_Bip_{s}_UpperLeg J_Bip_C_Hips =hip
J_Bip_{s}_LowerLeg J_Bip_{s}_UpperLeg =knee
J_Bip_{s}_Foot J_Bip_{s}_LowerLeg =ankle
J_Bip_{s}_ToeBase J_Bip_{s}_Foot =foot
J_Sec_{s}_CoatSkirtFront_01 J_Bip_C_Hips hip:knee:0.1
J_Sec_{s}_CoatSkirtFront_02 J_Sec_{s}_CoatSkirtFront_01 knee
"""
_VRM = """
hips - =pelvis
spine hips =spine2
chest spine =spine3
neck chest =neck
head neck =head
{s}Eye head head_top
{s}Shoulder chest =collar
{s}UpperArm {s}Shoulder =shoulder
{s}LowerArm {s}UpperArm =elbow
{s}Hand {s}LowerArm =wrist
{s}{f}Proximal {s}Hand {f}1
{s}UpperLeg hips =hip
{s}LowerLeg {s}UpperLeg =knee
{s}Foot {s}LowerLeg =ankle
"""
_MPFB = """
root - =pelvis
pelvis.{s} root pelvis:hip:0.3
upperleg01.{s} pelvis.{s} =hip
upperleg02.{s} upperleg01.{s} hip:knee:0.4
lowerleg01.{s} upperleg02.{s} =knee
lowerleg02.{s} lowerleg01.{s} knee:ankle:0.4
foot.{s} lowerleg02.{s} =ankle
toe1-1.{s} foot.{s} foot
toe2-1.{s} foot.{s} foot
toe1-2.{s} toe1-1.{s} toes
spine05 root =spine1
spine04 spine05 spine1:spine2:0.5
spine03 spine04 =spine2
spine02 spine03 spine2:spine3:0.5
breast.{s} spine02 collar
spine01 spine02 =spine3
clavicle.{s} spine01 =collar
shoulder01.{s} clavicle.{s} collar:shoulder:0.7
upperarm01.{s} shoulder01.{s} =shoulder
upperarm02.{s} upperarm01.{s} shoulder:elbow:0.4
lowerarm01.{s} upperarm02.{s} =elbow
lowerarm02.{s} lowerarm01.{s} elbow:wrist:0.4
wrist.{s} lowerarm02.{s} =wrist
metacarpal1.{s} wrist.{s} wrist:index1:0.3
metacarpal2.{s} wrist.{s} wrist:middle1:0.3
metacarpal3.{s} wrist.{s} wrist:ring1:0.3
finger2-1.{s} metacarpal1.{s} index1
finger3-1.{s} metacarpal2.{s} middle1
finger4-1.{s} metacarpal3.{s} ring1
neck01 spine01 =neck
neck02 neck01 neck:head:0.3
neck03 neck02 neck:head:0.6
head neck03 =head
jaw head neck:head_top:0.4
eye.{s} head head_top
"""
_CMU = """
Hips - =pelvis
{s}HipJoint Hips pelvis
{s}UpLeg {s}HipJoint =hip
{s}Leg {s}UpLeg =knee
{s}Foot {s}Leg =ankle
{s}ToeBase {s}Foot =foot
LowerBack Hips =spine1
Spine LowerBack =spine2
Spine1 Spine =spine3
Neck Spine1 =neck
Neck1 Neck neck:head:0.5
Head Neck1 =head
{s}Shoulder Spine1 =collar
{s}Arm {s}Shoulder =shoulder
{s}ForeArm {s}Arm =elbow
{s}Hand {s}ForeArm =wrist
{s}FingerBase {s}Hand hand_end
{s}HandIndex1 {s}FingerBase index3
{s}Thumb {s}Hand thumb1
"""
_SMPL = """
m_avg_root - =root
m_avg_Pelvis m_avg_root =pelvis
m_avg_{s}_Hip m_avg_Pelvis =hip
m_avg_{s}_Knee m_avg_{s}_Hip =knee
m_avg_{s}_Ankle m_avg_{s}_Knee =ankle
m_avg_{s}_Foot m_avg_{s}_Ankle =foot
m_avg_Spine1 m_avg_Pelvis =spine1
m_avg_Spine2 m_avg_Spine1 =spine2
m_avg_Spine3 m_avg_Spine2 =spine3
m_avg_Neck m_avg_Spine3 =neck
m_avg_Head m_avg_Neck =head
m_avg_{s}_Collar m_avg_Spine3 =collar
m_avg_{s}_Shoulder m_avg_{s}_Collar =shoulder
m_avg_{s}_Elbow m_avg_{s}_Shoulder =elbow
m_avg_{s}_Wrist m_avg_{s}_Elbow =wrist
m_avg_{s}_Hand m_avg_{s}_Wrist hand_end
"""
_SMPL_X = _SMPL.replace("m_avg_", "").lower().replace("{s}_hand", "{s}_middle1") + """
jaw head neck:head_top:0.4
{s}_eye_smplhf head head_top
"""  # fmt: skip
_AUTO_RIG_PRO = """
root.x - =pelvis
spine_01.x root.x =spine2
spine_02.x spine_01.x =spine3
neck.x spine_02.x =neck
head.x neck.x =head
shoulder.{s} spine_02.x =collar
arm_stretch.{s} shoulder.{s} =shoulder
arm_twist.{s} arm_stretch.{s} shoulder
forearm_stretch.{s} arm_stretch.{s} =elbow
forearm_twist.{s} forearm_stretch.{s} elbow:wrist:0.5
hand.{s} forearm_stretch.{s} =wrist
thigh_stretch.{s} root.x =hip
thigh_twist.{s} thigh_stretch.{s} hip
leg_stretch.{s} thigh_stretch.{s} =knee
leg_twist.{s} leg_stretch.{s} knee:ankle:0.5
foot.{s} leg_stretch.{s} =ankle
toes_01.{s} foot.{s} =foot
"""
_BIPED = """
Bip01 - =root
Bip01~Pelvis Bip01 =pelvis
Bip01~Spine Bip01~Pelvis =spine1
Bip01~Spine1 Bip01~Spine =spine2
Bip01~Spine2 Bip01~Spine1 =spine3
Bip01~Neck Bip01~Spine2 =neck
Bip01~Head Bip01~Neck =head
Bip01~{s}~Clavicle Bip01~Neck =collar
Bip01~{s}~UpperArm Bip01~{s}~Clavicle =shoulder
Bip01~{s}~Forearm Bip01~{s}~UpperArm =elbow
Bip01~{s}~ForeTwist Bip01~{s}~Forearm elbow:wrist:0.6
Bip01~{s}~Hand Bip01~{s}~Forearm =wrist
Bip01~{s}~Finger0 Bip01~{s}~Hand thumb1
Bip01~{s}~Finger1 Bip01~{s}~Hand index1
Bip01~{s}~Thigh Bip01~Spine =hip
Bip01~{s}~Calf Bip01~{s}~Thigh =knee
Bip01~{s}~Foot Bip01~{s}~Calf =ankle
Bip01~{s}~Toe0 Bip01~{s}~Foot =foot
"""


def _nameless(bones):
    """The same bones with names that say nothing."""
    number = {}
    rows = [line.split() for line in bones.split("\n") if line]
    for name, _, _ in rows:
        number[name] = f"Joint{len(number)}{'_{s}' * ('{s}' in name)}{'_{f}' * ('{f}' in name)}"
    return "\n".join(f"{number[n]} {number.get(p, '-')} {place}" for n, p, place in rows)


MIXAMO = RigFacts("Mixamo", _MIXAMO, ("Left", "Right"))
FAMILIES = {
    "Unreal 4": RigFacts(
        "Unreal mannequin (UE4)", _UNREAL_4 + _UNREAL_FINGERS + _UNREAL_TWIST + _UNREAL_IK,
        pose=_A_POSE, points="across", metres=0.01),
    "Unreal 5": RigFacts(
        "Unreal mannequin (UE5)", _UNREAL_5 + _UNREAL_TWIST + _UNREAL_IK,
        pose=_A_POSE, points="across", metres=0.01),
    "VRM, VRoid": RigFacts("VRM (VRoid)", _VROID, ("L", "R")),
    "VRM, humanoid names": RigFacts("VRM (humanoid names)", _VRM, ("left", "right")),
    "MPFB, default": RigFacts("MPFB/MakeHuman default", _MPFB, ("L", "R"), _MAKEHUMAN_POSE),
    "MPFB, game engine": RigFacts(
        "Unreal mannequin (UE4)", _GAME_ENGINE + _UNREAL_FINGERS, pose=_MAKEHUMAN_POSE),
    "MPFB, CMU": RigFacts("CMU BVH", _CMU, ("Left", "Right"), _MAKEHUMAN_POSE),
    "CMU BVH": RigFacts("CMU BVH", _CMU, ("Left", "Right"), {"legs": 20.0}, metres=0.056),
    "SMPL": RigFacts("SMPL", _SMPL, ("L", "R"), points="up"),
    "SMPL-X": RigFacts("SMPL-X", _SMPL_X, ("left", "right"), points="up"),
    "Auto-Rig Pro, exported": RigFacts("Auto-Rig Pro (deform)", _AUTO_RIG_PRO, pose=_A_POSE),
    "3ds Max Biped": RigFacts("3ds Max Biped", _BIPED, ("L", "R"), {"arms": 30.0}, "across", 0.0254),
    "unknown, T-pose": RigFacts("shape", _nameless(_CMU), ("a", "b")),
    "unknown, A-pose": RigFacts("shape", _nameless(_UNREAL_4 + _UNREAL_FINGERS), ("a", "b"), _A_POSE),
}  # fmt: skip
