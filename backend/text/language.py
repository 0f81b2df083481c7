"""Whether a sentence is English: by its letters, and by the little words that every sentence has."""

import re

_ENGLISH_WORDS = """
the a an and or then with while from into onto over under around up down of to in on at by for his her
their its person man woman someone he she they is are walks runs jumps sits stands turns kicks left
right hand foot leg arm arms legs hands forward forwards backward backwards back slowly quickly off out
through as like
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# The commonest words of languages that share our letters; words that are English as well are left out.
_FOREIGN_WORDS = """
der das ein eine einen einem einer und mit nach vorne hinten dem den sich auf geht läuft springt winkt
setzt er sie mann frau jemand langsam schnell rechten linken links rechts dann le une et avec vers qui
il elle homme femme quelqu'un marche saute saluer puis dans lentement droite gauche du aux el los
las un una y hacia que hombre mujer persona alguien camina corre saluda luego lentamente derecha
izquierda adelante atrás sus por uno gli della del verso che uomo donna cammina poi destra sinistra
avanti indietro um uma com para homem mulher pessoa anda depois devagar direita esquerda een het van
naar met iemand loopt zwaait daarna langzaam linkerhand rechterhand ett och med går springer hoppar
någon på över w na się z człowiek idzie biegnie skacze macha bir ve ile adam yürüyor koşuyor
"""
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# Of the letters of a sentence, how many are of no European alphabet or script other than ours.
_MOST_OTHER = 0.3


def is_english(text: str) -> bool:
    """False for sentences in other scripts, and where other languages' little words are more than ours."""
    letters = [c for c in text if c.isalpha()]
    if sum(ord(c) > 0x24F for c in letters) > _MOST_OTHER * len(letters):
        return False
    words = [word.lower() for word in _WORDS.findall(text)]
    foreign = sum(word in _FOREIGN or any(ord(c) > 0x7F for c in word) for word in words)
    return foreign <= sum(word in _ENGLISH for word in words)
