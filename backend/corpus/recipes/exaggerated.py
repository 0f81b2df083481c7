"""Manners of walking keyed as big as an animator keys them, over the walks of `worn` and `gaits`: drunk, old,
weary, sneaking. What is added draws from a stream of its own, so that a walk keeps its sentences."""

import numpy as np

from backend.motion.body import skeleton

from . import arms, footwork, gaits, steps, worn
from .footwork import Feet
from .pose import Pose
from .puppet import SIDES, UP, drift, smooth

_FLUNG = Pose((0.56, 0.1, 0.16), (0.3, -1.0, -0.4), (), swing=(0.06, 0.3, 0.12), alternate=True)
_SMALL_OF_BACK = Pose((0.08, 0.12, -0.2), (1.0, 0.0, -0.7), (), both=False, frame="pelvis")
_TREMBLES = Pose((0.2, -0.2, 0.3), (0.6, -1.0, -0.4), (), both=False, swing=(0.01, 0.025, 0.01), rate=3.2,
                 droop=35.0)  # fmt: skip
_PAWS = Pose((0.17, 0.07, 0.31), (0.9, -0.8, -0.2), (), droop=65.0, shrug=12.0)
_LONGEST = 197


def drunk(puppet, random, side):
    """Swung from side to side and to and fro over feet that are set wide or across, the arms flung out."""
    mine = random.spawn(1)[0]
    if not worn.drunk(puppet, random, side):
        return False
    puppet.remember()
    count = len(puppet)
    t = np.arange(count) / skeleton.FPS
    phase = mine.uniform(0.0, 6.0) + drift(mine, count, 1.5, 0.5)
    sway = np.sin(2 * np.pi * t / mine.uniform(1.7, 2.1) + phase)
    pitch = np.sin(2 * np.pi * t / mine.uniform(2.4, 2.9) + mine.uniform(0.0, 6.0))
    steps.strayed(puppet, (0.15 * smooth(sway[:, None], 4.0)) * puppet.body.left)
    for k in range(2):
        wide = (1.0 - 2.0 * k) * np.repeat(mine.uniform(-0.07, 0.17, count // 12 + 1), 12)[:count]
        steps.moved(puppet, k, wide[:, None] * puppet.body.left)
    puppet.lower(0.05 + 0.06 * np.abs(sway))
    puppet.lean(forward=-8.0 + 20.0 * pitch, left=25.0 * sway, pelvis=0.3, arms=0.7, head=1.1)
    late = np.roll(sway, 5)
    late[:5] = sway[:5]
    puppet.turn("neck", puppet.body.forward, -22.0 * smooth(late[:, None], 2.0)[:, 0])
    puppet.turn("head", puppet.body.left, 16.0 - 20.0 * pitch)
    puppet.stand(0.1)
    return arms.apply(puppet, _FLUNG, mine, side, None, sway)


def old(puppet, random, side):
    """A deep hunch over bent knees, tiny steps, one hand on the small of the back, the other trembling."""
    mine = random.spawn(1)[0]
    if not worn.old(puppet, random, side):
        return False
    puppet.remember()
    count = len(puppet)
    steps.shorter(puppet, 0.88)
    puppet.lower(0.07)
    puppet.lean(forward=22.0, pelvis=0.1, arms=0.5, head=0.0)
    shakes = np.sin(2 * np.pi * 1.7 * np.arange(count) / skeleton.FPS) * (7.0 + drift(mine, count, 1.0, 2.0))
    puppet.turn("head", UP, shakes)
    puppet.stand(0.9)
    other = SIDES[1 - SIDES.index(side)]
    return arms.apply(puppet, _SMALL_OF_BACK, mine, side) and arms.apply(puppet, _TREMBLES, mine, other)


def weary(puppet, random, side):
    """The trunk falls from side to side, the head hangs on the chest, knees give way with every step."""
    if not worn.weary(puppet, random, side):
        return False
    puppet.remember()
    rock = np.clip(smooth(puppet.body.ahead[:, None], 3.0)[:, 0] / 0.2, -1.0, 1.0)
    puppet.lower(0.02 + 0.03 * (1.0 - np.abs(rock)))
    puppet.lean(forward=3.0, left=13.0 * rock, pelvis=1.0, arms=0.0, head=1.0)
    puppet.turn("neck", puppet.body.left, 16.0)
    puppet.turn("head", puppet.body.left, 12.0)
    puppet.stand(0.7)
    return True


def sneaking(puppet, random, side):
    """Deep down on tiptoe, hands up like paws, the body frozen after every step, the head looking about."""
    mine = random.spawn(1)[0]
    if not gaits.sneaking(puppet, random, side):
        return False
    puppet.remember()
    marks = footwork.taken(puppet, Feet(lift=0.17, ahead=0.05, heel_up=24.0, point=35.0, roll=0.0))
    if marks is None:
        return False
    puppet.lower(0.07)
    puppet.lean(forward=10.0, pelvis=0.5, arms=1.0, head=0.0)
    puppet.stand(0.8)
    count = len(puppet)
    pace = np.ones(count)
    for frame in marks.landings:
        pace[frame + 1 : frame + 4] = 0.4
    at = [0.0]
    while at[-1] < count - 2 and len(at) < _LONGEST:
        at.append(at[-1] + 1.25 * pace[int(at[-1])])
    puppet.retimed(np.array(at))
    t = np.arange(len(puppet)) / skeleton.FPS
    look = np.sin(2 * np.pi * t / mine.uniform(2.0, 2.6) + mine.uniform(0.0, 6.0))
    look = smooth(np.sign(look)[:, None], 3.0)
    puppet.turn("neck", UP, 24.0 * look[:, 0])
    puppet.turn("head", UP, 28.0 * look[:, 0])
    return arms.apply(puppet, _PAWS, mine)
