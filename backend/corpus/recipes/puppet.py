"""A captured motion that is bent by parts and put on its feet again: planted feet stay, the balance too."""

import numpy as np

from backend.motion.body import features, ik, quaternion, skeleton
from backend.motion.body.resampling import vectors
from backend.motion.cleanup import foot_lock

from ..describe.body import Body, unit

I = skeleton.INDEX  # noqa: E741
SIDES = ("left", "right")
LEGS = tuple(tuple(I[f"{side}_{name}"] for name in ("hip", "knee", "ankle", "foot")) for side in SIDES)
UP = np.array([0.0, 1.0, 0.0])
_SPINE = ("spine1", "spine2", "spine3")
# Share of a leg's length up to which it is stretched.
_STRAIGHT = 0.992
# Masses of the body's parts (share of the whole) at the middle between two joints: Winter 2009.
_MASSES = (
    ("pelvis", "pelvis", 0.142),
    ("spine1", "spine3", 0.139),
    ("spine3", "neck", 0.216),
    ("head", "head", 0.081),
    *[
        (f"{s}_{a}", f"{s}_{b}", mass)
        for s in SIDES
        for a, b, mass in (
            ("shoulder", "elbow", 0.028),
            ("elbow", "wrist", 0.022),
            ("hip", "knee", 0.1),
            ("knee", "ankle", 0.0465),
            ("ankle", "foot", 0.0145),
        )
    ],
)


def centre_of_mass(joints):
    """Positions (..., 3) of the centre of mass of joints (..., 22, 3)."""
    parts = [mass * (joints[..., I[a], :] + joints[..., I[b], :]) / 2.0 for a, b, mass in _MASSES]
    return sum(parts) / sum(mass for *_, mass in _MASSES)


def smooth(values, sigma):
    """values (T, ...) low-passed along time; sigma in frames."""
    values = np.asarray(values, dtype=np.float64)
    return features.gaussian_smooth(values.reshape(len(values), -1), sigma).reshape(values.shape)


def covering(depth):
    """A smooth course (T,) that is hardly anywhere lower than depth (T,)."""
    return smooth(np.lib.stride_tricks.sliding_window_view(np.pad(depth, 2, mode="edge"), 5).max(axis=1), 1.5)


def drift(random, count, seconds, amount):
    """(count,) of slow noise with this standard deviation, changing over about `seconds`."""
    sigma = seconds * skeleton.FPS / 2.0
    margin = int(4 * sigma) + 1
    noise = smooth(random.normal(size=count + 2 * margin), sigma)[margin : margin + count]
    # White noise through a Gaussian filter has this standard deviation.
    noise = noise * np.sqrt(2.0 * sigma * np.sqrt(np.pi))
    return amount * 2.0 * np.tanh(noise / 2.0)


