"""What everybody who wants motion uses: a Generator around a runtime."""

from dataclasses import dataclass, field

import numpy as np

from ..motion import features as layout
from ..motion import flights
from ..motion.clip import Clip
from ..text import encoders
from . import checks, editing, feet, filling, recover, sampling
from .errors import UserError
from .progress import Progress
from .settings import DecodingSettings

# Takes that are decoded in one batch; more go in several, with the same result.
BATCH = 16
_SHORTEST_TOKENS = 4


@dataclass(frozen=True)
class Takes:
    """Clips that one request made, what the user should be told, and seconds spent per stage."""

    clips: list[Clip]
    notices: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)

    def __iter__(self):
        return iter(self.clips)

    def __len__(self):
        return len(self.clips)

    def __getitem__(self, index):
        return self.clips[index]


class Generator:
    """Makes and edits motion. Everything it raises for the user is a UserError; a cancel raises Cancelled.

    Every method takes `settings` (DecodingSettings), `foot_lock`, `progress(done, total, stage)` and
    `cancelled()`, which is asked before every decoding step.
    """

    def __init__(self, runtime):
        self.runtime = runtime
        self.config = runtime.config
        if self.config.tokenizer.features != layout.SIZE:
            raise UserError(
                f"These weights make motion of {self.config.tokenizer.features} numbers a frame, as those "
                f"of KIT-ML do; only motion of HumanML3D's {layout.SIZE} can be put on a rig."
            )

    def generate(self, prompts, seconds=None, seeds=0, *, settings=None, foot_lock=True, progress=None,
                 cancelled=None):  # fmt: skip
        """Takes of one sentence each: one prompt with many seeds, many prompts with one seed, or pairs.

        prompts: str or list of str, "" being unconditional; seconds: one length, a list, or None (the model
        chooses); seeds: one or a list, 0 … 2³¹ − 1.
        """
        settings, notices = settings or DecodingSettings(), list[str]()
        prompts, seeds = checks.prompts(prompts, notices), checks.seeds(seeds)
        prompts, seeds = _paired(prompts, seeds)
        lengths = list(seconds) if isinstance(seconds, (list, tuple)) else [seconds] * len(seeds)
        if len(lengths) != len(seeds):
            raise UserError(f"There are {len(seeds)} takes but {len(lengths)} lengths.")
        lengths = [checks.seconds(value) for value in lengths]

        generators = [sampling.take_generator(seed) for seed in seeds]
        work = Progress(0, progress, cancelled)
        work.check()
        condition = self._encode(prompts, notices, work)
        frames = self._frames(lengths, condition, generators)
        groups = self._groups(frames)
        plans = [self._fresh_plan(max(self._tokens(frames[i]) for i in g), settings) for g in groups]
        levels = self.runtime.codebooks.shape[0]
        work.total = sum(filling.count_steps(p, settings, levels) + 1 for p in plans)

        clips: list = [None] * len(seeds)
        for rows, plan in zip(groups, plans, strict=True):
            counts = np.array([self._tokens(frames[i]) for i in rows])
            spans = [filling.Span(0, int(counts.max()), condition.take(rows))]
            made = self._make(spans, plan, counts, [generators[i] for i in rows], settings, work)
            for i, (tokens, features) in zip(rows, made, strict=True):
                clips[i] = self._clip(tokens, features, frames[i], prompts[i], seeds[i], foot_lock, work)
        work.finish()
        return Takes(clips, notices, _rounded(work.timings))

    def sequence(self, prompts, seconds=None, seeds=0, *, settings=None, foot_lock=True, progress=None,
                 cancelled=None):  # fmt: skip
        """Takes of several prompts in a row; `seconds`: of each (a list), one for all, or None.

        A prompt None is a transition: made after all others, from what lies on either side of it, without
        words.
        """
        settings, notices = settings or DecodingSettings(), list[str]()
        given = list(prompts) if isinstance(prompts, (list, tuple)) else [prompts]
        prompts, seeds = checks.prompts(given, notices), checks.seeds(seeds)
        lengths = list(seconds) if isinstance(seconds, (list, tuple)) else [seconds] * len(prompts)
        if len(lengths) != len(prompts):
            raise UserError(f"There are {len(prompts)} prompts but {len(lengths)} lengths.")
        lengths = [checks.seconds(value) for value in lengths]
        work = Progress(0, progress, cancelled)
        work.check()
        condition = self._encode(prompts, notices, work)
        frames = self._frames(lengths, condition, [None] * len(prompts))
        count = sum(frames)
        if None not in lengths:
            # Rounded together: rounded one by one they would drift from the lengths asked for.
            count = round(sum(lengths) * self.config.fps)
            frames = [length * self.config.fps for length in lengths]
        checks.number(count / self.config.fps, "length of all prompts together", 0,
                      checks.LONGEST_SECONDS, " seconds")  # fmt: skip

        per_token = self.config.tokenizer.frames_per_token
        total = self._tokens(count)
        ends = [*np.round(np.cumsum(frames)[:-1] / per_token).astype(int).tolist(), total]
        bounds = list(zip([0, *ends[:-1]], ends, strict=True))
        order = sorted(range(len(bounds)), key=lambda i: given[i] is None)
        generators = [sampling.take_generator(seed) for seed in seeds]
        levels, clips = self.runtime.codebooks.shape[0], []
        plan = filling.plan([filling.Span(*bounds[i], None) for i in order], np.zeros(total, bool),
                            self.config.max_tokens, settings.overlap)  # fmt: skip
        chunks = [range(i, min(i + BATCH, len(seeds))) for i in range(0, len(seeds), BATCH)]
        work.total = len(chunks) * (filling.count_steps(plan, settings, levels) + 1)
        for rows in chunks:
            spans = [filling.Span(*bounds[i], condition.take([i] * len(rows))) for i in order]
            made = self._make(
                spans, plan, np.full(len(rows), total), [generators[i] for i in rows], settings, work
            )
            text = ", then ".join(p for p in prompts if p)
            for i, (tokens, features) in zip(rows, made, strict=True):
                clips.append(self._clip(tokens, features, count, text, seeds[i], foot_lock, work))
        work.finish()
        return Takes(clips, notices, _rounded(work.timings))

    def regenerate(self, clip, start_s, stop_s, prompt=None, seeds=0, **options):
        """Takes of a Clip in which the range from start_s to stop_s (seconds) is made anew.

        prompt: for the range only; None keeps the clip's own. Frames outside come back bit-identical.
        """
        notices: list[str] = []
        start, stop = checks.frame_range(start_s, stop_s, len(clip), clip.fps, notices)
        return self._edited(editing.of_range(clip, start, stop), clip, prompt, seeds, notices, **options)

    def inbetween(self, before, after, seconds, prompt=None, seeds=0, **options):
        """Takes that begin with the Clip `before`, end with the Clip `after`, both where they are, and have
        `seconds` of new motion between them."""
        seconds = checks.number(
            seconds, "length between the two", 1.0 / before.fps, checks.LONGEST_SECONDS, " seconds"
        )
        edit = editing.of_gap(before, after, max(1, round(seconds * before.fps)))
        return self._edited(edit, before, prompt, seeds, [], **options)

    def extend(self, clip, seconds, prompt=None, seeds=0, **options):
        """Takes that begin with a Clip, unchanged, and go on for `seconds`."""
        seconds = checks.number(seconds, "length to add", 1.0 / clip.fps, checks.LONGEST_SECONDS, " seconds")
        edit = editing.of_extension(clip, max(1, round(seconds * clip.fps)))
        return self._edited(edit, clip, prompt, seeds, [], **options)

    def _edited(self, edit, clip, prompt, seeds, notices, *, settings=None, foot_lock=True, progress=None,
                cancelled=None):  # fmt: skip
        settings, seeds = settings or DecodingSettings(), checks.seeds(seeds)
        text = clip.prompt if prompt is None else prompt
        text = checks.prompt(text, notices)
        work = Progress(0, progress, cancelled)
        work.check()
        condition = self._encode([text], notices, work)
        with work.timed("encode"):
            piece, plans = editing.plan(self.runtime, edit, settings)
        chunks = [seeds[i : i + BATCH] for i in range(0, len(seeds), BATCH)]
        levels = self.runtime.codebooks.shape[0]
        work.total = len(chunks) * (filling.count_steps(plans, settings, levels) + 1)
        clips = []
        for chunk in chunks:
            generators = [sampling.take_generator(seed) for seed in chunk]
            made = editing.apply(
                self.runtime, edit, piece, plans, condition.take([0] * len(chunk)), generators, settings,
                work, feet.cleaner(foot_lock),
            )  # fmt: skip
            for (rotations, translation, tokens), seed in zip(made, chunk, strict=True):
                tokens = _whole_tokens(edit, piece, tokens, self.config)
                clips.append(Clip(rotations, translation, edit.fps, tokens, text, seed))
        work.finish()
        return Takes(clips, notices, _rounded(work.timings))

    def _encode(self, prompts, notices, work):
        with work.timed("text"):
            condition = self.runtime.encode_text(prompts)
        if condition.cut.any():
            text = self.config.text
            most = encoders.files(text.encoder).limit(text.max_words)
            notices.append(
                f"The prompt is longer than the text encoder reads: only its first {most} word pieces count."
            )
        return condition

    def _tokens(self, frames):
        return -(-frames // self.config.tokenizer.frames_per_token)

    def _frames(self, seconds, condition, generators):
        """Frames of every clip; an open length is drawn, or the likeliest where there is no generator."""
        frames = [None if s is None else max(1, round(s * self.config.fps)) for s in seconds]
        if any(f is None for f in frames):
            logits = self.runtime.length_logits(condition)
            for i, generator in enumerate(generators):
                if frames[i] is not None:
                    continue
                if generator is None:
                    count = _SHORTEST_TOKENS + int(np.argmax(logits[i, _SHORTEST_TOKENS:]))
                else:
                    count = sampling.length_in_tokens(logits[i], generator, _SHORTEST_TOKENS)
                frames[i] = count * self.config.tokenizer.frames_per_token
        return frames

    def _groups(self, frames):
        """Rows that are decoded together: up to BATCH that fit one window, longer ones with their equals."""
        groups: dict = {}
        for i, count in enumerate(frames):
            tokens = self._tokens(count)
            groups.setdefault(tokens if tokens > self.config.max_tokens else 0, []).append(i)
        return [rows[i : i + BATCH] for rows in groups.values() for i in range(0, len(rows), BATCH)]

    def _fresh_plan(self, count, settings):
        spans = [filling.Span(0, count, None)]
        return filling.plan(spans, np.zeros(count, bool), self.config.max_tokens, settings.overlap)

    def _make(self, spans, plan, counts, generators, settings, work):
        """Per clip its tokens (n, levels) and features (4n, 263)."""
        shape = (len(counts), int(counts.max()), self.runtime.codebooks.shape[0])
        tokens = np.zeros(shape, dtype=np.int64)
        tokens = filling.fill(
            self.runtime, tokens, plan, spans, counts, generators, settings, settings.residual_guidance, work
        )
        work.tick("decode")
        padding = np.arange(shape[1]) >= counts[:, None]
        with work.timed("decode"):
            features = self.runtime.decode(np.where(padding[..., None], -1, tokens))
        per_token = self.config.tokenizer.frames_per_token
        return [(t[:n], f[: n * per_token]) for t, f, n in zip(tokens, features, counts, strict=True)]

    def _clip(self, tokens, features, frames, prompt, seed, foot_lock, work):
        work.check()
        if not np.isfinite(features).all():
            raise UserError("The weights produced numbers that are not finite: they may be damaged.")
        with work.timed("recover"):
            rotations, translation = recover.decoded(features[:frames], self.config)
            labels = recover.contacts(features[:frames])
            at = flights.retimed(rotations, translation, self.config.fps)
            if at is not None:
                rotations, translation = recover.sample(rotations, translation, at)
                # The tokens no longer say what happens when.
                labels, tokens = labels[np.rint(at).astype(int)], None
        clean = feet.cleaner(foot_lock)
        if clean is not None:
            with work.timed("feet"):
                rotations, translation = clean(rotations, translation, self.config.fps, labels)
        return Clip(rotations, translation, self.config.fps, tokens, prompt, seed)


def _paired(prompts, seeds):
    if len(prompts) == 1:
        prompts = prompts * len(seeds)
    if len(seeds) == 1:
        seeds = seeds * len(prompts)
    if len(prompts) != len(seeds):
        raise UserError(f"There are {len(prompts)} prompts but {len(seeds)} seeds.")
    return prompts, seeds


def _whole_tokens(edit, piece, tokens, config):
    """Tokens of the whole edited motion, where they are known."""
    if edit.fps != config.fps:
        return None
    per_token = config.tokenizer.frames_per_token
    count = -(-len(edit.rotations) // per_token)
    first = piece.low // per_token
    if len(tokens) == count:
        return tokens
    if edit.tokens is None or piece.low % per_token:
        return None
    whole = np.zeros((count, tokens.shape[1]), dtype=np.int64)
    own = np.asarray(edit.tokens)[:count]
    whole[: len(own)] = own
    whole[first : first + len(tokens)] = tokens
    return whole


def _rounded(timings):
    return {stage: round(value, 4) for stage, value in timings.items()}
