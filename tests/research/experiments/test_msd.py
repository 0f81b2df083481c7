import pytest

from backend.models.config import MSDConfig
from backend.research.experiments import msd


def test_the_arms_of_training_differ_in_masking_alone():
    off, flat, lively, back = (arm.msd for arm in msd.training())
    assert (off.masking, off.attention, off.temperature, off.exploration) == (0, 0, 0, 0)
    assert (flat.masking, flat.complexity, flat.release) == (0.5, "flatness", 0.0)
    assert (lively.masking, lively.complexity, lively.release) == (0.5, "energy", 0.0)
    assert (back.masking, back.complexity) == (0.5, "energy") and back.release == pytest.approx(1 / 3)
    assert {arm.msd.attention for arm in msd.training()} == {0.0}
    assert len({arm.training_key for arm in msd.training()}) == 4
    assert len({arm.settings for arm in msd.training()}) == 1


def test_the_arms_of_decoding_go_by_every_scalar_equally_boldly():
    plain, even, *bold = (arm.settings for arm in msd.decoding())
    assert (plain.msd_temperature, plain.msd_exploration, plain.temperature) == (0.0, 0.0, 1.0)
    assert even.temperature == 1.0 + 0.5 * MSDConfig().temperature
    assert [s.msd_complexity for s in bold] == ["flatness", "energy", "entropy"]
    assert {(s.msd_temperature, s.msd_exploration) for s in bold} == {(0.3, 0.5)}


def test_references_come_with_what_is_asked_for():
    assert [arm.name for arm in msd.plan(["energy"])] == ["off", "energy"]
    assert [arm.name for arm in msd.plan(["bold by entropy"])] == ["plain decoding", "bold by entropy"]
    assert len(msd.plan(msd.GROUPS)) == 9
    with pytest.raises(ValueError, match="There is no arm 'sideways'; there are bold by energy, "):
        msd.plan(["training", "sideways"])
