"""SPEC section 7's promise on the default weights."""

import numpy as np
import pytest

from backend.generation import checks
from backend.generation.decoding.settings import DecodingSettings
from backend.generation.editing import seams
from backend.generation.generator import Generator
from backend.generation.library import file
from backend.generation.runtimes import loading
from backend.motion.body import skeleton

FAST = DecodingSettings(steps=4)


@pytest.fixture(scope="module")
def generator():
    return Generator(loading.load_runtime(device="cpu"))


def test_random_ranges_of_made_and_of_foreign_motion(generator, make_clip):
    random = np.random.default_rng(3)
    made = list(generator.generate(["a person walks", "a person jumps", "someone kicks"], 6.0, [1, 2, 3]))
    for case in range(200):
        clip = (*made, make_clip(150, 30.0, seed=case))[case % 4]
        frames, fps = len(clip), clip.fps
        start_s = random.uniform(0, (frames - 6) / fps)
        stop_s = random.uniform(start_s + 4 / fps, frames / fps)
        start, stop = checks.frame_range(start_s, stop_s, frames, fps, [])
        seed = int(random.integers(2**31))
        out = generator.regenerate(clip, start_s, stop_s, None, seed, settings=FAST)[0]
        outside = np.r_[0:start, stop:frames]
        assert out.rotations[outside].tobytes() == clip.rotations[outside].tobytes()
        assert out.translation[outside].tobytes() == clip.translation[outside].tobytes()
        steps = seams.joint_steps(out.rotations, out.translation)
        limit = np.percentile(seams.joint_steps(clip.rotations, clip.translation), 99)
        for seam in (start - 1, stop - 1):
            if 0 <= seam < len(steps):
                assert steps[seam].max() <= limit, (case, start, stop)


def test_a_seed_is_a_take(generator):
    first, again = (generator.generate("a person walks", 4.0, 7, settings=FAST)[0] for _ in range(2))
    assert first.rotations.tobytes() == again.rotations.tobytes()
    assert np.isfinite(first.rotations).all() and len(first) == 80


@pytest.mark.parametrize("sentence", ["waves", "kicks", "sits down", "jumps", "bows", "throws a ball"])
def test_short_sentences_have_short_lengths(generator, sentence):
    """FAULT: most of them were 9.6 s long, as long as a take can be."""
    runtime = generator.runtime
    drafter = Generator(runtime, file.load(None)).drafter
    (logits,) = runtime.length_logits(runtime.encode_text([sentence]))
    for seed in (1, 2):
        assert 1.0 <= drafter.length(sentence, seed, logits) / skeleton.FPS <= 6.0


def test_walking_gets_somewhere(generator):
    made = list(generator.generate("a person walks forward", 5.0, [1, 2, 3, 4]))
    assert min(clip.translation[:, 1].min() for clip in made) > 0.5, "nobody falls"
    assert np.median([np.linalg.norm(clip.translation[-1] - clip.translation[0]) for clip in made]) > 1.5
