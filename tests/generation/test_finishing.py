"""What a take shows of captured motion: as it was, with the feet held that should stand."""

import numpy as np

from backend.generation import finishing, recover
from backend.generation.library.drafts import Draft
from backend.generation.library.starts import Start
from backend.generation.progress import Progress
from backend.motion.body import skeleton
from backend.motion.cleanup import foot_lock
from backend.motion.measure import metrics
from tests.generation.conftest import FakeRuntime
from tests.motion.conftest import planted_walk


def shown(motion, clean):
    """A motion as a take that is wholly captured shows it; clean: whether feet are held."""
    tokens = len(motion[0]) // 4
    rows = recover.model_input(*motion, tokens, 4).features
    draft = Draft(np.zeros((tokens, 6), int), np.zeros(tokens, int), rows, np.zeros(tokens), ())
    start = Start(draft, np.ones(tokens, dtype=bool), np.ones(tokens * 4))
    return finishing.clip(
        None, np.zeros_like(rows), tokens * 4, "walks", 0, FakeRuntime().config,
        foot_lock.lock_feet if clean else None, Progress(0, None, None, None), start,
    )  # fmt: skip


def joints(clip):
    return skeleton.forward_kinematics(clip.rotations.astype(np.float64), clip.translation)


def test_captured_feet_that_should_stand_are_held():
    slid = planted_walk(slide=0.1)
    as_captured, held = (shown(slid, clean) for clean in (False, True))
    before, after = (metrics.physical(joints(clip)) for clip in (as_captured, held))
    assert before.slide > 4.0 and after.slide < 0.5 * before.slide
    above = [j for j in range(22) if j not in (1, 2, 4, 5, 7, 8)]
    np.testing.assert_allclose(held.rotations[:, above], as_captured.rotations[:, above], atol=1e-6)


def test_captured_feet_that_glide_go_on_gliding():
    rotations, translation = planted_walk()
    standing = np.repeat(rotations[50:51], 80, axis=0), np.repeat(translation[50:51], 80, axis=0)
    standing[1][:, 0] += np.linspace(0.0, 0.4, 80)
    before, after = (joints(shown(standing, clean)) for clean in (False, True))
    gone = [np.linalg.norm(one[-1, [10, 11]] - one[0, [10, 11]], axis=-1) for one in (before, after)]
    np.testing.assert_allclose(gone[1], gone[0], atol=0.04)
