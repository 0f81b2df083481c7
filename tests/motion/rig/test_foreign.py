"""BVH files of other origins on the canonical body: names, axes, zero poses and split limbs as they come."""

import json
from dataclasses import replace

import numpy as np
import pytest

from backend.motion import load
from backend.motion.body import quaternion, skeleton
from backend.motion.formats import bvh
from backend.motion.formats.capture import Capture
from backend.motion.rig import alignment, detection, foreign

_Y, _Z = np.eye(3)[1], np.eye(3)[2]
MIXAMO = {
    "pelvis": "Hips", "spine1": "Spine", "spine2": "Spine1", "spine3": "Spine2", "neck": "Neck",
    "head": "Head", "left_collar": "LeftShoulder", "left_shoulder": "LeftArm", "left_elbow": "LeftForeArm",
    "left_wrist": "LeftHand", "left_hip": "LeftUpLeg", "left_knee": "LeftLeg", "left_ankle": "LeftFoot",
    "left_foot": "LeftToeBase",
}  # fmt: skip
XSENS = {
    "pelvis": "Hips", "spine1": "Chest", "spine2": "Chest2", "spine3": "Chest4", "neck": "Neck",
    "head": "Head", "left_collar": "LeftCollar", "left_shoulder": "LeftShoulder",
    "left_elbow": "LeftElbow", "left_wrist": "LeftWrist", "left_hip": "LeftHip", "left_knee": "LeftKnee",
    "left_ankle": "LeftAnkle", "left_foot": "LeftToe",
}  # fmt: skip
MAKEHUMAN = {
    "pelvis": "Root", "spine1": "Spine1", "spine2": "Spine2", "spine3": "Spine3", "neck": "Neck",
    "head": "Head", "left_collar": "Clavicle_L", "left_shoulder": "UpArm_L", "left_elbow": "LoArm_L",
    "left_wrist": "Hand_L", "left_hip": "UpLeg_L", "left_knee": "LoLeg_L", "left_ankle": "Foot_L",
    "left_foot": "Toe_L",
}  # fmt: skip
UNNAMED = {role: f"joint{i}" for i, role in enumerate(skeleton.JOINTS)}
NAMES = {"mixamo": MIXAMO, "xsens": XSENS, "makehuman": MAKEHUMAN, "unnamed": UNNAMED}


def both_sides(names):
    mirrored = {"Left": "Right", "_L": "_R", "left": "right"}
    for role, name in dict(names).items():
        if role.startswith("left") and role.replace("left", "right") not in names:
            letters = next(left for left in mirrored if left in name)
            names = names | {role.replace("left", "right"): name.replace(letters, mirrored[letters])}
    return names


def walking(names, frames=40, scale=100.0, prefix=""):
    """(a walk on the canonical body with other names, its local rotations, its pelvis path in metres)."""
    names, t = both_sides(names), np.linspace(0, 4 * np.pi, frames)
    local = np.tile(quaternion.IDENTITY, (frames, 22, 1))
    x = np.eye(3)[0]
    for side, shift in (("left", 0.0), ("right", np.pi)):
        swing, bend = 0.5 * np.sin(t + shift), 0.9 * np.clip(np.cos(t + shift), 0, 1) ** 2
        local[:, skeleton.INDEX[f"{side}_hip"]] = quaternion.from_axis_angle(x, -swing)
        local[:, skeleton.INDEX[f"{side}_knee"]] = quaternion.from_axis_angle(x, bend)
        down = quaternion.from_axis_angle(_Z, np.full(frames, -1.3 if side == "left" else 1.3))
        local[:, skeleton.INDEX[f"{side}_shoulder"]] = down
    path = np.stack([0 * t, np.full(frames, 0.93), 0.11 * t], axis=-1)
    tips = np.zeros((22, 3))
    tips[15], tips[[10, 11]] = (0, 16, 0), (0, 0, 7)
    tips[20], tips[21] = (16, 0, 0), (-16, 0, 0)
    offsets = np.array(skeleton.OFFSETS) * scale
    offsets[0] = 0.0
    capture = Capture(
        tuple(prefix + names[role] for role in skeleton.JOINTS), skeleton.PARENTS, offsets,
        tips * scale / 100.0, local, path * scale, 60.0,
    )  # fmt: skip
    return capture, local, path


def text_of(capture):
    """A BVH file of a Capture, Z X Y angles."""
    angles = np.degrees(bvh.to_euler_zxy(capture.rotations))
    order, lines = [], ["HIERARCHY"]

    def write(joint, depth):
        order.append(joint)
        lines.append(f"{'JOINT' if depth else 'ROOT'} {capture.names[joint]}")
        moves = "" if depth else "Xposition Yposition Zposition "
        lines.append("{ OFFSET " + " ".join(f"{v:.6f}" for v in capture.offsets[joint]))
        lines.append(f"CHANNELS {3 if depth else 6} {moves}Zrotation Xrotation Yrotation")
        below = [child for child, parent in enumerate(capture.parents) if parent == joint]
        for child in below:
            write(child, depth + 1)
        if not below:
            lines.append("End Site { OFFSET " + " ".join(f"{v:.6f}" for v in capture.tips[joint]) + " }")
        lines.append("}")

    write(0, 0)
    rows = np.concatenate([capture.translation, angles[:, order].reshape(len(angles), -1)], axis=1)
    lines += ["MOTION", f"Frames: {len(rows)}", f"Frame Time: {1 / capture.fps:.6f}"]
    return "\n".join([*lines, *(" ".join(f"{v:.6f}" for v in row) for row in rows)])


