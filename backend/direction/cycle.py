"""Motion as it is seen from the body itself: poses, and the steps between them."""

from dataclasses import dataclass

import numpy as np

from ..motion.arrays import Complexes, Floats, Motion
from ..motion.body import features, quaternion, skeleton


@dataclass(frozen=True)
class Step:
    """What a cycle does to the root: turn in radians, then `across` as seen at its begin, a complex number
    z + ix in metres."""

    turn: float
    across: complex

    @property
    def metres(self) -> float:
        """The straight distance."""
        return abs(self.across)

    def share(self, part: Floats) -> tuple[Floats, Complexes]:
        """Turns and complex places (n,) after `part` (n,) cycles on the arc that the cycles step along."""
        turns = np.exp(1j * self.turn * part)
        if abs(self.turn) < 1e-6:
            return self.turn * part, part * self.across
        centre = self.across / (1.0 - np.exp(1j * self.turn))
        return self.turn * part, (1.0 - turns) * centre

    def taken_out(self, rotations: Floats, translation: Floats, period: int) -> Motion:
        """A motion (T, 22, 4), (T, 3) of cycles of `period` frames from the origin, its even way removed."""
        turn, place = self.share(np.arange(len(rotations)) / period)
        at = (translation[:, 2] + 1j * translation[:, 0] - place) * np.exp(-1j * turn)
        turned, moved = np.array(rotations), np.array(translation)
        turned[:, 0] = quaternion.multiply(quaternion.about_up(-turn), turned[:, 0])
        moved[:, 2], moved[:, 0] = at.real, at.imag
        return quaternion.continuous(turned), moved


@dataclass(frozen=True)
class Cycle:
    """rotations (T, 22, 4) seen in the body's facing, pelvis height (T,), and to the next frame the turn (T,)
    in radians and the step (T,), complex z + ix in metres in this frame's facing. The last turn and step of
    motion that does not repeat are those before."""

    rotations: Floats
    height: Floats
    turn: Floats
    step: Complexes

    def __len__(self) -> int:
        return len(self.rotations)

    @classmethod
    def of(cls, rotations: Floats, translation: Floats) -> "Cycle":
        """Of a motion (T, 22, 4), (T, 3) of at least two frames."""
        rotations = np.array(rotations, dtype=np.float64)
        facing = features.heading(skeleton.forward_kinematics(rotations, translation))
        rotations[:, 0] = quaternion.multiply(quaternion.about_up(-facing), rotations[:, 0])
        place = translation[:, 2] + 1j * translation[:, 0]
        step = np.diff(place) * np.exp(-1j * facing[:-1])
        turn = np.diff(facing)
        return cls(
            quaternion.continuous(rotations), np.array(translation[:, 1], dtype=np.float64),
            np.append(turn, turn[-1:]), np.append(step, step[-1:]),
        )  # fmt: skip

    def part(self, start: int, stop: int) -> "Cycle":
        """Frames start … stop − 1."""
        at = slice(start, stop)
        return Cycle(self.rotations[at], self.height[at], self.turn[at], self.step[at])

    def followed_by(self, other: "Cycle") -> "Cycle":
        """Both in a row."""
        return Cycle(
            quaternion.continuous(np.concatenate([self.rotations, other.rotations])),
            np.concatenate([self.height, other.height]), np.concatenate([self.turn, other.turn]),
            np.concatenate([self.step, other.step]),
        )  # fmt: skip

    def begun_at(self, frame: int) -> "Cycle":
        """The same repeating motion from another frame on."""
        return self.part(frame, len(self)).followed_by(self.part(0, frame))

    def blended(self, other: "Cycle", share: Floats) -> "Cycle":
        """From this to another of equal length, by share (T,) from 0 to 1."""
        mix = np.repeat(share[:, None], 22, axis=1)
        return Cycle(
            quaternion.slerp(self.rotations, other.rotations, mix),
            self.height + share * (other.height - self.height), self.turn + share * (other.turn - self.turn),
            self.step + share * (other.step - self.step),
        )  # fmt: skip

    def turned_evenly(self, turn: float) -> "Cycle":
        """With `turn` radians more to the left, spread over all frames."""
        return Cycle(self.rotations, self.height, self.turn + turn / len(self), self.step)

    def stayed(self) -> "Cycle":
        """With the way of a whole cycle taken out of its steps; it must not turn."""
        facing = self._facing()
        across = self.whole_step().across
        return Cycle(
            self.rotations, self.height, self.turn, self.step - across / len(self) * np.exp(-1j * facing)
        )

    def _facing(self) -> Floats:
        found: Floats = np.concatenate([[0.0], np.cumsum(self.turn[:-1])])
        return found

    def whole_step(self) -> Step:
        """What one cycle does to the root."""
        across = np.sum(self.step * np.exp(1j * self._facing()))
        return Step(float(self.turn.sum()), complex(across))

    def unrolled(self, cycles: int) -> Motion:
        """The motion (cycles·T + 1, 22, 4), (…, 3) from x = z = 0, facing +z; it ends as it begins."""
        facing = np.concatenate([[0.0], np.cumsum(np.tile(self.turn, cycles))])
        step = np.tile(self.step, cycles) * np.exp(1j * facing[:-1])
        place = np.concatenate([[0.0], np.cumsum(step)])
        at = np.arange(len(facing)) % len(self)
        rotations = self.rotations[at]
        rotations[:, 0] = quaternion.multiply(quaternion.about_up(facing), rotations[:, 0])
        translation = np.stack([place.imag, self.height[at], place.real], axis=1)
        return quaternion.continuous(rotations), translation

    def local_joints(self) -> Floats:
        """Joints (T, 22, 3) seen from the body: pelvis at x = z = 0, facing +z."""
        zero = np.zeros_like(self.height)
        return skeleton.forward_kinematics(self.rotations, np.stack([zero, self.height, zero], axis=1))
