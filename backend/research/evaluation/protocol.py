"""The HumanML3D protocol (Guo et al., CVPR 2022): repeated draws of texts, their real and generated motions.

In every repeat each clip is taken with one of its sentences at random, real clips cropped to a multiple of
four frames as the field's loader does, and a take of the same sentence and length is generated. Published
tables do that with thousands of clips, in consecutive pools of 32. Our corpus has 57 test clips. So there
 - a repeat makes several passes over the clips, each with sentences and seeds of its own;
 - R-precision is the exact mean over all pools of 32 that could be drawn from a pass (`field`), Diversity has
   as many pairs as there are clips;
 - FID compares all of a repeat's takes with a fixed draw of the real clips. With so few clips it is biased
   upwards for everything, so a row of other real motion (of the train split, which our evaluator has seen)
   says about how low a generator that is as good as capture would come. Compare FIDs of the same protocol
   only.
"""

from dataclasses import dataclass

import numpy as np

from backend.motion.body import features

from . import field, kinetic

SHORTEST, LONGEST, UNIT = 40, 196, 4


@dataclass(frozen=True)
class Entry:
    """A real motion, raw features (T, F), and its sentences: (what the generator is told, what the evaluator
    reads)."""

    motion: np.ndarray
    texts: tuple


@dataclass(frozen=True)
class Protocol:
    """pool: of R-precision; small: whether R-precision is the mean over all pools; takes: of each of at most
    `texts` sentences for MultiModality, 0 for none."""

    repeats: int = 20
    passes: int = 1
    pool: int = field.POOL
    small: bool = False
    takes: int = 30
    texts: int = 96
    seed: int = 0


CORPUS = Protocol(passes=3, small=True)


@dataclass(frozen=True)
class Draw:
    """A pass: paired sentences and real crops, in an order that pools follow."""

    prompts: list
    readings: list
    motions: list

    def frames(self):
        return [len(motion) for motion in self.motions]


