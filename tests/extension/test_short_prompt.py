"""What rows of takes show of a sentence."""

import pytest

from dynmask_blender.takes.short_prompt import short


@pytest.mark.parametrize(
    "prompt, shown",
    [
        ("a person waves with the right hand", "waves with the right hand"),
        ("A person is waving", "waving"),
        ("the man  kicks", "kicks"),
        (" someone jumps twice ", "jumps twice"),
        ("Somebody isn't sure", "isn't sure"),
        ("she sits", "sits"),
        # Who moves is all that tells these.
        ("a person", "a person"),
        ("a person's arm goes up", "a person's arm goes up"),
        ("two people dance", "two people dance"),
        ("hello", "hello"),
        ("heavy steps", "heavy steps"),
        ("waves", "waves"),
        ("", ""),
    ],
)
def test_who_moves_is_dropped(prompt, shown):
    assert short(prompt) == shown
