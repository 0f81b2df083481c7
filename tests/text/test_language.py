import pytest

from backend.text import language


@pytest.mark.parametrize(
    "text",
    ["a person walks", "kicks", "plié, then a jeté to the left", "dies", "salsa", "two 360s", "",
     "walks like Élodie to the door"],
)  # fmt: skip
def test_english(text):
    assert language.is_english(text)


@pytest.mark.parametrize(
    "text",
    ["ein Mann läuft nach vorne", "un homme marche", "una persona camina hacia adelante", "跳舞",
     "человек идёт вперёд", "uma pessoa anda", "人が歩く", "een man loopt", "osoba idzie w przód"],
)  # fmt: skip
def test_other_languages(text):
    assert not language.is_english(text)
