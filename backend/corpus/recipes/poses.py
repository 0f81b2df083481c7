"""Where the wrists are taken in a pose of the arms, and what that is called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pose:
    """Wrists at `at` (out to their side, up, ahead) metres from the joint `frame` ("chest", "pelvis"), elbows
    towards `elbow`; other: the right one's place, where it differs; both arms or one.

    swing: metres (3,) by which the wrists go to and fro `rate` times a second. droop: degrees that the hands
    hang; lean, look: degrees that the trunk bends forward and the head turns to the arm's side. beside: how
    it is said of who walks so; does: verbs of who stands and does so; labels: short names; {side}: the arm's.
    """

    at: tuple
    elbow: tuple
    beside: tuple
    does: tuple = ()
    labels: tuple = ()
    both: bool = True
    frame: str = "chest"
    swing: tuple = (0.0, 0.0, 0.0)
    rate: float = 0.0
    droop: float = 0.0
    lean: float = 0.0
    look: float = 0.0
    other: tuple = ()


POSES = {
    "over head": Pose(
        (0.19, 0.61, 0.06),
        (1.0, 0.1, -0.3),
        ("with both hands over the head", "with the arms raised above the head", "with hands up"),
        (("raise", "both arms over the head"), ("put", "the hands up"), ("surrender", "")),
        ("hands up", "surrender idle"),
    ),
    "hips": Pose(
        (0.165, 0.07, 0.02),
        (1.0, 0.0, -0.6),
        ("with hands on the hips", "with both hands on hips"),
        (("put", "both hands on the hips"),),
        ("hands on hips", "impatient idle"),
        frame="pelvis",
    ),
    "crossed": Pose(
        (-0.09, -0.03, 0.185),
        (1.0, -1.0, 0.1),
        ("with crossed arms", "with arms crossed in front of the chest"),
        (("cross", "the arms"), ("fold", "the arms in front of the chest")),
        ("arms crossed", "arms crossed idle"),
        other=(-0.085, -0.06, 0.23),
    ),
    "carry": Pose(
        (0.15, -0.12, 0.34),
        (0.35, -1.0, -0.2),
        (
            "carrying a box in front",
            "while carrying a box with both hands",
            "holding a heavy box in front of the body",
        ),
        (("hold", "a box in front of the body"), ("carry", "a box")),
        ("carry box", "carrying a crate"),
        lean=-5.0,
    ),
    "push": Pose(
        (0.15, 0.06, 0.43),
        (0.6, -1.0, 0.0),
        ("pushing something with both hands", "pushing a cart", "while pushing a heavy object forward"),
        (("push", "against something with both hands"),),
        ("push", "pushing a cart"),
        lean=14.0,
    ),
    "point ahead": Pose(
        (0.2, 0.15, 0.515),
        (0.5, -1.0, 0.0),
        ("pointing forward with the {side} hand", "with the {side} arm pointing ahead"),
        (("point", "forward with the {side} hand"), ("point", "straight ahead")),
        ("point forward",),
        both=False,
    ),
    "point aside": Pose(
        (0.71, 0.17, 0.08),
        (0.0, -1.0, -0.5),
        ("pointing to the {side}", "pointing to the {side} with the {side} arm"),
        (("point", "to the {side}"), ("point", "to the {side} with the {side} hand")),
        ("point {side}",),
        both=False,
        look=35.0,
    ),
    "salute": Pose(
        (0.19, 0.4, 0.14),
        (1.0, -0.3, -0.2),
        ("saluting with the {side} hand", "while saluting"),
        (("salute", ""), ("salute", "like a soldier"), ("give", "a military salute with the {side} hand")),
        ("salute", "soldier salute"),
        both=False,
    ),
    "shade eyes": Pose(
        (0.13, 0.45, 0.19),
        (1.0, -0.4, 0.1),
        ("shading the eyes with the {side} hand", "with the {side} hand over the eyes"),
        (
            ("shade", "the eyes with the {side} hand"),
            ("look", "into the distance, the {side} hand over the eyes"),
        ),
        ("lookout", "scouting"),
        both=False,
    ),
    "phone": Pose(
        (0.13, 0.34, 0.09),
        (0.6, -1.0, 0.15),
        ("with a phone at the {side} ear", "talking on the phone", "with the {side} hand at the ear"),
        (("talk", "on the phone"), ("hold", "a phone to the {side} ear")),
        ("phone call",),
        both=False,
    ),
    "clap": Pose(
        (0.12, 0.02, 0.34),
        (0.6, -1.0, -0.1),
        ("clapping", "while clapping the hands"),
        (("clap", "the hands"), ("applaud", ""), ("clap", "")),
        ("clapping", "applause"),
        swing=(0.065, 0.0, 0.0),
        rate=2.0,
    ),
    "guard": Pose(
        (0.12, 0.17, 0.24),
        (0.3, -1.0, -0.1),
        ("with both fists up", "in a boxing guard", "with raised fists"),
        (("hold", "both fists up"), ("take", "a fighting stance"), ("guard", "like a boxer")),
        ("guard", "fighting idle", "boxing stance", "combat idle"),
        other=(0.1, 0.13, 0.31),
    ),
    "wave both": Pose(
        (0.34, 0.53, 0.08),
        (1.0, -0.5, -0.2),
        ("waving both arms over the head", "while waving with both hands"),
        (("wave", "both arms"), ("wave", "with both hands over the head")),
        ("wave both arms", "calling for help"),
        swing=(0.13, 0.0, 0.0),
        rate=1.3,
    ),
    "wave": Pose(
        (0.32, 0.4, 0.14),
        (0.8, -1.0, -0.1),
        ("waving with the {side} hand", "while waving the {side} hand"),
        (("wave", "with the {side} hand"), ("wave", "hello"), ("greet", "somebody, waving the {side} hand")),
        ("wave", "greeting"),
        both=False,
        swing=(0.11, 0.0, 0.0),
        rate=1.6,
    ),
    "behind back": Pose(
        (0.03, -0.27, -0.16),
        (0.6, -0.1, -1.0),
        ("with hands behind the back", "with both hands behind the back"),
        (("hold", "both hands behind the back"),),
        ("hands behind back", "at ease"),
    ),
    "zombie": Pose(
        (0.15, 0.08, 0.48),
        (0.5, -1.0, 0.0),
        ("like a zombie", "with both arms stretched out in front like a zombie"),
        (("hold", "both arms out in front"),),
        ("zombie", "zombie walk"),
        droop=35.0,
    ),
    "balance": Pose(
        (0.705, 0.15, 0.07),
        (0.0, -1.0, -0.6),
        ("with both arms out to the sides", "with arms spread wide, balancing"),
        (("stretch", "both arms out to the sides"),),
        ("balancing", "arms out"),
        swing=(0.0, 0.04, 0.0),
        rate=0.5,
    ),
    "stomach": Pose(
        (0.0, -0.2, 0.2),
        (1.0, -0.8, -0.2),
        ("holding the stomach with both hands", "while holding the belly in pain"),
        (("hold", "the stomach with both hands"),),
        ("injured", "hurt, holding the stomach"),
        lean=16.0,
        other=(0.02, -0.25, 0.22),
    ),
}
