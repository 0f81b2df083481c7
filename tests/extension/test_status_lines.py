"""How several sentences become the one line of the status."""

from dynmask.dynmask_blender.session import status


def test_sentences_are_joined_as_they_begin():
    known = "Nothing like “x” is known; closest: “y”."
    assert status.joined("2 takes on 'Rig'", known) == f"2 takes on 'Rig'. {known.rstrip('.')}"
    assert status.joined("1 take", "", "hand kept.", "Feet slide.") == "1 take; hand kept. Feet slide"
    assert status.joined("", "") == "" and status.joined("Made.") == "Made"
