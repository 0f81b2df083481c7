"""Token sequences with their conditions: what the transformers are trained on."""

import math
from dataclasses import dataclass

import numpy as np
import torch

from backend.models import spectral
from backend.motion.measure.spectral import log_energy
from backend.text import sides

from . import token_cache

_OFFSETS = 4
# Sequences that are encoded at once.
_TOGETHER = 32
# Shortest piece, in tokens, that a clip is cropped to.
_SHORTEST = 6


@dataclass(frozen=True)
class Sample:
    """One sentence of one clip: tokens[start:stop] of every frame offset."""

    clip: int
    text: str
    start: int
    stop: int


@dataclass
class Batch:
    """tokens (b, n, levels), lengths (b,), condition vectors (b, m, size) and lengths (b,); omega Ω and
    energy E (b, n) of all levels' embeddings.
    """

    tokens: torch.Tensor
    lengths: torch.Tensor
    vectors: torch.Tensor
    vector_lengths: torch.Tensor
    omega: torch.Tensor
    energy: torch.Tensor


class TextBank:
    """Conditions of all sentences, encoded once."""

    def __init__(self, encode, texts, chunk=64):
        self.rows = {"": np.zeros((1, encode([""])[0].shape[-1]), dtype=np.float16)}
        texts = sorted(set(texts) - {""}, key=len)
        for at in range(0, len(texts), chunk):
            vectors, lengths = encode(texts[at : at + chunk])
            for text, row, length in zip(texts[at : at + chunk], vectors, lengths, strict=True):
                self.rows[text] = row[:length].astype(np.float16)

    def collate(self, texts):
        """(b, m, size) float32 and lengths (b,) int64."""
        rows = [self.rows[text] for text in texts]
        lengths = np.array([len(r) for r in rows])
        vectors = np.zeros((len(rows), lengths.max(), rows[0].shape[1]), dtype=np.float32)
        for out, r in zip(vectors, rows, strict=True):
            out[: len(r)] = r
        return torch.from_numpy(vectors), torch.from_numpy(lengths)


