from dataclasses import fields

from backend.experiments import msd


def test_the_ladder_adds_one_use_at_a_time():
    off, masking, attention, full = (v.msd for v in msd.ladder(3))
    assert (off.masking, off.attention, off.temperature, off.exploration) == (0, 0, 0, 0)
    assert (masking.masking, masking.attention) == (msd.FULL.masking, 0)
    assert (attention.attention, attention.temperature, attention.exploration) == (msd.FULL.attention, 0, 0)
    assert full == msd.FULL


def test_variants_that_differ_in_decoding_alone_share_their_training():
    rows = {v.name: v for v in msd.plan(3, 1)}
    assert rows["d + decoding"].training_key == rows["c + attention"].training_key
    assert rows["decoding alone"].training_key == rows["a off"].training_key
    assert len({v.training_key for v in msd.ladder(1)}) == 3


def test_a_sweep_changes_one_coefficient():
    for variant in msd.sweeps(1):
        changed = [
            f.name for f in fields(msd.FULL) if getattr(variant.msd, f.name) != getattr(msd.FULL, f.name)
        ]
        assert len(changed) == 1, variant.name


def test_no_sweeps_on_request():
    assert [v.seeds for v in msd.plan(3, 0)] == [3, 3, 3, 3]