def directions(clip_positions):
    return {
        role: clip_positions[:, skeleton.INDEX[end]] - clip_positions[:, skeleton.INDEX[role]]
        for role, end in alignment.NEXT.items()
    }


def check(clip, local, path, tolerance=1.0):
    wanted = skeleton.forward_kinematics(local, path)
    for role, got in directions(clip.positions).items():
        swing = quaternion.between(directions(wanted)[role], got)
        error = quaternion.angle_between(quaternion.IDENTITY, swing)
        assert np.degrees(error).max() < (tolerance if "ankle" not in role else 5.0), role
    np.testing.assert_allclose(clip.translation[-1] - clip.translation[0], path[-1] - path[0], atol=0.02)
    assert (clip.positions[:, 15, 1] - clip.positions[:, 0, 1]).min() > 0.6
    assert abs(clip.positions[..., 1].min()) < 0.03


@pytest.mark.parametrize("prefix", ["", "mixamorig:"])
@pytest.mark.parametrize("names", NAMES)
def test_bvh_files_of_other_names_are_read(tmp_path, names, prefix):
    capture, local, path = walking(NAMES[names], prefix=prefix)
    file = tmp_path / "walk.bvh"
    file.write_text(text_of(capture))
    clip = load.load_motion(file)
    assert clip.fps == 60.0
    check(clip, local, path)


@pytest.mark.parametrize("degrees", [0.0, 90.0, 200.0])
@pytest.mark.parametrize("axis", ["z up", "y down"])
def test_other_axes_and_headings_come_upright(axis, degrees):
    """A z-up file's zero pose and motion, turned about up as a whole."""
    capture, local, path = walking(MIXAMO)
    turn = quaternion.from_axis_angle(_Y, np.array(np.radians(degrees)))
    out = quaternion.from_axis_angle(np.eye(3)[0], np.array(np.pi / 2 if axis == "z up" else np.pi))
    turn = quaternion.multiply(out, turn)
    offsets = quaternion.rotate(turn, capture.offsets)
    rotations = quaternion.multiply(turn, quaternion.multiply(capture.rotations, quaternion.inverse(turn)))
    turned = replace(
        capture, offsets=offsets, tips=quaternion.rotate(turn, capture.tips), rotations=rotations,
        translation=quaternion.rotate(turn, capture.translation),
    )  # fmt: skip
    clip = foreign.to_canonical(turned)
    heading = quaternion.from_axis_angle(_Y, np.array(np.radians(degrees)))
    local = np.array(local)
    local[:, 0] = quaternion.multiply(heading, local[:, 0])
    check(clip, local, quaternion.rotate(heading, path))


def along_x(capture):
    """The same motion told from a zero pose in which every bone lies along +x."""
    reference = np.tile(quaternion.IDENTITY, (22, 1))
    for joint in range(22):
        below = [child for child, parent in enumerate(capture.parents) if parent == joint]
        step = capture.offsets[below[0]] if len(below) == 1 else capture.tips[joint]
        if joint == 0 or len(below) > 1:
            step = _Y
        reference[joint] = quaternion.inverse(quaternion.between(step, np.eye(3)[0]))
    return capture.rezeroed(quaternion.inverse(reference))


def test_a_zero_pose_along_one_axis_is_replaced_by_a_frame_that_stands():
    capture, local, path = walking(MIXAMO)
    lying = along_x(capture)
    knee, hip = lying.rest()[[4, 1]]
    assert knee[0] - hip[0] > 30 and abs(knee[1] - hip[1]) < 1
    check(foreign.to_canonical(lying), local, path, tolerance=8.0)


def test_split_limbs_count_by_where_they_point():
    """A joint in the middle of each thigh and upper arm, and the motion bends there."""
    capture, local, path = walking(MIXAMO)
    names, parents = list(capture.names), list(capture.parents)
    offsets, tips = capture.offsets.copy(), capture.tips
    rotations = capture.rotations
    for role, end in (("left_hip", "left_knee"), ("right_shoulder", "right_elbow")):
        start, stop = skeleton.INDEX[role], skeleton.INDEX[end]
        names.append(names[start] + "Twist")
        parents.append(start)
        parents[stop] = len(names) - 1
        offsets = np.concatenate([offsets, offsets[stop : stop + 1] * 0.5])
        offsets[stop] *= 0.5
        tips = np.concatenate([tips, np.zeros((1, 3))])
        bend = quaternion.from_axis_angle(_Z, 0.5 * np.sin(np.arange(len(local))))
        rotations = np.concatenate([rotations, bend[:, None]], axis=1)
    # Parents come first in a capture.
    order = sorted(range(len(names)), key=lambda j: depth(parents, j))
    place = {joint: number for number, joint in enumerate(order)}
    split = Capture(
        tuple(names[j] for j in order), tuple(place[parents[j]] if j else -1 for j in order),
        offsets[order], tips[order], rotations[:, order], capture.translation, 60.0,
    )  # fmt: skip
    positions = split.world()[1] / 100.0
    clip = foreign.to_canonical(split)
    for role, end in (("left_hip", "left_knee"), ("right_shoulder", "right_elbow")):
        at = [split.names.index(MIXAMO_BOTH[r]) for r in (role, end)]
        seen = positions[:, at[1]] - positions[:, at[0]]
        got = directions(clip.positions)[role]
        error = quaternion.angle_between(quaternion.IDENTITY, quaternion.between(seen, got))
        assert np.degrees(error).max() < 0.1


