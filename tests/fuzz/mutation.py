"""Bytes made wrong in the ways that files and pipes go wrong: flipped, cut, doubled, numbers enlarged."""

import re

_NUMBERS = (b"0", b"-1", b"1e999", b"nan", b"99999999999", b"2147483648", b"1e308", b"", b"0x10", b"9" * 5000)
_BYTES = (b"\0", b"\xff\xfe", b"\n" * 40, b"{" * 60, b"}", b" ", b"\r\n\r\n", b"\xe2\x80\xa8", b"[" * 3000)


def _flip(rng, data):
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(rng, data):
    return data[: rng.randrange(len(data) + 1)]


def _span(rng, data):
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randint(1, max(1, len(data) // 4)))


def _drop(rng, data):
    start, stop = _span(rng, data)
    return data[:start] + data[stop:]


def _double(rng, data):
    start, stop = _span(rng, data)
    return data[:stop] + data[start:stop] * rng.randint(1, 4) + data[stop:]


def _insert(rng, data):
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(_BYTES) + data[at:]


def _noise(rng, data):
    start, stop = _span(rng, data)
    return data[:start] + rng.randbytes(stop - start) + data[stop:]


def _number(rng, data):
    found = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
    if not found:
        return _insert(rng, data)
    at = rng.choice(found)
    return data[: at.start()] + rng.choice(_NUMBERS) + data[at.end() :]


def _swap_words(rng, data):
    words = data.split(b" ")
    a, b = rng.randrange(len(words)), rng.randrange(len(words))
    words[a], words[b] = words[b], words[a]
    return b" ".join(words)


_WAYS = (_flip, _cut, _drop, _double, _insert, _noise, _number, _number, _swap_words)


def mutated(rng, seeds):
    """One of `seeds` (bytes), changed in one to four ways; rng: random.Random."""
    data = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choice(_WAYS)(rng, data)
    return data
