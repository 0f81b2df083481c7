import pytest

from backend.text import heights


@pytest.mark.parametrize(
    "text",
    ["a person climbs a ladder", "walks up the stairs", "climbs up three steps", "sits down on a stool",
     "hangs from a bar", "jumps onto a box", "hops on a box", "A man WALKS DOWNHILL",
     "someone walks over uneven terrain", "does a cartwheel", "balances on a beam"],
)  # fmt: skip
def test_something_to_stand_sit_or_hang_on(text):
    assert heights.named(text)


@pytest.mark.parametrize(
    "text",
    ["", "a person walks in a circle", "jumps up and down", "a person steps forward", "kicks a ball",
     "raises the left hand up", "a person is boxing", "balances on one leg", "salta", "hops on one leg",
     "jumps on the left foot", "dances ballet", "stands up straight"],
)  # fmt: skip
def test_nothing_but_the_floor(text):
    assert not heights.named(text)