MIXAMO_BOTH = both_sides(MIXAMO)


def depth(parents, joint):
    steps = 0
    while parents[joint] >= 0:
        joint, steps = parents[joint], steps + 1
    return steps


def test_no_body_is_refused_in_one_sentence(tmp_path):
    capture, *_ = walking(MIXAMO)
    few = Capture(
        capture.names[:4], (-1, 0, 0, 0), capture.offsets[:4], capture.tips[:4], capture.rotations[:, :4],
        capture.translation, 60.0,
    )  # fmt: skip
    file = tmp_path / "tail.bvh"
    file.write_text(text_of(few))
    with pytest.raises(
        ValueError, match=r"tail.bvh cannot be used: no body is found in this skeleton \(Hip"
    ):
        load.load_motion(file)


def test_one_who_never_stands_is_refused():
    capture, *_ = walking(MIXAMO)
    lying = along_x(capture)
    rotations = np.tile(quaternion.IDENTITY, lying.rotations.shape[:2] + (1,))
    with pytest.raises(ValueError, match="stands neither in its zero pose nor in any frame"):
        foreign.to_canonical(replace(lying, rotations=rotations))


def test_real_skeletons_are_mapped_by_their_names(shared_dir):
    """Of the shared skeletons every BVH but the four-joint one is a body to the command line as well."""
    missed, count = [], 0
    for file in sorted((shared_dir / "fixtures" / "rigs").glob("*.json")):
        told = json.loads(file.read_text())
        if told["kind"] != "bvh":
            continue
        count += 1
        capture = of_fixture(told)
        try:
            clip = foreign.to_canonical(capture, fps=30.0)
        except ValueError as error:
            missed.append((file.stem, str(error)[:40]))
            continue
        assert np.isfinite(clip.positions).all()
    assert count > 25
    assert [name for name, _ in missed] == ["pybvh_rotfirst"]


def of_fixture(told):
    """A Capture of a fixture's skeleton, in BVH's y-up axes, with its two poses as the children tell them."""
    bones = {bone["name"]: bone for bone in told["bones"]}
    names = tuple(bones)
    parents = tuple(names.index(bones[n]["parent"]) if bones[n]["parent"] else -1 for n in names)
    heads = y_up([bones[n]["head"] for n in names])
    tips = y_up([bones[n]["tail"] for n in names]) - heads
    offsets = np.array([heads[j] - heads[p] if p >= 0 else np.zeros(3) for j, p in enumerate(parents)])
    count = len(told["poses"])
    world = np.tile(quaternion.IDENTITY, (count, len(names), 1))
    local, translation = world.copy(), np.zeros((count, 3))
    for frame, pose in enumerate(told["poses"]):
        there = y_up([pose["heads"][n] for n in names])
        translation[frame] = there[0]
        for joint, parent in enumerate(parents):
            above = world[frame, parent] if parent >= 0 else quaternion.IDENTITY
            below = [c for c, p in enumerate(parents) if p == joint]
            world[frame, joint] = carried(heads[below] - heads[joint], there[below] - there[joint], above)
            local[frame, joint] = quaternion.multiply(quaternion.inverse(above), world[frame, joint])
    return Capture(names, parents, offsets, tips, local, translation, 30.0)


def y_up(points):
    x, y, z = np.moveaxis(np.array(points, dtype=np.float64), -1, 0)
    return np.stack([x, z, -y], axis=-1)


def carried(rest, seen, above):
    """The rotation (4,) that carries steps (n, 3) best; what they leave open is as the parent has it."""
    if not len(rest) or np.abs(rest).max() < 1e-6:
        return above
    spare = np.eye(3) * np.linalg.norm(rest, axis=1).max() * 0.03
    rest, seen = np.concatenate([rest, spare]), np.concatenate([seen, quaternion.rotate(above, spare)])
    u, _, v = np.linalg.svd(seen.T @ rest)
    return quaternion.from_matrix(u @ np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ v))]) @ v)


def test_the_kinds_that_the_add_on_tells_are_the_same():
    capture, *_ = walking(MIXAMO, prefix="mixamorig:")
    kind, roles = detection.detect(foreign._tree(capture), _Y, _Z)
    assert kind == "Mixamo" and roles["left_knee"] == "mixamorig:LeftLeg"
