"""What everybody who wants motion uses: a Generator around a runtime."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

import numpy as np

from ..motion.arrays import Floats, Ints
from ..motion.body import features as layout
from ..motion.clip import Clip
from ..text import encoders
from . import batches, checks, finishing
from .decoding import filling, sampling
from .decoding.settings import DecodingSettings
from .editing import edits
from .errors import UserError
from .library import known, starts
from .library.drafts import Drafter
from .library.file import Library
from .library.starts import Start, Starts
from .progress import Progress
from .runtimes.interface import Condition, Runtime, decode_each
from .takes import Options, Takes, parse_options

_SHORTEST_TOKENS = 4


class Generator:
    """Makes and edits motion. Everything it raises for the user is a UserError; a cancel raises Cancelled.

    Every method takes the takes.Options: `settings` (DecodingSettings), `foot_lock`, `progress(done, total,
    stage)`, `cancelled()`, which is asked before every decoding step, and `notify(notice)`.

    library: captured clips that takes begin with (DecodingSettings.closeness), and what sentences are known.
    """

    def __init__(self, runtime: Runtime, library: Library | None = None) -> None:
        self.runtime = runtime
        self.config = runtime.config
        self.library = library
        self.drafter = None if library is None else Drafter(library, runtime)
        if self.config.tokenizer.features != layout.SIZE:
            raise UserError(
                f"These weights make motion of {self.config.tokenizer.features} numbers a frame, as those "
                f"of KIT-ML do; only motion of HumanML3D's {layout.SIZE} can be put on a rig."
            )

    def generate(
        self, prompts: object, seconds: object = None, seeds: object = 0, **options: Unpack[Options]
    ) -> Takes:
        """Takes of one sentence each: one prompt with many seeds, many prompts with one seed, or pairs.

        prompts: str or list of str, "" being unconditional; seconds: one length, a list, or None (the model
        chooses); seeds: one or a list, 0 … 2³¹ − 1.
        """
        settings, clean, work = parse_options(**options)
        notices: list[str] = []
        texts, chosen = checks.paired(checks.prompts(prompts, notices), checks.seeds(seeds))
        lengths = checks.lengths(seconds, len(chosen), "takes")
        generators = [sampling.take_generator(seed) for seed in chosen]
        work.check()
        condition = self._encode(texts, notices, work)
        from_library = Starts(self.drafter, settings, work.check)
        with work.timed("library"):
            frames = self._frames(lengths, condition, generators, texts, chosen, from_library)
            started = [
                from_library.of(text, self._tokens(count), seed)
                for text, count, seed in zip(texts, frames, chosen, strict=True)
            ]
        counts = np.array([self._tokens(count) for count in frames])
        cut = batches.cut(self.runtime, self._groups(counts), frames)

        def plan(rows: list[int]) -> filling.Plans:
            return self._fresh_plan(int(counts[rows].max()), settings)

        def make(rows: list[int]) -> list[Clip]:
            spans = [filling.Span(0, int(counts[rows].max()), condition.take(rows))]
            given, begun = [generators[i] for i in rows], [started[i] for i in rows]
            made = self._make(spans, plan(rows), counts[rows], given, settings, work, begun)
            return [
                finishing.clip(
                    tokens, features, frames[i], texts[i], chosen[i], self.config, clean, work, started[i]
                )
                for i, (tokens, features) in zip(rows, made, strict=True)
            ]

        work.total = sum(self._steps(plan(rows), settings) for parts in cut for rows in parts)
        clips = batches.each(self.runtime, make, cut, work)
        work.finish()
        return Takes(clips, notices, work.rounded(), work.told)

    def sequence(
        self, prompts: object, seconds: object = None, seeds: object = 0, **options: Unpack[Options]
    ) -> Takes:
        """Takes of several prompts in a row; `seconds`: of each (a list), one for all, or None.

        A prompt None is a transition: made after all others, from what lies on either side of it, without
        words.
        """
        settings, clean, work = parse_options(**options)
        notices: list[str] = []
        given = list(prompts) if isinstance(prompts, (list, tuple)) else [prompts]
        texts, chosen = checks.prompts(given, notices), checks.seeds(seeds)
        lengths = checks.lengths(seconds, len(texts), "prompts")
        work.check()
        condition = self._encode(texts, notices, work)
        from_library = Starts(self.drafter, settings, work.check)
        frames: Sequence[float] = self._frames(
            lengths, condition, [None] * len(texts), texts, [chosen[0]] * len(texts), from_library
        )
        count = int(sum(frames))
        known = [length for length in lengths if length is not None]
        if len(known) == len(lengths):
            # Rounded together: rounded one by one they would drift from the lengths asked for.
            count = round(sum(known) * self.config.fps)
            frames = [length * self.config.fps for length in known]
        checks.number(count / self.config.fps, "length of all prompts together", 0,
                      checks.LONGEST_SECONDS, " seconds")  # fmt: skip

        per_token = self.config.tokenizer.frames_per_token
        total = self._tokens(count)
        ends = [*np.round(np.cumsum(frames)[:-1] / per_token).astype(int).tolist(), total]
        bounds = list(zip([0, *ends[:-1]], ends, strict=True))
        order = sorted(range(len(bounds)), key=lambda i: given[i] is None)
        generators = [sampling.take_generator(seed) for seed in chosen]
        plan = filling.plan([filling.Span(*bounds[i], None) for i in order], np.zeros(total, bool),
                            self.config.max_tokens, settings.overlap)  # fmt: skip
        text = ", then ".join(p for p in texts if p)
        with work.timed("library"):
            started = [from_library.of_several(texts, bounds, seed) for seed in chosen]

        def make(rows: list[int]) -> list[Clip]:
            spans = [filling.Span(*bounds[i], condition.take([i] * len(rows))) for i in order]
            given, begun = [generators[i] for i in rows], [started[i] for i in rows]
            made = self._make(spans, plan, np.full(len(rows), total), given, settings, work, begun)
            return [
                finishing.clip(
                    tokens, features, count, text, chosen[i], self.config, clean, work, started[i]
                )
                for i, (tokens, features) in zip(rows, made, strict=True)
            ]

        cut = batches.cut(self.runtime, [range(len(chosen))], [total] * len(chosen))
        work.total = sum(map(len, cut)) * self._steps(plan, settings)
        clips = batches.each(self.runtime, make, cut, work)
        work.finish()
        return Takes(clips, notices, work.rounded(), work.told)

    def regenerate(
        self, clip: Clip, start_s: object, stop_s: object, prompt: object = None, seeds: object = 0,
        **options: Unpack[Options],
    ) -> Takes:  # fmt: skip
        """Takes of a Clip in which the range from start_s to stop_s (seconds) is regenerated.

        prompt: for the range only; None keeps the clip's own. Frames outside come back bit-identical.
        """
        notices: list[str] = []
        start, stop = checks.frame_range(start_s, stop_s, len(clip), clip.fps, notices)
        return self._edited(edits.of_range(clip, start, stop), clip, prompt, seeds, notices, **options)

    def inbetween(
        self, before: Clip, after: Clip, seconds: object, prompt: object = None, seeds: object = 0,
        **options: Unpack[Options],
    ) -> Takes:  # fmt: skip
        """Takes that begin with the Clip `before`, end with the Clip `after`, both where they are, and have
        `seconds` of new motion between them."""
        length = checks.number(
            seconds, "length between the two", 1.0 / before.fps, checks.LONGEST_SECONDS, " seconds"
        )
        edit = edits.of_gap(before, after, max(1, round(length * before.fps)))
        both = replace(before, sources=(*before.sources, *after.sources_from(-edit.stop / before.fps)))
        return self._edited(edit, both, prompt, seeds, [], **options)

    def extend(
        self, clip: Clip, seconds: object, prompt: object = None, seeds: object = 0,
        **options: Unpack[Options],
    ) -> Takes:  # fmt: skip
        """Takes that begin with a Clip, unchanged, and go on for `seconds`."""
        length = checks.number(seconds, "length to add", 1.0 / clip.fps, checks.LONGEST_SECONDS, " seconds")
        edit = edits.of_extension(clip, max(1, round(length * clip.fps)))
        return self._edited(edit, clip, prompt, seeds, [], **options)

    def _edited(
        self, edit: edits.Edit, clip: Clip, prompt: object, seeds: object, notices: list[str],
        **options: Unpack[Options]
    ) -> Takes:  # fmt: skip
        settings, clean, work = parse_options(**options)
        chosen = checks.seeds(seeds)
        text = checks.prompt(clip.prompt if prompt is None else prompt, notices)
        work.check()
        condition = self._encode([text], notices, work)
        with work.timed("encode"):
            piece, plans = edits.plan(self.runtime, edit, settings)
        # Without a sentence of its own the range goes on with what is around it.
        from_library = Starts(self.drafter if prompt is not None else None, settings, work.check)
        joins = piece.start > 0, piece.stop < len(piece.tokens)
        begins = edits.begins(edit, piece, self.config)
        with work.timed("library"):
            started = [from_library.of(text, piece.stop - piece.start, seed, joins=joins) for seed in chosen]

        def make(rows: list[int]) -> list[Clip]:
            clips, generators = [], [sampling.take_generator(chosen[i]) for i in rows]
            made = edits.apply(
                self.runtime, edit, piece, plans, condition.take([0] * len(rows)), generators, settings,
                work, clean, [started[i] for i in rows],
            )  # fmt: skip
            for i, (rotations, translation, tokens) in zip(rows, made, strict=True):
                start = started[i]
                uses = () if start is None else start.draft.uses
                sources = *clip.sources, *(use.later(begins).told() for use in uses)
                whole = edits.whole_tokens(edit, piece, tokens, self.config)
                clips.append(Clip(rotations, translation, edit.fps, whole, text, chosen[i], sources))
            return clips

        cut = batches.cut(self.runtime, [range(len(chosen))], [len(piece.tokens)] * len(chosen))
        work.total = sum(map(len, cut)) * self._steps(plans, settings)
        clips = batches.each(self.runtime, make, cut, work)
        work.finish()
        return Takes(clips, notices, work.rounded(), work.told)

    def _encode(self, prompts: list[str], notices: list[str], work: Progress) -> Condition:
        with work.timed("text"):
            condition = self.runtime.encode_text(prompts)
            for prompt in dict.fromkeys(prompts):
                if (notice := self.known(prompt).notice) is not None:
                    notices.append(notice)
                    work.tell(notice)
        if condition.cut.any():
            text = self.config.text
            most = encoders.files(text.encoder).limit(text.max_words)
            notices.append(
                f"The prompt is longer than the text encoder reads: only its first {most} word pieces count."
            )
        return condition

    def known(self, prompt: str) -> known.Verdict:
        """Whether weights or library know anything like a prompt; without a library nobody can say."""
        if self.drafter is None:
            return known.Verdict(True, 1.0, prompt, ())
        return known.judged(self.drafter.search, prompt)

    def _tokens(self, frames: int) -> int:
        return -(-frames // int(self.config.tokenizer.frames_per_token))

    def _frames(
        self, seconds: Sequence[float | None], condition: Condition,
        generators: Sequence[np.random.Generator | None], texts: list[str], seeds: list[int],
        from_library: Starts,
    ) -> list[int]:  # fmt: skip
        """Frames of every clip; an open length is the library's, or drawn, or the likeliest where there is no
        generator."""
        logits = self.runtime.length_logits(condition) if None in seconds else np.empty((0, 0))
        frames = []
        for i, (length, generator) in enumerate(zip(seconds, generators, strict=True)):
            if length is not None:
                frames.append(max(1, round(length * self.config.fps)))
                continue
            if (own := from_library.length(texts[i], seeds[i], logits[i])) is not None:
                frames.append(own)
                continue
            if generator is None:
                count = _SHORTEST_TOKENS + int(np.argmax(logits[i, _SHORTEST_TOKENS:]))
            else:
                count = sampling.length_in_tokens(logits[i], generator, _SHORTEST_TOKENS)
            frames.append(count * self.config.tokenizer.frames_per_token)
        return frames

    def _groups(self, counts: Ints) -> list[list[int]]:
        """Rows that can be decoded together: those that fit one window, longer ones with their equals."""
        groups: dict[int, list[int]] = {}
        for i, count in enumerate(counts.tolist()):
            groups.setdefault(count if count > self.config.max_tokens else 0, []).append(i)
        return list(groups.values())

    def _steps(self, plan: filling.Plans, settings: DecodingSettings) -> int:
        return filling.count_steps(plan, settings, self.config) + 1

    def _fresh_plan(self, count: int, settings: DecodingSettings) -> filling.Plans:
        spans = [filling.Span(0, count, None)]
        return filling.plan(spans, np.zeros(count, bool), self.config.max_tokens, settings.overlap)

    def _make(
        self, spans: list[filling.Span], plan: filling.Plans, counts: Ints, generators: sampling.Generators,
        settings: DecodingSettings, work: Progress, started: list[Start | None],
    ) -> list[tuple[Ints, Floats]]:  # fmt: skip
        """Per clip its tokens (n, levels) and features (4n, 263)."""
        shape = (len(counts), int(counts.max()), self.runtime.codebooks.shape[0])
        tokens, kept = starts.batch(started, shape)
        tokens = filling.fill(
            self.runtime, tokens, plan, spans, counts, generators, settings, settings.residual_guidance,
            work, kept,
        )  # fmt: skip
        work.tick("decode")
        with work.timed("decode"):
            features = decode_each(self.runtime, tokens, counts)
        return [(t[:n], f) for t, f, n in zip(tokens, features, counts, strict=True)]