class Puppet:
    """rotations (T, 22, 4), translation (T, 3), and where the ankles should be (T, 2, 3) with the feet turned
    as in `feet` (T, 2, 4); `body` is the captured motion; placed: whether keys say where
    the feet are in every frame."""

    placed = False

    def __init__(self, clip):
        self.rotations = quaternion.normalize(clip.rotations.astype(np.float64))
        self.translation = clip.translation.astype(np.float64)
        self.remember()

    def remember(self):
        """Take the motion as it is now for the captured one."""
        self.body = Body(skeleton.forward_kinematics(self.rotations, self.translation))
        self.captured = skeleton.global_rotations(self.rotations)
        self.ankles = self.body.both("ankle").copy()
        self.feet = self.captured[:, [I["left_ankle"], I["right_ankle"]]].copy()
        self.mass = centre_of_mass(self.body.joints)

    def __len__(self):
        return len(self.rotations)

    @property
    def joints(self):
        return skeleton.forward_kinematics(self.rotations, self.translation)

    def turn(self, joint, axis, degrees):
        """The joint and what hangs on it turned in the world about axis (T, 3) or (3,) by degrees (T,)."""
        world = skeleton.global_rotations(self.rotations)
        angle = np.broadcast_to(np.radians(degrees), len(self))
        axis = np.broadcast_to(unit(np.asarray(axis, dtype=np.float64)), (len(self), 3))
        turned = quaternion.multiply(quaternion.from_axis_angle(axis, angle), world[:, I[joint]])
        self.face(joint, turned, world)

    def face(self, joint, world_rotation, world=None):
        """The joint turned to a world rotation (T, 4)."""
        world = skeleton.global_rotations(self.rotations) if world is None else world
        parent = skeleton.PARENTS[I[joint]]
        above = world[:, parent] if parent >= 0 else np.tile(quaternion.IDENTITY, (len(self), 1))
        self.rotations[:, I[joint]] = quaternion.multiply(quaternion.inverse(above), world_rotation)

    def lean(self, forward=0.0, left=0.0, pelvis=0.25, arms=0.3, head=0.25):
        """The trunk bent by degrees (T,) or numbers to the front and to the left, the pelvis by a part of it.
        arms, head: the share of it that they go along with; the rest hangs or looks as before."""
        before = skeleton.global_rotations(self.rotations)
        for axis, degrees in ((self.body.left, forward), (self.body.forward, -np.asarray(left))):
            if np.any(degrees):
                self.turn("pelvis", axis, pelvis * np.asarray(degrees))
                for joint in _SPINE:
                    self.turn(joint, axis, (1.0 - pelvis) / 3.0 * np.asarray(degrees))
        self.hold("neck", before, (1.0 + head) / 2.0)
        self.hold("head", before, head)
        for side in SIDES:
            self.hold(f"{side}_shoulder", before, arms)

    def hold(self, joint, before, share):
        """A joint turned back to its world rotation of `before` but for a share of the change."""
        world = skeleton.global_rotations(self.rotations)
        j = I[joint]
        self.face(joint, quaternion.slerp(before[:, j], world[:, j], np.full(len(self), share)), world)

    def lower(self, metres):
        """The pelvis lowered by metres (T,) or a number."""
        self.translation[:, 1] -= metres

    def stand(self, balance=1.0):
        """Legs solved so that the feet are where they should be.

        The pelvis is moved along the floor so that the centre of mass stays over them as captured (balance:
        how much of it), and down where a leg is too short.
        """
        for _ in range(3):
            self._legs()
            if balance:
                off = smooth((self.mass - centre_of_mass(self.joints)) * [1.0, 0.0, 1.0], 2.0)
                self.translation += balance * off
        self._legs()

    def _legs(self):
        joints, reach = self.joints, []
        for k, (hip, knee, ankle, _) in enumerate(LEGS):
            length = np.linalg.norm(skeleton.OFFSETS[[knee, ankle]], axis=-1).sum() * _STRAIGHT
            off = joints[:, hip] - self.ankles[:, k]
            flat = np.minimum(np.linalg.norm(off[:, [0, 2]], axis=-1), 0.99 * length)
            reach.append(off[:, 1] - np.sqrt(length**2 - flat**2))
        drop = np.maximum(np.max(reach, axis=0), 0.0)
        if drop.any():
            self.translation[:, 1] -= covering(drop)
            joints = self.joints
        world = skeleton.global_rotations(self.rotations)
        for k, (hip, knee, ankle, _) in enumerate(LEGS):
            bend = quaternion.rotate(world[:, hip], np.array([0.0, 0.0, -1.0]))
            limb = joints[:, hip], joints[:, knee], joints[:, ankle]
            upper, lower = ik.two_bone(world[:, hip], world[:, knee], *limb, self.ankles[:, k], bend)
            above = world[:, skeleton.PARENTS[hip]]
            self.rotations[:, hip] = quaternion.multiply(quaternion.inverse(above), upper)
            self.rotations[:, knee] = quaternion.multiply(quaternion.inverse(upper), lower)
            self.rotations[:, ankle] = quaternion.multiply(quaternion.inverse(lower), self.feet[:, k])

    def planted(self):
        """(rotations, translation) with standing feet held, float64."""
        rotations = quaternion.continuous(quaternion.normalize(self.rotations))
        if self.placed:
            # Contacts that are looked for would miss a quick step.
            return rotations, self.translation
        return foot_lock.lock_feet(rotations, self.translation)

    def retimed(self, at):
        """Play the motion at fractional frames `at` (n,) instead; what it was captured as is forgotten."""
        self.rotations = quaternion.normalize(vectors(quaternion.continuous(self.rotations), at))
        self.translation = vectors(self.translation, at)
        self.remember()
