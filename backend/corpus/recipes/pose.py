"""What a pose of the arms is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pose:
    """Wrists at `at` (out to their side, up, ahead) metres from the joint `frame` ("chest", "pelvis";
    "level": the chest's, in upright axes that turn with it), elbows towards `elbow`; other: the right one's
    place, where it differs; both arms or one.

    swing: metres (3,) by which the wrists go to and fro `rate` times a second, together or by turns
    (alternate). droop: degrees that the hands hang; lean, look, nod: degrees that the trunk bends
    forward, the head turns to the arm's side and bends down; rock: degrees of lean that come and go with the
    swing; shrug: degrees that the shoulders are lifted, with the swing where both arms go together; sink:
    metres that the knees let the pelvis down; stance, twist: metres that the foot of the arm's side (of both
    arms: the left one) of who stands is ahead of the other, and degrees that its shoulder is; brief: done
    time after time, never held. beside: how it is said of who walks so; does: verbs of who stands and does
    so; labels: short names; {side}: the arm's.
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
    rock: float = 0.0
    shrug: float = 0.0
    sink: float = 0.0
    stance: float = 0.0
    twist: float = 0.0
    other: tuple = ()
    brief: bool = False
    alternate: bool = False
