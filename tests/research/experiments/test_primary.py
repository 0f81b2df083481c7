import numpy as np
import pytest

from backend.research.experiments import msd, primary


def sums(values, count=4.0):
    """Sums of clips (clips, 5, 2) whose every part has the same mean."""
    return [[[value * count, count]] * 5 for value in values]


def by_seed(clips, *shifts):
    return {seed: sums([value + shift for value in clips]) for seed, shift in enumerate(shifts)}


def test_change_is_that_of_the_means_and_paired():
    """Clips and seeds differ by far more than the arms: a paired interval does not notice."""
    clips = [1.0, 8.0, 3.0, 20.0]
    reference = by_seed(clips, 0.0, 5.0, 9.0)
    arm = {s: [[[0.9 * part[0], part[1]] for part in clip] for clip in of] for s, of in reference.items()}
    found = primary.change(arm, reference, 4)
    assert (found.value, found.low, found.high) == pytest.approx((-10.0, -10.0, -10.0))
    assert found.seeds == 3
    assert primary.change({5: arm[0]}, reference, 4) is None
    assert primary.change({0: arm[0]}, reference, 4).seeds == 1


def test_clips_weigh_by_their_counts():
    one = [[[[2.0, 2.0]] * 5, [[30.0, 10.0]] * 5]]
    two = [[[[2.0, 2.0]] * 5, [[10.0, 10.0]] * 5]]
    assert primary.change({0: one[0]}, {0: two[0]}, 0).value == pytest.approx(100 * (32 / 12 - 1))


def test_the_interval_covers_both_clips_and_seeds():
    """Of 200 draws of ten clips and three seeds without any effect, some 95 % hold 0."""
    random, held = np.random.default_rng(1), 0
    for _ in range(200):
        pair = []
        effects = [random.normal(0, 0.5, (3, 1)), random.normal(0, 0.5, (1, 10))]
        for scale in (0.5, -0.5):
            values = 10.0 + scale * effects[0] + scale * effects[1] + random.normal(0, 0.2, (3, 10))
            pair.append({s: sums(row) for s, row in enumerate(values)})
        found = primary.change(*pair, 0, draws=300)
        held += found.low <= 0.0 <= found.high
    assert 160 <= held <= 200


@pytest.mark.parametrize(
    ("nll", "mm", "stopped"), [(-0.5, -0.9, True), (-1.1, 3.0, False), (0.0, -1.2, False), (2.0, 1.0, True)]
)
def test_an_arm_goes_on_that_gains_one_per_cent_in_either_figure(nll, mm, stopped):
    reference = {key: by_seed([5.0, 7.0], 0.0, 1.0) for key in ("nll", "mm")}
    arm = {
        key: {
            s: [[[p[0] * (1 + change / 100), p[1]] for p in clip] for clip in of]
            for s, of in reference[key].items()
        }
        for key, change in (("nll", nll), ("mm", mm))
    }
    assert primary.stops(arm, reference) is stopped
    assert not primary.stops({key: {0: of[0]} for key, of in arm.items()}, reference), "one seed says nothing"


def test_table_and_csv_hold_every_change():
    plan = msd.plan(["training"])
    found = {arm.name: {"nll": by_seed([4.0, 5.0], shift, shift)} for shift, arm in enumerate(plan)}
    changes = primary.compare(plan, found)
    assert set(changes) == {(arm.name, "nll", part) for arm in plan[1:] for part in (4, 1, 0)}
    table = primary.markdown(plan, changes)
    assert "| flatness | 2 | +22.22 (" in table and "off" not in table.split("\n", 4)[4]
    text = primary.as_csv(changes)
    assert text.count("\n") == 10 and '"energy, taken back",nll,Q4,2,' in text
