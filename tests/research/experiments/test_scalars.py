import numpy as np
import pytest

from backend.research.experiments import scalars
from tests.research.experiments.test_quarters import clip


def test_a_scalar_that_rises_with_the_error_is_found_out():
    errors = [np.arange(10.0), np.arange(10.0, 20.0)]
    levels = [{"flatness": -e, "gated flatness": np.zeros(10), "energy": 3.0 * e + 1.0} for e in errors]
    found = scalars.compare(levels, errors, [3, 5])
    assert found["energy"] == pytest.approx({"all": 1, "within": 1, "found": 1, "found_within": 1})
    assert found["flatness"] == pytest.approx({"all": -1, "within": -1, "found": 0, "found_within": 0})
    assert np.isnan(found["gated flatness"]["all"])
    assert "| energy | +1.00 | +1.00 | 100 % | 100 % |" in scalars.markdown(found)


def test_spans_of_one_clip_count_together_within_it():
    errors = [np.arange(4.0), 10.0 + np.arange(4.0)]
    levels = [{"energy": -np.arange(4.0) + 10.0 * i} for i in (0, 1)]
    apart = scalars.compare(levels, errors, [1, 2])["energy"]["within"]
    together = scalars.compare(levels, errors, [1, 1])["energy"]["within"]
    assert apart == pytest.approx(-1.0) and together > 0.2


def test_spearman_against_scipy():
    from scipy.stats import spearmanr

    a, b = np.random.default_rng(0).integers(0, 6, (2, 40))
    assert scalars.spearman(a, b) == pytest.approx(spearmanr(a, b)[0])


def test_one_number_a_token_and_more_energy_where_more_moves():
    slow, fast = (scalars.of_take(clip(speed)[:44]) for speed in (0.0, 0.2))
    assert all(values.shape == (11,) for values in slow.values())
    assert (fast["energy"] > slow["energy"]).all()
