"""Rigs built from facts: bone names, hierarchy, where joints lie, how bones point."""

from dataclasses import dataclass, field

import numpy as np
import rigs
from dynmask.backend.motion.body import quaternion

FINGERS = ("thumb", "index", "middle", "ring", "pinky")
_SIDES = {"left": 1.0, "right": -1.0}


@dataclass(frozen=True)
class RigFacts:
    """A family's bones, one a line: name, parent (- for none), place of the head; ~ stands for a space.

    In names {s} is the side (both are made, in the letters of `sides`) and {f} a finger. A place is one of
    `landmarks`, or a:b:0.4 between two; =landmark is also the role that the bone plays.
    kind: what the add-on calls the family; pose: arguments of `landmarks`; points: whether bones point
    "along" the limb, "across" it or "up"; metres: of one armature unit.
    """

    kind: str
    bones: str
    sides: tuple = ("l", "r")
    pose: dict = field(default_factory=dict)
    points: str = "along"
    metres: float = 1.0

    def rows(self):
        """(name, parent, place, role or "") of every bone, parents first."""
        known = landmarks()
        for line in filter(None, self.bones.split("\n")):
            name, parent, place = line.split()
            sides = zip(_SIDES, self.sides, strict=True) if "{s}" in name else (("", ""),)
            for side, letters in sides:
                for finger in FINGERS if "{f}" in name else ("",):
                    texts = [t.replace("~", " ").replace("{s}", letters).replace("{f}", finger)
                             for t in (name, parent, place)]  # fmt: skip
                    words = [w if w in known or w[0].isdigit() else f"{side}_{w}"
                             for w in texts[2].lstrip("=").split(":")]  # fmt: skip
                    role = words[0] if place.startswith("=") else ""
                    yield texts[0], texts[1].strip("-"), words, role

    def roles(self, without=()):
        """{role: bone name} that detection should find on a rig built without some parts."""
        return {role: name for name, _, _, role in self.rows() if role and not role.endswith(without)}

    def build(self, *, seed=0, without=(), matrix=None, **pose):
        """The armature object, its rolls drawn from the seed.

        without: parts ("foot", "collar") that have no bone; what hung from it hangs from its parent.
        """
        rng = np.random.default_rng(seed)
        at = landmarks(**{**self.pose, **pose})
        heads, parents, gone = {}, {}, {"": ""}
        for name, parent, (first, *second), role in self.rows():
            above = gone.get(parent, parent)
            if role and role.endswith(without):
                gone[name] = above
                continue
            head = at[first] + (at[second[0]] - at[first]) * float(second[1]) if second else at[first]
            heads[name], parents[name] = head / self.metres, above
        bones = [
            (name, parents[name], heads[name], self._tail(name, heads, parents), rng.uniform(-3, 3))
            for name in heads
        ]
        return rigs.build(bones, matrix=matrix)

    def _tail(self, name, heads, parents):
        head, length = heads[name], 0.06 / self.metres
        below = [heads[bone] - head for bone, parent in parents.items() if parent == name]
        far = [step for step in below if np.linalg.norm(step) > 0.2 * length]
        along = far[0] if far else head - heads[parents[name]] if parents[name] else np.zeros(3)
        size = np.linalg.norm(along)
        along = along / size if size > 1e-9 else np.array([0.0, 0.0, 1.0])
        if self.points == "up":
            along = np.array([0.0, 0.0, 1.0])
        elif self.points == "across":
            along = np.cross(along, np.eye(3)[np.argmin(np.abs(along))])
        return head + along * (size if far and self.points == "along" else length)


def landmarks(arms=0.0, elbows=0.0, legs=0.0, size=1.0, leg_size=1.0):
    """{name: (3,)} of joints, tips and fingers in Blender's axes, metres; the body of `rigs.T_POSE`.

    arms: degrees that they hang from the T-pose; elbows: bent forward; legs: spread; size: of the whole body;
    leg_size: of its legs besides.
    """
    at = {name: np.array(place, dtype=float) for name, place in rigs.T_POSE.items()}
    at["head_top"] = np.array([0, -0.02, 1.82])
    for side, sign in _SIDES.items():
        wrist, hip = at[f"{side}_wrist"], at[f"{side}_hip"]
        hand = [f"{side}_wrist", f"{side}_hand_end"]
        at[hand[1]] = wrist + [0.14 * sign, 0, 0]
        for i, finger in enumerate(FINGERS):
            for joint in (1, 2, 3):
                hand.append(f"{side}_{finger}{joint}")
                at[hand[-1]] = wrist + [(0.06 + 0.035 * joint - 0.03 * (i == 0)) * sign, 0.02 * i - 0.04, 0]
        at[f"{side}_toes"] = at[f"{side}_foot"] + [0.005 * sign, -0.08, -0.005]
        _turn(at, hand, f"{side}_elbow", (0, 0, -sign), elbows)
        _turn(at, [f"{side}_elbow", *hand], f"{side}_shoulder", (0, sign, 0), arms)
        leg = [f"{side}_{part}" for part in ("knee", "ankle", "foot", "toes")]
        for name in leg:
            at[name] = hip + (at[name] - hip) * leg_size
        _turn(at, leg, f"{side}_hip", (0, -sign, 0), legs)
    lift = np.array([0, 0, 0.015 - min(place[2] for place in at.values())])
    return {name: (place + lift) * size for name, place in at.items()} | {"root": np.zeros(3)}


def _turn(at, names, centre, axis, degrees):
    turn = quaternion.from_axis_angle(np.array(axis, dtype=float), np.radians(degrees))
    for name in names:
        at[name] = at[centre] + quaternion.rotate(turn, at[name] - at[centre])
