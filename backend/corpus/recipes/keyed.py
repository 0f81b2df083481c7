"""The whole body from keys, falls among it: pelvis, trunk, head, hands, and feet that stand between steps."""

from dataclasses import dataclass, field, replace

import numpy as np

from backend.motion.body import ik, quaternion, skeleton
from backend.motion.clip import Clip

from .. import ground
from . import arms, clearing, keys, steps
from .keys import Part
from .puppet import LEGS, SIDES, UP, I, centre_of_mass, covering, smooth

# Of a key: places (to the main side, up, ahead) and numbers.
VECTORS = ("at", "main_foot", "off_foot", "main", "off", "main_elbow", "off_elbow")
NUMBERS = (
    "pitch", "roll", "yaw", "bend", "side", "twist", "nod", "tilt", "look",
    "main_toe", "off_toe", "main_turn", "off_turn", "loose", "point", "hang",
)  # fmt: skip
_START = dict.fromkeys(NUMBERS, 0.0) | dict.fromkeys(("at", "main_foot", "off_foot"), (0.0, 0.0, 0.0))
# What lies on the floor lies there whatever the take; the body stirs as captured.
_STILL = {"drift": 0.0, "breath": 0.0}
PARTS = {
    **dict.fromkeys(("at", "pitch", "roll", "yaw"), Part(settle=0.05)),
    **dict.fromkeys(("bend", "side", "twist"), replace(keys.TRUNK, lag=0.0, **_STILL)),
    # A blow throws the trunk, the head comes after it.
    **dict.fromkeys(("nod", "tilt", "look"), replace(keys.NOD, **_STILL)),
    **keys.WRISTS,
    **dict.fromkeys(("main_elbow", "off_elbow"), keys.ELBOW),
    **dict.fromkeys(("main_foot", "off_foot"), replace(keys.FOOT, step=(0.4, 0.09, 0.021))),
    **dict.fromkeys(("main_toe", "off_toe", "main_turn", "off_turn", "loose", "point", "hang"), Part()),
}
_TIMING = 0.03
_FLAT, _ACROSS = np.array([1.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])
_AHEAD = np.array([0.0, 0.0, 1.0])
# Metres of the toe's joint over the floor in standing, of the ankle's over the toe's.
_TOE, _HEEL = 0.015, float(-skeleton.OFFSETS[10, 1])
_LEG = 0.992 * float(np.linalg.norm(skeleton.OFFSETS[[4, 7]], axis=-1).sum())
# Metres that one foot of who begins stands before the other, and beside it, at most.
_ABREAST, _APART = 0.16, 0.34
# Metres of a standing pelvis over the floor.
_STANDS = 0.93
# Metres of flesh around joints that come to lie on the floor.
_FLESH = {"pelvis": 0.1, "hip": 0.09, "spine1": 0.09, "spine2": 0.1, "spine3": 0.1, "neck": 0.07,
          "head": 0.09, "collar": 0.07, "shoulder": 0.07, "knee": 0.055}  # fmt: skip
_CORE = [j for j, name in enumerate(skeleton.JOINTS) if name.split("_")[-1] in _FLESH]
_THICK = np.array([_FLESH[skeleton.JOINTS[j].split("_")[-1]] for j in _CORE])


@dataclass(frozen=True)
class Whole:
    """Keys of one act of the whole body; `side` of the recipe is its main side.

    keys: of `key`. at: metres of the mass (of a lying body: the pelvis) from where it stood. main_foot,
    off_foot: metres of the toes from where they stood, stepped there. main, off: wrists from the chest's
    joint in its axes; None: hanging as captured. Degrees: pitch (the pelvis forward), roll, yaw (to the main
    side), bend, side, twist (the spine likewise), nod, tilt, look (the head), toe (heels up), turn (feet out
    to the main side), point (loose feet). Shares: loose (feet that hang on their shins), hang (arms that keep
    hanging down). shake: {name: (amount, times a second, first key, last key)}. does, labels, who, shakes,
    takes: as in a Recipe.
    """

    name: str
    keys: tuple
    does: tuple
    labels: tuple
    who: tuple = ()
    shake: dict = field(default_factory=dict)
    shakes: float = 1.6
    takes: int = 2


