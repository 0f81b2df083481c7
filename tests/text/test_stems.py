from backend.text import stems


def test_forms_of_a_word_are_one_stem():
    for words in (("waves", "waved", "waving"), ("carries", "carrying"), ("stops", "stopped", "stopping"),
                  ("punches", "punching"), ("dances", "dancing"), ("runs", "running")):  # fmt: skip
        assert len({stems.stem(word) for word in words}) == 1, words
    assert stems.stem("pass") == stems.stem("passes") == "pass"
    assert stems.stem("sing") == "sing", "what is left of a word has a vowel"


def test_what_says_nothing_is_no_stem():
    assert stems.of("The man is on the left") == ()
    assert stems.of("Kicks, then kicking") == ("kick",)
    assert stems.of("does sit-ups slowly") == ("situp", "slow")
