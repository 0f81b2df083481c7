"""Pins, parts of the body and Mirror, asked for in Blender and measured: sections of direct_report.py."""

import direct_kinds
import numpy as np

WALK, STAND = "a person walks forward", "a person stands still"
# What is pinned: sentence, part of the body, its bone, how far from where it is then, metres that what holds
# it moves a second, frames that it holds, and its strength.
PINS = {
    "reach a door handle": (STAND, "right_hand", "RightHand", (0.1, -0.45, 0.25), (0, 0, 0), 20, 1.0),
    "sit down on a seat": (STAND, "pelvis", "Hips", (0.0, 0.15, -0.35), (0, 0, 0), 40, 1.0),
    "duck the head": (STAND, "head", "Head", (0.05, -0.1, -0.3), (0, 0, 0), 15, 1.0),
    "step on a stair": (WALK, "left_foot", "LeftFoot", (0.0, -0.05, 0.18), (0, 0, 0), 11, 1.0),
    "hold on to a cart": (WALK, "left_hand", "LeftHand", (0.0, -0.2, 0.2), (0, -1.2, 0), 45, 1.0),
    "touch a wall in passing": (WALK, "right_hand", "RightHand", (-0.2, -0.1, 0.3), (0, 0, 0), 9, 1.0),
    "half-way to the wall": (WALK, "right_hand", "RightHand", (-0.2, -0.1, 0.3), (0, 0, 0), 9, 0.5),
    "a handle 3 m away": (STAND, "right_hand", "RightHand", (0.0, -3.0, 0.0), (0, 0, 0), 20, 1.0),
}  # fmt: skip
WAVE, MIDDLE = "a person waves with the right hand", 60


def accepted(bpy, sentence):
    """A rig, the settings, and an accepted take of a sentence: frames 1 to 150 about."""
    rig, settings = direct_kinds.fresh(bpy)
    settings.prompt, settings.set_length, settings.seconds, settings.edit_count = sentence, True, 5.0, 1
    direct_kinds.asked(bpy.ops.dynmask.generate)
    bpy.ops.dynmask.accept_take(index=0)
    return rig, settings, rig.animation_data.action


def corner(heads):
    """The largest change (T − 2,) of any bone's step from frame to frame, in millimetres; heads (T, n, 3)."""
    return 1000 * np.linalg.norm(np.diff(heads, 2, axis=0), axis=-1).max(axis=-1)


def acceleration(path):
    """Of a bone's head (T, 3) at every frame but the ends, in m/s²."""
    return np.linalg.norm(np.diff(path, 2, axis=0), axis=-1) * direct_kinds.FPS**2


def differing(rig, before, after, kept):
    """How many curves have other keys where `kept(bone, frames)` says that they may not."""
    import steps

    count = 0
    old, new = steps.keys(rig, before), steps.keys(rig, after)
    for channel, keys in old.items():
        bone = channel[0].split('"')[1]
        fixed = kept(bone, keys[:, 0])
        count += not np.array_equal(keys[fixed], new[channel][kept(bone, new[channel][:, 0])])
    return count + len(new.keys() - old.keys())


