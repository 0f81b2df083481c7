"""What cannot be done, asked for in Blender: one sentence, nothing lost. A section of direct_report.py."""

import direct_kinds

WALKS = "a person walks forward"


def _loop_of_one_frame(bpy, rig):
    rig.dynmask.range_first = rig.dynmask.range_last = 5
    return bpy.ops.dynmask.loop_action


def _no_curve(bpy, rig):
    return bpy.ops.dynmask.generate_path


def _path(points, seconds=3.0):
    def set_up(bpy, rig):
        from test_direction_paths import curve

        settings = bpy.context.scene.dynmask
        settings.prompt, settings.set_length, settings.seconds = WALKS, True, seconds
        rig.dynmask_direction.path = curve(points)
        return bpy.ops.dynmask.generate_path

    return set_up


def _curve_deleted(bpy, rig):
    set_up = _path([(0, 0), (0, -3)])(bpy, rig)
    bpy.data.objects.remove(rig.dynmask_direction.path)
    return set_up


def _pin(**values):
    def set_up(bpy, rig):
        import directing

        held = directing.pin(rig, "left_hand", 5, 10, held_at="PLACE")
        for name, value in values.items():
            setattr(held, name, rig if value == "itself" else value)
        return bpy.ops.dynmask.apply_pins

    return set_up


def _part_without_words(bpy, rig):
    bpy.context.scene.dynmask.edit_prompt = ""
    return lambda: bpy.ops.dynmask.change_part(part="arms")


def _join_of_nothing(bpy, rig):
    rig.dynmask_direction.join_first, rig.dynmask_direction.join_second = "Mine", "Gone"
    return bpy.ops.dynmask.join


def _pose_of_nothing(bpy, rig):
    bpy.context.scene.dynmask.prompt = WALKS
    rig.dynmask_direction.end_pose = "ACTION"
    return bpy.ops.dynmask.generate_posed


def _list(text):
    def set_up(bpy, rig):
        block = bpy.data.texts.new("List")
        block.from_string(text)
        bpy.context.scene.dynmask.list_text = block.name
        return bpy.ops.dynmask.generate_list

    return set_up


def _range_without_frames(bpy, rig):
    return lambda: bpy.ops.dynmask.reduce_keys(use_range=True)


def _no_fingers(bpy, rig):
    return lambda: bpy.ops.dynmask.set_hands(pose="FIST")


CASES = {
    "loop of one frame": _loop_of_one_frame,
    "no curve": _no_curve,
    "curve deleted": _curve_deleted,
    "path of one point": _path([(0, 0)]),
    "path of 3 cm": _path([(0, 0), (0, -0.03)]),
    "60 m in 3 s": _path([(0, 0), (0, -60)]),
    "pin on a missing bone": _pin(held_at="BONE", target="itself", bone="Nothing"),
    "pin that ends before it begins": _pin(last=2),
    "pin after the action": _pin(first=200, last=220),
    "part without words": _part_without_words,
    "join of a missing action": _join_of_nothing,
    "pose of no action": _pose_of_nothing,
    "CSV with a bad row": _list("sentence,seconds\na person walks,2\na person waves,soon\n"),
    "CSV with a rig that is not there": _list("sentence,rig\na person walks,\na person waves,Nobody\n"),
    "CSV without a sentence": _list("sentence,seconds\n,2\n"),
    "Reduce Keys without a range": _range_without_frames,
    "hands without fingers": _no_fingers,
}  # fmt: skip


def refusals(bpy, few):
    """Bad input on a rig with a hand-keyed action: what is said, and whether action, keys, pose and number of
    actions and takes are as before."""
    import fuzz_state
    import steps

    rows = []
    for what, set_up in list(CASES.items())[: 2 if few else None]:
        rig, _ = direct_kinds.fresh(bpy)
        mine = steps.hand_keyed(rig)
        bpy.context.scene.frame_set(1)
        operator = set_up(bpy, rig)
        before = fuzz_state.state()
        said = direct_kinds.asked(operator)
        kept = fuzz_state.state() == before and rig.animation_data.action == mine and not rig.dynmask.takes
        rows.append({
            "what": what, "said": said, "as before": "yes" if kept else "no",
            "holds": bool(said) and kept and "\n" not in said and "Traceback" not in said
            and not said.startswith("Unexpected"),
        })  # fmt: skip
    return rows


SECTIONS = {"refusals": refusals}
