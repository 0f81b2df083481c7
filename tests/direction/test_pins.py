import numpy as np
import pytest

from backend.direction import easing, pins
from backend.direction.errors import DirectionError
from backend.direction.pins import Pin
from backend.motion.body import quaternion, skeleton
from backend.motion.clip import Clip
from backend.motion.measure import contacts

from ..motion.conftest import planted_walk


def standing(frames=80):
    """A body at rest, its arms down and a little bent."""
    rotations, translation = planted_walk(frames, speed=0.0, period=1e9)
    for side, way in (("left", -1.0), ("right", 1.0)):
        down, bent = (
            quaternion.from_axis_angle(np.array(axis), angle)
            for axis, angle in (((0.0, 0.0, 1.0), 1.2 * way), ((0.0, 1.0, 0.0), 0.5 * way))
        )
        rotations[:, skeleton.INDEX[f"{side}_shoulder"]] = down
        rotations[:, skeleton.INDEX[f"{side}_elbow"]] = bent
    return Clip(rotations, translation)


def walk(frames=80):
    return Clip(*planted_walk(frames))


def joint(clip, name):
    return clip.positions[:, skeleton.INDEX[pins.JOINTS[name]]]


def place(clip, name, shift, frame=40):
    return tuple((joint(clip, name)[frame] + shift).tolist())


