import pytest
import torch

from backend.research.experiments import prediction, refill


@pytest.mark.parametrize("ratio, counts", [(0.3, [3, 1]), (1.0, [10, 4])])
def test_hidden_tokens_are_as_many_as_the_ratio_says(ratio, counts):
    valid = torch.arange(10) < torch.tensor([[10], [4]])
    chosen = prediction._hide(valid, ratio, torch.Generator().manual_seed(1))
    assert chosen.sum(1).tolist() == counts
    assert not (chosen & ~valid).any()
    again = prediction._hide(valid, ratio, torch.Generator().manual_seed(1))
    assert torch.equal(chosen, again)


@pytest.mark.parametrize("count", [1, 2, 7, 10, 11, 20, 49])
def test_spans_cover_every_token_once_and_leave_something_to_see(count):
    spans = refill.spans(count)
    assert [t for start, stop in spans for t in range(start, stop)] == list(range(count))
    assert max(stop - start for start, stop in spans) <= max(1, min(refill.SPAN, -(-count // 2)))