class TokenSet:
    """Tokens of clips at four frame offsets, with Ω and ‖f‖ of all levels' code vectors.

    floor: the energy ‖f‖ that all but 5 % of the moving tokens exceed; E is floored there, so that tokens
    that hardly move, and codes that repeat, are alike and no outliers.
    """

    def __init__(self, clips, tokenizer, max_tokens, window, device="cpu", cache=None):
        """cache: file that keeps the tokens for the next time, or None."""
        self.clips, self.max_tokens = clips, max_tokens
        name = token_cache.key(tokenizer, clips, max_tokens, window) if cache else None
        parts = token_cache.load(cache, name) if cache else None
        if parts is None:
            parts = self._encoded(tokenizer, window, device)
            if cache:
                token_cache.save(cache, name, parts)
        self.tokens, self.omega, energy = (
            [[part[i] for part in of_clip] for of_clip in parts] for i in range(3)
        )
        self.floor = math.exp(spectral.energy_range([e for of_clip in energy for e in of_clip])[0])
        self.energy = [[log_energy(e, self.floor).astype(np.float32) for e in of] for of in energy]
        self.samples = self._samples()
        by_clip = np.bincount([s.clip for s in self.samples], minlength=len(clips))
        self.mirrored = self._mirrored()
        # A clip counts by its weight, however many sentences it has; a made-up sentence counts half, one that
        # names a side double: what they mean is learnt from them alone.
        weight = [
            clips[s.clip].weight
            * (0.5 if clips[s.clip].labelled_only else 1.0)
            * (2.0 if sides.signs(s.text.lower().split()).any() else 1.0)
            / by_clip[s.clip]
            for s in self.samples
        ]
        self.share = np.cumsum(weight) / np.sum(weight)

    def _encoded(self, tokenizer, window, device):
        """Per clip and offset its tokens, Ω and ‖f‖. Sequences of one length are encoded together: padding
        would change what the encoder sees at their ends."""
        longest, by_length = 4 * self.max_tokens, {}
        for i, clip in enumerate(self.clips):
            for offset in range(_OFFSETS):
                count = min(len(clip.features) - offset, longest) // 4 * 4
                by_length.setdefault(count, []).append((i, offset))
        parts = [[None] * _OFFSETS for _ in self.clips]
        for count, found in by_length.items():
            for at in range(0, len(found), _TOGETHER):
                some = found[at : at + _TOGETHER]
                rows = np.stack([self.clips[i].features[o : o + count] for i, o in some])
                made = self._encode(rows, tokenizer, window, device)
                for (i, offset), part in zip(some, made, strict=True):
                    parts[i][offset] = part
        return parts

    def _encode(self, rows, tokenizer, window, device):
        """[(tokens (n, levels), Ω (n,), ‖f‖ (n,))] of features (b, 4n, 263)."""
        with torch.no_grad():
            tokens = tokenizer.encode(tokenizer.normalize(torch.from_numpy(rows).to(device)))
            lengths = torch.full((len(rows),), tokens.shape[1], device=device)
            phi, energy = spectral.descriptor(tokenizer.quantizer.decode(tokens), lengths, window)
        found = tokens.cpu().numpy().astype(np.int16), spectral.complexity(phi), energy
        return list(zip(found[0], *(one.cpu().numpy() for one in found[1:]), strict=True))

    def base_range(self, codebook, window):
        """(low, high) of E of the base embeddings: what decoding's estimate is measured against."""
        codebook, found = codebook.cpu(), []
        for of_clip in self.tokens:
            vectors = codebook[torch.from_numpy(of_clip[0][:, 0].astype(np.int64))][None]
            found.append(spectral.descriptor(vectors, torch.tensor([vectors.shape[1]]), window)[1].numpy())
        return spectral.energy_range(found)

    def _samples(self):
        samples = []
        for i, clip in enumerate(self.clips):
            count = len(self.tokens[i][-1])
            for caption in clip.captions:
                start, stop = 0, count
                if caption.stop_s > caption.start_s:
                    start = min(int(caption.start_s * 5), count - _SHORTEST)
                    stop = min(max(round(caption.stop_s * 5), start + _SHORTEST), count)
                if stop - max(start, 0) >= _SHORTEST:
                    samples.append(Sample(i, caption.text, max(start, 0), stop))
        return samples

    def _mirrored(self):
        """Per sample the one of the mirrored clip, where its sentence differs, or None."""
        clip_of = {clip.id: i for i, clip in enumerate(self.clips)}
        of_clip = {}
        for i, sample in enumerate(self.samples):
            of_clip.setdefault(sample.clip, []).append(i)
        found = [None] * len(self.samples)
        for clip, own in of_clip.items():
            other = of_clip.get(clip_of.get(f"M{self.clips[clip].id}"), ())
            for a, b in zip(own, other, strict=False):
                if self.samples[a].text != self.samples[b].text:
                    found[a], found[b] = b, a
        return found

    def texts(self):
        return [s.text for s in self.samples]

    def draw(self, count, random, bank, *, crop=0.3, drop=0.1, buckets=1, pairs=False):
        """A training batch: random sentences, offsets and crops; the condition is dropped at times.

        buckets: so many batches are drawn and sorted by length, and one of them is taken: less padding.
        pairs: a sentence that names a side comes with its mirror image, so that nothing else tells the two
        apart.
        """
        chosen, texts = [], []
        while len(chosen) < count * buckets:
            i = min(int(np.searchsorted(self.share, random.random(), side="right")), len(self.samples) - 1)
            rows = [i, self.mirrored[i]] if pairs and self.mirrored[i] is not None else [i]
            # Two for one: half as often, so that pairs change nobody's share.
            if len(rows) == 2 and random.random() < 0.5:
                continue
            start, stop = self.samples[i].start, self.samples[i].stop
            if random.random() < crop and stop - start > _SHORTEST + 2:
                length = random.integers(max(_SHORTEST, (stop - start) // 2), stop - start)
                start += random.integers(0, stop - start - length + 1)
                stop = start + length
            offset, dropped = random.integers(_OFFSETS), random.random() < drop
            for row in rows[: count * buckets - len(chosen)]:
                chosen.append((self.samples[row].clip, offset, start, stop))
                texts.append("" if dropped else self.samples[row].text)
        if buckets > 1:
            order = np.argsort([start - stop for *_, start, stop in chosen], kind="stable")
            rows = np.split(order, buckets)[random.integers(buckets)]
            chosen, texts = [chosen[i] for i in rows], [texts[i] for i in rows]
        return self._batch(chosen, texts, bank)

    def picked(self, seed=0):
        """One Sample a clip, the shortest first; always the same."""
        random = np.random.default_rng(seed)
        by_clip = {}
        for sample in self.samples:
            by_clip.setdefault(sample.clip, []).append(sample)
        chosen = [options[random.integers(len(options))] for options in by_clip.values()]
        return sorted(chosen, key=lambda s: s.stop - s.start)

    def fixed(self, bank, count, seed=0):
        """Validation batches of the `picked` sentences, whole, offset 0."""
        picked = self.picked(seed)
        for at in range(0, len(picked), count):
            group = picked[at : at + count]
            yield self._batch([(s.clip, 0, s.start, s.stop) for s in group], [s.text for s in group], bank)

    def _batch(self, chosen, texts, bank):
        lengths = np.array([stop - start for *_, start, stop in chosen])
        levels = self.tokens[0][0].shape[-1]
        tokens = np.zeros((len(chosen), lengths.max(), levels), dtype=np.int64)
        omega, energy = np.zeros((2, *tokens.shape[:2]), dtype=np.float32)
        for row, (clip, offset, start, stop) in enumerate(chosen):
            tokens[row, : stop - start] = self.tokens[clip][offset][start:stop]
            omega[row, : stop - start] = self.omega[clip][offset][start:stop]
            energy[row, : stop - start] = self.energy[clip][offset][start:stop]
        vectors, vector_lengths = bank.collate(texts)
        return Batch(
            torch.from_numpy(tokens),
            torch.from_numpy(lengths),
            vectors,
            vector_lengths,
            torch.from_numpy(omega),
            torch.from_numpy(energy),
        )