PLACES = {
    "left_hand": (-0.3, 0.1, 0.35), "right_hand": (0.2, -0.5, 0.45), "left_foot": (0.1, 0.3, 0.25),
    "right_foot": (-0.1, 0.15, -0.2), "head": (0.1, -0.15, 0.2), "pelvis": (0.05, -0.25, -0.15),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_a_joint_is_held_at_a_place_and_led_there_without_a_pop(name):
    clip = standing()
    where = place(clip, name, PLACES[name])
    made = pins.hold(clip, (Pin(name, 1.5, 2.5, (where,), grow=False),))
    assert made.notices == [] and made.measured["pin_worst_mm"] < 10.0
    path = joint(made.clip, name)
    assert np.linalg.norm(path[30:51] - where, axis=-1).max() < 0.01
    np.testing.assert_array_equal(made.clip.rotations[:22], clip.rotations[:22])
    np.testing.assert_array_equal(made.clip.translation[59:], clip.translation[59:])
    # An even way of 0.4 s takes at most 1.9 times its mean speed, and speeds up by 5.8 of it over its time.
    far = np.linalg.norm(np.subtract(where, joint(clip, name)[40]))
    speed = np.linalg.norm(np.diff(path, axis=0), axis=-1) * 20.0
    change = np.linalg.norm(np.diff(path, n=2, axis=0), axis=-1) * 20.0
    assert speed.max() < 2.0 * far / 0.4 + 0.05 and change.max() < 6.5 * far / 0.4**2 / 20.0 + 0.05
    every = np.linalg.norm(np.diff(made.clip.positions, n=2, axis=0), axis=-1) * 20.0
    assert every.max() < 2.5 * change.max() + 0.2


FURTHER = {
    "left_hand": (-0.4, 0.15, 0.5), "right_hand": (0.2, -0.45, 0.5), "left_foot": (0.1, 0.4, 0.35),
    "right_foot": (-0.15, 0.35, -0.35), "head": (0.1, -0.25, 0.3), "pelvis": (0.05, -0.35, -0.2),
}  # fmt: skip


@pytest.mark.parametrize("name", FURTHER)
def test_what_is_further_takes_longer(name):
    clip, calm = standing(160), easing.limits(np.zeros((3, 3)), 20.0, name)
    where = place(clip, name, FURTHER[name], 80)
    found = {grow: pins.hold(clip, (Pin(name, 4.0, 5.0, (where,), grow=grow),)) for grow in (False, True)}
    hard = {}
    for grow, made in found.items():
        path = joint(made.clip, name)
        hard[grow] = np.linalg.norm(np.diff(path, 2, axis=0), axis=-1).max() * 400.0
        speed = np.linalg.norm(np.diff(path, axis=0), axis=-1).max() * 20.0
    assert found[True].notices == [] and speed <= 1.15 * calm.speed
    assert hard[True] <= 1.3 * calm.acceleration < hard[False]
    touched = np.flatnonzero(np.abs(found[True].clip.rotations - clip.rotations).max(axis=(1, 2)) > 0)
    exact, _ = pins.eased(clip, (Pin(name, 4.0, 5.0, (where,)),))
    assert exact[0].ease_s > 0.4 and not exact[0].grow
    assert 80 - touched[0] <= exact[0].ease_s * 20 + 1 and touched[-1] - 100 <= exact[0].let_go_s * 20 + 1


def test_a_fast_body_may_be_led_faster():
    clip = walk()
    slow, fast = (easing.limits(joint(one, "left_foot"), 20.0, "left_foot") for one in (standing(), clip))
    own = np.linalg.norm(np.diff(joint(clip, "left_foot"), axis=0), axis=-1) * 20.0
    assert slow == easing.Limits(2.0, 12.0) and fast.acceleration > 12.0
    assert fast.speed == pytest.approx(max(2.0, np.percentile(own, 95)))


def test_too_little_time_is_said():
    clip = standing(160)
    near, far = (place(clip, "left_hand", shift) for shift in ((-0.3, 0.0, 0.4), (-0.3, 0.9, 0.3)))
    pair = Pin("left_hand", 2.0, 3.0, (near,)), Pin("left_hand", 3.2, 4.0, (far,))
    said = pins.hold(clip, pair).notices
    assert len(said) == 1 and "has 0.1 s since its pin before, so it moves abruptly" in said[0], said
    early = pins.hold(clip, (Pin("left_hand", 0.2, 1.0, (near,)),))
    assert "has 0.2 s, so it is on its way when the motion begins" in early.notices[0]
    assert pins.hold(clip, (Pin("left_hand", 0.0, 1.0, (near,)),)).notices == []


def test_long_pins_are_solved_in_short_steps():
    clip = standing(1500)
    where = place(clip, "left_hand", PLACES["left_hand"])
    done = list(pins.holding(clip, (Pin("left_hand", 2.0, 73.0, (where,)),)))
    assert len(done) >= 8 and done == sorted(done) and done[0] > 0.0 and done[-1] <= 1.0


def test_feet_that_stand_stay_while_the_pelvis_sinks():
    clip = standing()
    made = pins.hold(clip, (Pin("pelvis", 1.5, 2.5, (place(clip, "pelvis", (0.0, -0.35, -0.1)),)),)).clip
    for side in ("left", "right"):
        np.testing.assert_allclose(joint(made, f"{side}_foot"), joint(clip, f"{side}_foot"), atol=1e-6)


def test_a_place_further_than_the_arm_is_reached_by_the_body():
    clip = standing()
    shoulder = clip.positions[40, skeleton.INDEX["right_shoulder"]]
    where = tuple((shoulder + [0.0, -0.2, 0.75]).tolist())
    made = pins.hold(clip, (Pin("right_hand", 1.5, 2.5, (where,)),))
    assert made.measured["pin_worst_mm"] < 10.0 and made.notices == []
    leant = made.clip.positions[40, skeleton.INDEX["neck"]] - clip.positions[40, skeleton.INDEX["neck"]]
    assert leant[2] > 0.1
    np.testing.assert_allclose(joint(made.clip, "left_foot"), joint(clip, "left_foot"), atol=0.01)


def test_what_is_out_of_reach_is_said_with_the_distance():
    clip = standing()
    made = pins.hold(clip, (Pin("left_hand", 1.5, 2.5, (place(clip, "left_hand", (0.0, 0.0, 3.0)),)),))
    missed = made.measured["pin_worst_mm"] / 1000.0
    assert 1.0 < missed < 2.8 and f"misses its place by {missed:.1f} m" in made.notices[0]


def test_a_moving_place_is_followed_through_a_walk():
    clip = walk()
    start = place(clip, "right_hand", (0.3, -0.1, 0.2), 20)
    stop = tuple(np.add(start, (0.0, 0.1, 0.8)).tolist())
    made = pins.hold(clip, (Pin("right_hand", 1.0, 2.0, (start, stop)),))
    expected = np.linspace(start, stop, 21)
    assert np.linalg.norm(joint(made.clip, "right_hand")[20:41] - expected, axis=-1).max() < 0.01
    touching = contacts.detect(clip.positions, 20.0)
    ankles = np.linalg.norm(made.clip.positions - clip.positions, axis=-1)[:, [7, 8]]
    assert (ankles * touching.reshape(-1, 2, 2).any(axis=2)).max() < 0.02


def test_two_pins_at_once_and_two_in_a_row_are_all_met():
    clip = standing()
    both = tuple(
        Pin(name, 1.0, 3.0, (place(clip, name, shift),))
        for name, shift in (("left_hand", (-0.4, -0.1, 0.5)), ("right_hand", (0.4, -0.1, 0.5)))
    )
    assert pins.hold(clip, both).measured["pin_worst_mm"] < 10.0
    row = tuple(
        Pin("left_hand", at, at + 0.5, (place(clip, "left_hand", shift),))
        for at, shift in ((1.0, (-0.3, 0.1, 0.3)), (1.8, (-0.2, 0.4, 0.2)))
    )
    assert pins.hold(clip, row).measured["pin_worst_mm"] < 10.0


def test_a_pin_after_the_end_is_refused():
    with pytest.raises(DirectionError, match="ends at 3.95"):
        pins.hold(standing(), (Pin("head", 9.0, 10.0, ((0.0, 1.0, 0.0),)),))


@pytest.mark.parametrize("name, shift", (("left_hand", (-0.1, 0.0, 0.1)), ("right_foot", (0.0, 0.03, 0.1))))
def test_straight_limbs_do_not_jump_where_the_easing_begins(name, shift):
    """A limb that is straight already has no room left: help for it may only set in with the pin."""
    clip = Clip(np.tile(quaternion.IDENTITY, (80, 22, 1)), np.tile([0.0, 0.92, 0.0], (80, 1)))
    made = pins.hold(clip, (Pin(name, 2.0, 2.5, (place(clip, name, shift),)),)).clip
    moved = np.abs(made.positions - clip.positions).max(axis=(1, 2))
    touched = np.flatnonzero(moved > 0.0)
    assert moved[40] > 0.05 and moved[touched[[0, -1]]].max() < 0.25 * moved.max()
    assert np.abs(made.translation - clip.translation)[touched[[0, -1]]].max() < 0.005
