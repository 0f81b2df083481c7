import math

import pytest
import torch

from backend.experiments import prediction


def test_quarters_are_by_complexity():
    omega = torch.tensor([0.4, 0.1, 0.3, 0.2])
    assert prediction.quartiles(torch.tensor([4.0, 1.0, 3.0, math.nan]), omega) == pytest.approx(
        [8 / 3, 1.0, math.nan, 3.0, 4.0], nan_ok=True
    )


@pytest.mark.parametrize("ratio, counts", [(0.3, [3, 1]), (1.0, [10, 4])])
def test_hidden_tokens_are_as_many_as_the_ratio_says(ratio, counts):
    valid = torch.arange(10) < torch.tensor([[10], [4]])
    chosen = prediction._hide(valid, ratio, torch.Generator().manual_seed(1))
    assert chosen.sum(1).tolist() == counts
    assert not (chosen & ~valid).any()
    again = prediction._hide(valid, ratio, torch.Generator().manual_seed(1))
    assert torch.equal(chosen, again)
