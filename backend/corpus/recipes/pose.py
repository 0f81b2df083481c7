"""What a pose of the arms is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pose:
    """Wrists at `at` (out to their side, up, ahead) metres from the joint `frame` ("chest", "pelvis"), elbows
    towards `elbow`; other: the right one's place, where it differs; both arms or one.

    swing: metres (3,) by which the wrists go to and fro `rate` times a second, together or by turns
    (alternate). droop: degrees that the hands hang; lean, look, nod: degrees that the trunk bends
    forward, the head turns to the arm's side and bends down; shrug: degrees that the shoulders are
    lifted; brief: never held from begin to end. beside: how it is said of who walks so; does: verbs of
    who stands and does so; labels: short names; {side}: the arm's.
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
    nod: float = 0.0
    shrug: float = 0.0
    other: tuple = ()
    brief: bool = False
    alternate: bool = False
