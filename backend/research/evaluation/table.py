"""The field's measures of a weights folder, and their table."""

from dataclasses import replace

from . import humanml3d, protocol

COLUMNS = (("r1", "R@1"), ("r2", "R@2"), ("r3", "R@3"), ("fid", "FID"), ("mm_distance", "MM-Dist"),
           ("diversity", "Diversity"), ("multimodality", "MultiMod."), ("kinetic_fid", "kin. FID"),
           ("geometric_fid", "geo. FID"))  # fmt: skip
ROWS = {"real": "real", "other_real": "other real", "generated": "generated"}


def on_corpus(runtime, evaluator, corpus, *, repeats, takes, progress=None, library=None):
    """Rows of measures (see protocol.evaluate) on a corpus file's test split; without a train split there is
    no row of other real motion. Takes begin with clips of the library, if there is one, as near to them as
    it says."""
    from backend.corpus import file

    entries = protocol.corpus_entries(corpus)
    has_train = any(clip.split == "train" for clip in file.load(corpus))
    rules = replace(protocol.CORPUS, repeats=repeats, takes=takes)
    return protocol.evaluate(
        evaluator, entries, generator(runtime, library), rules,
        others=protocol.corpus_entries(corpus, "train") if has_train else None, progress=progress,
    )  # fmt: skip


def on_humanml3d(runtime, evaluator, data, *, repeats, takes, progress=None):
    """The same on a split of HumanML3D or KIT-ML (humanml3d.Dataset), as published tables have it."""
    made = runtime.config.tokenizer.features
    if made != data.features:
        raise ValueError(f"The weights make motion of {made} features, the data set has {data.features}.")
    rules = protocol.Protocol(repeats=repeats, takes=takes)
    return protocol.evaluate(evaluator, data.entries, generator(runtime), rules, progress=progress)


def evaluator_for(folder, official, features=humanml3d.HUMANML3D):
    """The published evaluator from `official`, or ours from `folder` (None: the one that comes along)."""
    if official:
        from .official import OfficialEvaluator

        return OfficialEvaluator.load(official, features)
    from .embedding import Evaluator

    return Evaluator.load(folder)


def lines(rows):
    """The table as text, one row a line; ± is the half width of the 95 % interval."""
    shown = [(name, label) for name, label in COLUMNS if any(name in row for row in rows.values())]
    found = [f"{'':<11}" + "".join(f"{label:>15}" for _, label in shown)]
    for row, label in ROWS.items():
        if row in rows:
            cells = [_cell(rows[row].get(name)) for name, _ in shown]
            found.append(f"{label:<11}" + "".join(f"{cell:>15}" for cell in cells))
    return found


def _cell(value):
    if value is None:
        return "–"
    return " ± ".join(f"{number:.3f}" if number < 1000 else f"{number:.2e}" for number in value)


def generator(runtime, library=None):
    """What makes takes for protocol.evaluate, begun with a library's clips if there is one."""
    from backend.generation import raw
    from backend.generation.library.drafts import Drafter

    drafter = None if library is None else Drafter(library, runtime)
    return lambda prompts, frames, seeds: raw.features(runtime, prompts, frames, seeds, drafter=drafter)