def key(after, **changed):
    """(seconds since the key before, what changes in it by then); ValueError for a name that is none."""
    if wrong := set(changed) - {*VECTORS, *NUMBERS}:
        raise ValueError(f"a key of a body has no {', '.join(sorted(wrong))}")
    return after, changed


def changed(whole):
    """change(puppet, random, side) of a Recipe."""
    return lambda puppet, random, side: apply(puppet, whole, random, side)


def tracks(whole, random):
    """(values {name: (T, 3) or (T,)}, weights of the hands {name: (T,)}, frames (n,) of the keys)."""
    row = keys.played(whole.keys, _START, random, random.uniform(0.95, 1.08), _TIMING)
    return keys.tracks(row, PARTS, random, strength=(0.92, 1.06), shake=whole.shake)


def apply(puppet, whole, random, side):
    """The puppet does it as long as it lasts; False where a hand would go through the body or the feet
    are far apart at the beginning."""
    toes = puppet.body.both("foot")[0]
    apart = toes[0] - toes[1]
    if abs(apart @ puppet.body.forward[0]) > _ABREAST or abs(apart @ puppet.body.left[0]) > _APART:
        return False
    values, weights, _ = tracks(whole, random)
    count = len(values["pitch"])
    at = np.arange(count) if count <= len(puppet) else np.linspace(0.0, len(puppet) - 1.0, count)
    puppet.retimed(at)
    sign = 1.0 if side == "left" else -1.0
    frame = np.stack([sign * puppet.body.left[0], UP, puppet.body.forward[0]])
    # Keys are of a pelvis that stands at its usual height.
    values["at"][:, 1] *= puppet.translation[0, 1] / _STANDS
    turned = _pelvis(puppet, values, frame, sign)
    _trunk(puppet, values, sign)
    names = {"main": side, "off": SIDES[1 - SIDES.index(side)]}
    for hand in SIDES:
        _hanging(puppet, hand, values["hang"])
    for name, hand in names.items():
        if name in values:
            _arm(puppet, hand, name, values, weights, sign)
    _feet(puppet, values, frame, names, sign)
    upright = np.clip((quaternion.rotate(turned, UP)[:, 1] - 0.45) / 0.35, 0.0, 1.0)
    upright = smooth(upright[:, None], 1.0)[:, 0]
    wanted = puppet.mass + values["at"] @ frame
    for _ in range(3):
        _legs(puppet, values, upright)
        off = smooth((wanted - centre_of_mass(puppet.joints)) * _FLAT, 1.5)
        puppet.translation += upright[:, None] * off
    deep = np.maximum(_THICK - puppet.joints[:, _CORE, 1], 0.0).max(axis=1)
    if deep.any():
        puppet.translation[:, 1] += covering(deep)
    _legs(puppet, values, upright)
    settled = ground.settled(Clip(puppet.rotations, puppet.translation, skeleton.FPS), 0.0)
    puppet.rotations, puppet.translation = np.array(settled.rotations), np.array(settled.translation)
    return arms.clear(puppet)


def _about(axis, degrees):
    """Rotations (T, 4) about an axis (3,) by degrees (T,)."""
    return quaternion.from_axis_angle(axis, np.radians(degrees))


def _pelvis(puppet, values, frame, sign):
    """The pelvis put and turned; returns the turn (T, 4)."""
    left, ahead = puppet.body.left[0], puppet.body.forward[0]
    turned = quaternion.multiply(_about(ahead, -sign * values["roll"]), _about(left, values["pitch"]))
    turned = quaternion.multiply(_about(UP, sign * values["yaw"]), turned)
    puppet.rotations[:, 0] = quaternion.multiply(turned, puppet.rotations[:, 0])
    puppet.translation += values["at"] @ frame
    return turned


