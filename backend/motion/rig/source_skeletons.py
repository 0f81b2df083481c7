"""The families of captured skeletons that are known by their joint names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

LEFT_LIMBS = ("hip", "knee", "ankle", "foot", "collar", "shoulder", "elbow", "wrist")


@dataclass(frozen=True)
class Source:
    """How one family of skeletons maps: canonical name → source joint, with left limbs for both sides.

    middle, left: canonical name (without its side) → source joint name; `right` renames left to right.
    hand: the source joint that the hand points to. free: canonical names whose rest direction means
    something else in the source, so that the rotation is kept as it is. neck_top: upper of two neck joints.
    lead_in: frames at the start that blend from the zero pose. between: canonical names whose rotation lies
    between those of two source joints, with the second one's share. twist: canonical name → degrees
    about x (arms) or y (legs), against the joint above, by which the zero pose is twisted: so that elbows and
    knees bend about CMU's hinges.
    """

    name: str
    middle: dict[str, str]
    left: dict[str, str]
    right: Callable[[str], str]
    hand: str = ""
    free: frozenset[str] = frozenset()
    neck_top: str = ""
    lead_in: int = 0
    between: Mapping[str, tuple[str, str, float]] = field(default_factory=dict)
    twist: Mapping[str, float] = field(default_factory=dict)

    def joints(self) -> dict[str, str]:
        """Mapping of all 22 canonical names to source joint names."""
        names = dict(self.middle)
        for limb in LEFT_LIMBS:
            names[f"left_{limb}"] = self.left[limb]
            names[f"right_{limb}"] = self.right(self.left[limb])
        return names

    def beside(self) -> list[str]:
        """The other source joints that are needed: where the hands point to, and the upper neck."""
        hands = [self.hand, self.right(self.hand)] if self.hand else []
        return [*hands, *([self.neck_top] if self.neck_top else [])]


def twists(
    shoulders: tuple[float, float], wrists: tuple[float, float], hips: tuple[float, float] = (0.0, 0.0)
) -> dict[str, float]:
    """`Source.twist` of limbs given as (left, right)."""
    given = {"shoulder": shoulders, "wrist": wrists, "hip": hips}
    return {
        f"{side}_{limb}": pair[i] for limb, pair in given.items() for i, side in enumerate(("left", "right"))
    }


def swap_first(prefix_left: str, prefix_right: str) -> Callable[[str], str]:
    """The joint of the right side for one of the left, whose name starts with the left prefix."""
    return lambda name: prefix_right + name[len(prefix_left) :]


SOURCES = (
    Source(
        "acclaim",
        {"pelvis": "root", "spine1": "lowerback", "spine2": "upperback", "spine3": "thorax",
         "neck": "lowerneck", "head": "head"},
        {"hip": "lfemur", "knee": "ltibia", "ankle": "lfoot", "foot": "ltoes", "collar": "lclavicle",
         "shoulder": "lhumerus", "elbow": "lradius", "wrist": "lhand"},
        swap_first("l", "r"), "lfingers", neck_top="upperneck",
    ),
    Source(
        "motionbuilder",
        {"pelvis": "Hips", "spine1": "LowerBack", "spine2": "Spine", "spine3": "Spine1", "neck": "Neck",
         "head": "Head"},
        {"hip": "LeftUpLeg", "knee": "LeftLeg", "ankle": "LeftFoot", "foot": "LeftToeBase",
         "collar": "LeftShoulder", "shoulder": "LeftArm", "elbow": "LeftForeArm",
         "wrist": "LeftFingerBase"},
        swap_first("Left", "Right"), "LeftHandIndex1", neck_top="Neck1",
    ),
    Source(
        "daz",
        {"pelvis": "hip", "spine1": "abdomen", "spine2": "chest", "spine3": "chest", "neck": "neck",
         "head": "head"},
        {"hip": "lThigh", "knee": "lShin", "ankle": "lFoot", "foot": "lFoot", "collar": "lCollar",
         "shoulder": "lShldr", "elbow": "lForeArm", "wrist": "lHand"},
        swap_first("l", "r"), "lMid1", free=frozenset({"left_collar", "right_collar"}), lead_in=6,
    ),
)  # fmt: skip