def pins(bpy, few):
    """Parts of the body at an Empty: how far they are from it on all held frames, whether other keys are the
    same, the largest change of a step (p99 of the motion itself beside it), and how hard the part is
    accelerated on its way there and back (p95 of its own beside it)."""
    import directed
    import directing

    rows = []
    for what, (sentence, body, bone, by, moves, count, strength) in list(PINS.items())[: 2 if few else None]:
        rig, _, base = accepted(bpy, sentence)
        every = range(1, int(base.frame_range[1]) + 1)
        frames = range(MIDDLE, MIDDLE + count)
        before = directed.evaluated(rig, every)[..., :3, 3]
        own = before[MIDDLE - 1 : MIDDLE - 1 + count, rig.pose.bones.find(bone)]
        empty = bpy.data.objects.new("Handle", None)
        bpy.context.scene.collection.objects.link(empty)
        goal = (
            own[count // 2]
            + by
            + np.arange(-(count // 2), count - count // 2)[:, None] * np.array(moves) / 30
        )
        for frame, place in zip(frames, goal, strict=True):
            empty.location = place
            empty.keyframe_insert("location", frame=frame)
        held = {"held_at": "OBJECT", "target": empty, "strength": strength}
        directing.pin(rig, body, frames[0], frames[-1], **held)
        if wrong := direct_kinds.asked(bpy.ops.dynmask.apply_pins):
            rows.append({"what": what, "holds": False, "said": wrong})
            continue
        take = rig.dynmask.takes[0]
        after = directed.evaluated(rig, every)[..., :3, 3]
        seen = after[MIDDLE - 1 : MIDDLE - 1 + count, rig.pose.bones.find(bone)]
        off = np.linalg.norm(seen - (own + strength * (goal - own)), axis=-1).max()
        outside = differing(
            rig, base, take.action, lambda _, at, take=take: (at < take.first) | (at > take.last)
        )
        turns = corner(after)[take.first - 2 : take.last].max()
        number = rig.pose.bones.find(bone)
        hard = acceleration(after[:, number])
        eases = np.r_[max(take.first - 2, 0) : MIDDLE - 1,
                      MIDDLE + count - 3 : min(take.last - 1, len(hard))]  # fmt: skip
        usual = np.percentile(acceleration(before[:, number]), 95)
        told = direct_kinds.message()
        said = told[told.find("The ") :].partition(":")[0] if "misses" in told else ""
        near = abs(float(said.partition("by ")[2].split()[0]) - off) < 0.06 if said else off <= 0.01
        rows.append({
            "what": what, "sentence": sentence, "frames": f"{count}", "off mm": f"{1000 * off:.1f}",
            "curves changed outside": f"{outside}",
            "largest change of a step mm": f"{turns:.0f} ({np.percentile(corner(before), 99):.0f})",
            "acceleration m/s²": f"{hard[eases].max():.1f} ({usual:.1f})",
            "said": said, "holds": near and not outside,
        })  # fmt: skip
    return rows


def parts(bpy, few):
    """A part of a walk waves instead: curves of other bones, and keys outside the range, that are others."""
    from dynmask.backend.direction.parts import PARTS
    from dynmask.backend.motion.body import skeleton
    from dynmask.dynmask_blender.rig import mappings

    rows = []
    for part, joints in list(PARTS.items())[: 2 if few else None]:
        rig, settings, base = accepted(bpy, WALK)
        rig.dynmask.range_first, rig.dynmask.range_last, settings.edit_prompt = 30, 110, WAVE
        if wrong := direct_kinds.asked(lambda part=part: bpy.ops.dynmask.change_part(part=part)):
            rows.append({"part": part, "holds": False, "said": wrong})
            continue
        taken, roles = rig.animation_data.action, mappings.get_or_detect(rig).roles
        mine = {roles[skeleton.JOINTS[joint]] for joint in joints}
        others = differing(rig, base, taken, lambda bone, at, mine=mine: np.full(len(at), bone not in mine))
        outside = differing(rig, base, taken, lambda _, at: (at < 30) | (at > 110))
        changed = differing(rig, base, taken, lambda _, at: np.full(len(at), True))
        rows.append({
            "part": part, "curves changed": f"{changed}", "of other bones": f"{others}",
            "outside the range": f"{outside}", "holds": changed > 0 and not others and not outside,
        })  # fmt: skip
    return rows


def part_loops(bpy, few):
    """A part of a walk repeats in frames 20 to 130: curves of other bones and keys outside the range that are
    others, and how far the part's largest change of a step is from the walk's own."""
    import directed
    from dynmask.backend.direction.parts import PARTS
    from dynmask.backend.motion.body import skeleton
    from dynmask.dynmask_blender.rig import mappings

    rows = []
    for part, joints in list(PARTS.items())[: 2 if few else None]:
        rig, settings, base = accepted(bpy, WALK + " and waves")
        rig.dynmask.range_first, rig.dynmask.range_last = 20, 130
        before = directed.evaluated(rig, range(20, 131))[..., :3, 3]
        if wrong := direct_kinds.asked(lambda part=part: bpy.ops.dynmask.loop_part(part=part)):
            rows.append({"part": part, "holds": False, "said": wrong})
            continue
        taken, roles = rig.animation_data.action, mappings.get_or_detect(rig).roles
        mine = {roles[skeleton.JOINTS[joint]] for joint in joints}
        others = differing(rig, base, taken, lambda bone, at, mine=mine: np.full(len(at), bone not in mine))
        outside = differing(rig, base, taken, lambda _, at: (at < 20) | (at > 130))
        changed = differing(rig, base, taken, lambda _, at: np.full(len(at), True))
        turns = [corner(heads) for heads in (directed.evaluated(rig, range(20, 131))[..., :3, 3], before)]
        told = direct_kinds.message().partition("repeats after ")[2].split()
        rows.append({
            "part": part, "cycle s": told[0], "times": told[2], "curves changed": f"{changed}",
            "of other bones": f"{others}", "outside the range": f"{outside}",
            "largest change of a step mm": f"{turns[0].max():.0f} ({turns[1].max():.0f})",
            "holds": changed > 0 and not others and not outside and turns[0].max() <= 1.5 * turns[1].max(),
        })  # fmt: skip
    return rows


def captured(words):
    """(sentence, motion) of the longest captured moment of the shipped library with the words."""
    from dynmask.backend.generation.library import file as library

    shipped = library.load(None)
    said = [(e.stop - e.start, i, text) for i, e in enumerate(shipped.entries) for text in
            (shipped.sentences[k] for k in e.sentences[:1]) if words in text
            and shipped.sources[e.source].kind == "captured"]  # fmt: skip
    _, number, text = max(said)
    return text, shipped.motion(shipped.entries[number])


def keys(bpy, few):
    """Reduce Keys with its own limits, on takes and on captures with a key a frame: how many times fewer
    keys, and how far any bone's turn against its parent, and hands and feet in the world, are then from what
    they were on any frame, as Blender evaluates them. Takes have 30 keys a second, captures 20: of these the
    long walk stays just short of 6 times."""
    import directing
    import steps
    from dynmask.backend.motion.body import quaternion
    from test_reduce_keys import turned

    motions = [("walk", WALK), ("walk", "a person sneaks forward"), ("walk", captured("walk"))]
    motions += [("fight", captured(words)) for words in ("box", "karate", "kick")]
    rows = []
    for kind, motion in motions[: 1 if few else None]:
        if isinstance(motion, str):
            rig, _, base = accepted(bpy, motion)
            what = f"generated: {motion}"
        else:
            rig, _ = direct_kinds.fresh(bpy)
            bpy.context.scene.render.fps = 20
            base = directing.walking(rig, name="Captured", motion=motion[1])
            what = f"captured: {motion[0][:60]}"
        first, last = (int(frame) for frame in base.frame_range)
        before, had = turned(rig, range(first, last + 1)), sum(map(len, steps.keys(rig, base).values()))
        if wrong := direct_kinds.asked(bpy.ops.dynmask.reduce_keys):
            rows.append({"kind": kind, "what": what, "said": wrong, "holds": False})
            continue
        after = turned(rig, range(first, last + 1))
        has = sum(map(len, steps.keys(rig, rig.dynmask.takes[0].action).values()))
        turn = float(np.degrees(quaternion.angle_between(before[0], after[0])).max())
        ends = [i for i, bone in enumerate(rig.pose.bones) if bone.name.endswith(("Hand", "Foot", "ToeBase"))]
        off = 1000 * float(np.linalg.norm(before[1] - after[1], axis=-1)[:, ends].max())
        rows.append({
            "kind": kind, "what": what, "seconds": f"{(last - first) / bpy.context.scene.render.fps:.1f}",
            "keys": f"{had:,} → {has:,}", "times fewer": f"{had / has:.1f}", "worst bone °": f"{turn:.2f}",
            "worst hand or foot mm": f"{off:.1f}",
            "holds": had / has >= (6.0 if kind == "walk" else 3.0) and turn <= 1.01 and off <= 5.05,
        })  # fmt: skip
    return rows


def mirror(bpy, few):
    """A wave mirrored: how far any joint is from where its counterpart was, seen in the rig's plane."""
    import directed
    from dynmask.dynmask_blender.rig import mappings

    rows = []
    for what in ("rolls that mirror each other", "other rolls"):
        rig, _, base = accepted(bpy, WAVE)
        if what != "other rolls":
            bpy.ops.object.mode_set(mode="EDIT")
            for bone in rig.data.edit_bones:
                bone.roll = 0.0
            bpy.ops.object.mode_set(mode="OBJECT")
        every = range(1, int(base.frame_range[1]) + 1, 5)
        before = directed.evaluated(rig, every)[..., :3, 3]
        wrong = direct_kinds.asked(bpy.ops.dynmask.mirror)
        after = directed.evaluated(rig, every)[..., :3, 3]
        roles, off = mappings.get_or_detect(rig).roles, 0.0
        for role, bone in roles.items():
            other = role.replace("left", "right") if "left" in role else role.replace("right", "left")
            here, there = (rig.pose.bones.find(name) for name in (bone, roles[other]))
            off = max(off, np.linalg.norm(after[:, here] - before[:, there] * [-1, 1, 1], axis=-1).max())
        rows.append({
            "rig": what, "way": "key by key" if "key by key" in direct_kinds.message() else "a key a frame",
            "worst joint mm": f"{1000 * off:.2f}", "holds": not wrong and off <= 0.01,
        })  # fmt: skip
    return rows


SECTIONS = {"pins": pins, "parts": parts, "part loops": part_loops, "keys": keys, "mirror": mirror}
