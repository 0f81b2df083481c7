"""What peers have paid for already (SPEC section 12): which test holds each of its lines.

a cancel's stale result               tests/extension/test_client.py::test_a_cancelled_call_s_late_answer_is_never_applied,
                                      tests/blender/test_extension.py::test_cancel_leaves_everything_and_the_late_answer_is_dropped
the next request read the old answer  tests/extension/test_client.py::test_a_call_that_ignores_its_cancel_does_not_hold_up_the_next
a read that blocks time-outs          tests/extension/test_client.py::test_time_runs_out_with_a_sentence,
                                      tests/extension/test_client.py::test_requests_do_not_block_while_the_backend_reads_nothing
GPU queries inside draw()             tests/blender/test_peers_mistakes.py::test_drawing_asks_for_no_hardware
console windows on Windows            tests/extension/test_children.py::test_no_program_opens_a_console_on_windows
non-UTF-8 child output                tests/extension/test_children.py::test_output_that_is_no_utf_8_aborts_nothing,
                                      tests/extension/test_children.py::test_a_backend_s_log_of_any_bytes_is_kept
a seed of 2³¹                         tests/test_bad_input.py::test_requests,
                                      tests/blender/test_extension.py::test_prompt_of_100_000_characters_and_the_largest_seed
errors silently ignored               tests/server/test_process.py::test_failures_are_sentences_and_the_next_call_works,
                                      tests/blender/test_extension.py::test_a_dying_backend_leaves_a_sentence_and_a_usable_session
reliance on the BVH importer          tests/blender/test_peers_mistakes.py::test_blender_s_bvh_importer_is_not_needed
another name of the action's slot     tests/blender/test_motion_action.py::test_a_second_action_moves_a_renamed_rig
orphan actions and armatures          tests/blender/test_takes.py::test_takes_of_a_deleted_rig_do_not_pile_up,
                                      tests/blender/test_export_takes.py::test_the_rig_is_left_as_it_was
X removed the active row              tests/blender/test_extension.py::test_the_clicked_row_is_removed_not_the_active_one
a stripped PATH                       tests/window/test_install.py::test_a_sentence_becomes_motion_with_nothing_set_up
a half-made environment               tests/extension/test_runtime_setup.py::test_killed_half_way_then_repaired,
                                      tests/extension/test_runtime_parts.py::test_damaged_moved_and_half_made_are_told
a moved environment                   tests/extension/test_runtime_parts.py::test_damaged_moved_and_half_made_are_told
scene fps ≠ model fps                 tests/blender/test_motion_action.py::test_scene_rate_changes_keys_not_speed
NLA strips with influence 0           tests/blender/test_takes.py::test_a_take_becomes_an_nla_strip
rejecting took the user's new keys    tests/blender/test_extension.py::test_rejecting_a_take_keeps_keys_made_on_it
the rig deleted during preview        tests/blender/test_takes.py::test_takes_of_a_deleted_rig_do_not_pile_up,
                                      tests/blender/test_extension.py::test_armature_deleted_while_generating
driven targets a frame late           tests/blender/test_peers_mistakes.py::test_driven_targets_are_read_on_their_own_frame
a child's full pipe                   tests/extension/test_client.py::test_a_flood_of_log_lines_hangs_nothing_and_keeps_little
the bottom channel off screen         tests/blender/test_peers_mistakes.py::test_frames_lie_right_when_the_bottom_channel_is_off_screen
an overlay that costs playback        tests/blender/test_overlay_drawing.py::test_redrawing_makes_nothing_and_takes_no_time
undo with the overlay active          tests/blender/test_overlay_drawing.py::test_undo_leaves_the_overlay_drawing
walks on tiptoe                       tests/blender/test_target_feet.py::test_standing_toes_of_a_pitched_capture_lie_down,
                                      tests/blender/test_retarget_rigs.py::test_standing_source_leaves_legs_and_feet_as_they_rest
feet shaking when planted             tests/blender/test_target_feet.py::test_feet_slide_no_more_than_the_source_s
arms twisted on A-pose rigs           tests/blender/test_retarget_rigs.py::test_a_pose_arms_are_not_twisted
a transform applied to the rig        tests/blender/test_peers_mistakes.py::test_rest_pose_and_object_stay_as_they_are
root motion × 0.01 in Unreal          tests/blender/test_export_readers.py::test_units_and_what_is_above_the_bones,
                                      tests/blender/test_export_readers.py::test_root_motion_on_the_root_bone
an extra root bone                    tests/blender/test_export_readers.py::test_units_and_what_is_above_the_bones
clips truncated by an fps mismatch    tests/blender/test_export_readers.py::test_frames_rate_bones_and_every_pose
"""  # noqa: E501

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENTRY = re.compile(r"(tests/\S+\.py)::(test_\w+)")


def test_every_line_s_test_exists():
    lines = [line for line in __doc__.splitlines()[2:] if line.strip()]
    assert len(lines) > 30
    for line in lines:
        found = ENTRY.findall(line)
        assert len(found) == 1, f"no test: {line}"
        ((path, name),) = found
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (path, name)