def _trunk(puppet, values, sign):
    for joints, names in ((("spine1", "spine2", "spine3"), ("bend", "side", "twist")),
                          (("neck", "head"), ("nod", "tilt", "look"))):  # fmt: skip
        forward, aside, about = (values[name] / len(joints) for name in names)
        turn = quaternion.multiply(_about(_AHEAD, -sign * aside), _about(_ACROSS, forward))
        turn = quaternion.multiply(_about(UP, sign * about), turn)
        for joint in joints:
            puppet.rotations[:, I[joint]] = quaternion.multiply(puppet.rotations[:, I[joint]], turn)


def _hanging(puppet, hand, share):
    """An arm that keeps the world rotation it was captured with, by a share (T,)."""
    if np.any(share):
        j, world = I[f"{hand}_shoulder"], skeleton.global_rotations(puppet.rotations)
        puppet.face(f"{hand}_shoulder", quaternion.slerp(world[:, j], puppet.captured[:, j], share), world)


def _arm(puppet, hand, name, values, weights, sign):
    before = puppet.rotations.copy()
    chest = skeleton.global_rotations(puppet.rotations)[:, I["spine3"]]
    mirrored = np.array([sign, 1.0, 1.0])
    goal = puppet.joints[:, I["spine3"]] + quaternion.rotate(chest, values[name] * mirrored)
    pole = values.get(f"{name}_elbow", np.array([0.6 if name == "main" else -0.6, -1.0, -0.2]))
    pole = np.broadcast_to(pole * mirrored, goal.shape)
    pole = quaternion.rotate(chest, pole)

    def solve(goal):
        arms.solve(puppet, hand, goal, pole)
        arms.blend(puppet, hand, before, weights[name])

    clearing.led_out(puppet, hand, solve, goal, np.zeros(len(puppet)))


def _feet(puppet, values, frame, names, sign):
    """Toes where they should be, heels lifted about them; the lower of both is on the floor."""
    for name, hand in names.items():
        k = SIDES.index(hand)
        toe, flat = steps.toes(puppet, k), steps.flat(puppet, k)
        turn = quaternion.multiply(_about(UP, sign * values[f"{name}_turn"]), flat)
        axis = quaternion.rotate(turn, _ACROSS)
        turn = quaternion.multiply(quaternion.from_axis_angle(axis, np.radians(values[f"{name}_toe"])), turn)
        offset = quaternion.rotate(turn, skeleton.OFFSETS[LEGS[k][3]])
        place = toe * _FLAT + values[f"{name}_foot"] @ frame
        place[:, 1] += _TOE + np.maximum(offset[:, 1] + _HEEL, 0.0)
        puppet.feet[:, k], puppet.ankles[:, k] = turn, place - offset


def _legs(puppet, values, upright):
    """Legs solved; a standing body sinks where they are too short, a lying one draws the feet along."""
    joints = puppet.joints
    reach = []
    for k, (hip, _, _, _) in enumerate(LEGS):
        off = joints[:, hip] - puppet.ankles[:, k]
        flat = np.minimum(np.linalg.norm(off[:, [0, 2]], axis=-1), 0.97 * _LEG)
        reach.append(off[:, 1] - np.sqrt(_LEG**2 - flat**2))
    drop = upright * np.maximum(np.max(reach, axis=0), 0.0)
    puppet.translation[:, 1] -= smooth(drop[:, None], 1.0)[:, 0]
    joints, world = puppet.joints, skeleton.global_rotations(puppet.rotations)
    slack = _about(_ACROSS, values["point"])
    for k, (hip, knee, ankle, _) in enumerate(LEGS):
        bend = quaternion.rotate(world[:, 0], -_AHEAD)
        limb = joints[:, hip], joints[:, knee], joints[:, ankle]
        upper, lower = ik.two_bone(world[:, hip], world[:, knee], *limb, puppet.ankles[:, k], bend)
        above = world[:, skeleton.PARENTS[hip]]
        puppet.rotations[:, hip] = quaternion.multiply(quaternion.inverse(above), upper)
        puppet.rotations[:, knee] = quaternion.multiply(quaternion.inverse(upper), lower)
        held = quaternion.multiply(quaternion.inverse(lower), puppet.feet[:, k])
        puppet.rotations[:, ankle] = quaternion.slerp(held, slack, np.clip(values["loose"], 0.0, 1.0))