def draw(entries, random, protocol):
    """A pass over the entries; where pools are consecutive, a last one that is not full is dropped."""
    order = random.permutation(len(entries))
    if not protocol.small:
        order = order[: len(order) // protocol.pool * protocol.pool]
    prompts, readings, motions = [], [], []
    for at in order:
        entry = entries[at]
        prompt, reading = entry.texts[random.integers(len(entry.texts))]
        prompts.append(prompt)
        readings.append(reading)
        motions.append(crop(entry.motion, random))
    return Draw(prompts, readings, motions)


def crop(motion, random):
    """A random piece of whole units; in one of three cases a unit shorter than it could be."""
    units = min(len(motion), LONGEST) // UNIT
    if random.integers(3) == 0 and units > 1:
        units -= 1
    start = random.integers(0, len(motion) - units * UNIT + 1)
    return motion[start : start + units * UNIT]


def evaluate(evaluator, entries, generate, protocol, *, others=None, progress=None):
    """Rows of {measure: (mean, half width of the 95 % interval)}: "real", "generated" and, with other real
    Entries, "other_real" (FIDs only).

    generate(prompts, frames, seeds) -> raw features, one take each. progress(done, total) counts repeats.
    Raises ValueError when there are too few clips.
    """
    if len(entries) < protocol.pool:
        raise ValueError(
            f"R-precision in pools of {protocol.pool} needs as many clips, there are {len(entries)}."
        )
    random = np.random.default_rng(protocol.seed)
    reference = _Set(evaluator, [draw(entries, random, protocol) for _ in range(protocol.passes)])
    rows = {"real": [], "other_real": [], "generated": []}
    multimodality = _multimodality(evaluator, entries, generate, protocol)
    for repeat in range(protocol.repeats):
        draws = [draw(entries, random, protocol) for _ in range(protocol.passes)]
        rows["real"].append(_measures(evaluator, _Set(evaluator, draws), reference, protocol, random))
        takes = []
        for number, drawn in enumerate(draws):
            first = 1_000_000 * (repeat + 1) + 100_000 * number
            made = generate(drawn.prompts, drawn.frames(), [first + i for i in range(len(drawn.prompts))])
            takes.append(Draw(drawn.prompts, drawn.readings, made))
        row = _measures(evaluator, _Set(evaluator, takes), reference, protocol, random)
        if multimodality is not None:
            row["multimodality"] = field.multimodality(multimodality, random)
        rows["generated"].append(row)
        if others:
            rows["other_real"].append(_other_fids(evaluator, others, reference, random))
        if progress:
            progress(repeat + 1, protocol.repeats)
    return {name: field.intervals(found) for name, found in rows.items() if found}


class _Set:
    """What passes were made of, embedded."""

    def __init__(self, evaluator, draws):
        self.draws = draws
        self.embedded = [evaluator.motions(d.motions) for d in draws]
        self.all = np.concatenate(self.embedded)
        self.described = None
        if draws[0].motions[0].shape[1] == features.SIZE:
            motions = [np.asarray(m, dtype=np.float64) for d in draws for m in d.motions]
            self.described = kinetic.describe([features.recover_positions(m) for m in motions])


def _measures(evaluator, found, reference, protocol, random):
    precision = field.expected_r_precision if protocol.small else field.r_precision
    texts = [evaluator.texts(d.readings) for d in found.draws]
    pairs = list(zip(texts, found.embedded, strict=True))
    top = np.mean([precision(t, m, protocol.pool) for t, m in pairs], axis=0)
    row = {f"r{k}": float(value) for k, value in enumerate(top, start=1)}
    row["fid"] = field.fid(reference.all, found.all)
    row["mm_distance"] = float(np.mean([field.mm_distance(t, m) for t, m in pairs]))
    row["diversity"] = float(np.mean([field.diversity(m, random) for m in found.embedded]))
    return {**row, **_joint_fids(reference, found)}


def _joint_fids(reference, found):
    return {} if found.described is None else kinetic.compare(reference.described, found.described)


def _other_fids(evaluator, others, reference, random):
    """FIDs of as many other real motions as the reference has, none twice if there are enough."""
    count = len(reference.all)
    chosen = random.choice(len(others), count, replace=count > len(others))
    motions = [crop(others[i].motion, random) for i in chosen]
    found = _Set(evaluator, [Draw([], [], motions)])
    return {"fid": field.fid(reference.all, found.all), **_joint_fids(reference, found)}


def _multimodality(evaluator, entries, generate, protocol):
    """Embeddings (texts, takes, d) of many takes of one sentence each of some entries, or None."""
    if protocol.takes < 2:
        return None
    random = np.random.default_rng(protocol.seed + 1)
    order = random.permutation(len(entries))[: protocol.texts]
    prompts, frames = [], []
    for at in order:
        entry = entries[at]
        prompts += [entry.texts[random.integers(len(entry.texts))][0]] * protocol.takes
        frames += [min(len(entry.motion), LONGEST) // UNIT * UNIT] * protocol.takes
    made = generate(prompts, frames, list(range(len(prompts))))
    return evaluator.motions(made).reshape(len(order), protocol.takes, -1)


def corpus_entries(path, split="test"):
    """Entries of a compact corpus file: what every sentence describes, of 40 to 196 frames, as it was
    captured (no mirror images)."""
    from backend.training.features import corpus_features

    from .fit import span

    entries = []
    for clip in corpus_features(path, split, mirrored=False):
        parts = {}
        for caption in clip.captions:
            rows = span(clip, caption)
            if len(rows) >= SHORTEST:
                parts.setdefault(rows.shape[0] == len(clip.features), []).append((rows, caption.text))
        # Sentences of the whole clip go together; one of a part is an entry only where there is no other.
        kept = parts.get(True) or parts.get(False, [])[:1]
        if kept:
            entries.append(Entry(kept[0][0], tuple((text, text) for _, text in kept)))
    return entries
