"""A list of sentences through one loaded backend, beside single requests to it."""

import time

from ...generation.batches import BATCH
from ...generation.decoding.settings import DecodingSettings
from . import machine

_ACTIONS = ("walks", "runs", "jumps", "waves", "kicks", "sits down", "turns", "dances", "stretches", "bows")
_MANNERS = ("", " slowly", " quickly", " forward", " happily")


def sentences(count):
    """`count` of them, no two alike among the first fifty."""
    found = [f"a person {action}{manner}" for manner in _MANNERS for action in _ACTIONS]
    return [found[i % len(found)] for i in range(count)]


def measure(variants, count, seconds, steps, repeats):
    """{variant: {"sentences", "single", "list", "ratio"}}: seconds of all sentences one request after the
    other and in batches, in turn, and list / single; below 1 the list is faster."""
    texts, settings = sentences(count), DecodingSettings(steps=steps)
    found = {}
    for variant in variants:
        generator, taken = variant.generator, {"single": [], "list": []}
        # Texts are kept once they are encoded: neither way shall find more of them than the other.
        generator.runtime.encode_text(texts)
        for _ in range(repeats):
            for name, size in (("single", 1), ("list", BATCH)):
                started = time.perf_counter()
                for at in range(0, count, size):
                    rows = range(at, min(at + size, count))
                    generator.generate([texts[i] for i in rows], seconds, list(rows), settings=settings)
                taken[name].append(time.perf_counter() - started)
        single, batched = (machine.spread(taken[name]) for name in ("single", "list"))
        ratio = round(batched["median"] / single["median"], 3)
        found[variant.name] = {"sentences": count, "single": single, "list": batched, "ratio": ratio}
    return found
