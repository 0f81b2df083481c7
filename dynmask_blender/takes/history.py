"""What became of the takes of an armature object, saved in the .blend: enough to make any of them again."""

from .. import overrides
from .short_prompt import short

LIMIT = 100
OUTCOMES = {
    "accepted": "accepted", "kept": "kept as an action", "strip": "made an NLA strip",
    "discarded": "discarded",
}  # fmt: skip

# Kinds of takes that change a part of an action, and the buttons that make them.
EDITS = {"regenerated": "Regenerate Range", "inbetween": "In-Between", "extended": "Extend", "joined": "Join",
         "pinned": "Apply Pins", "part": "Change Part", "part loop": "Loop Part",
         "mirrored": "Mirror"}  # fmt: skip
# Kinds of takes that keep a promise beside their sentence, and the buttons that make them.
DIRECTED = {
    "loop": "Generate Loop", "action loop": "Loop of Action or Range", "path": "Generate on Path",
    "path action": "Action on Path", "pose": "Generate with Poses",
}  # fmt: skip

# What tells such takes from the one that they were made of, whose prompt and seed they share.
MARKS = {"reduced": "few keys", "mirrored": "mirrored", "loop": "loop", "part loop": "part looped",
         "ik": "IK"}  # fmt: skip


def row_text(take):
    """What a row of takes says: what was done, and the sentence, or a shortened name where there is none."""
    text = short(take.prompt) or short(take.name)
    if take.kind in MARKS:
        return f"{MARKS[take.kind]}: {text}"
    return f"{take.first}–{take.last} {text}" if take.kind in EDITS else text


def record(obj, take, outcome):
    """Note a take that leaves the list, the newest last; the oldest are forgotten."""
    past = obj.dynmask.history
    entry = past.add()
    for name in ("seed", "prompt", "kind", "seconds", "asked", "complexity"):
        setattr(entry, name, getattr(take, name))
    entry.outcome = outcome
    overrides.name_items(past)
    first = overrides.inherited(obj, "history")
    for _ in range(len(past) - first - LIMIT):
        past.remove(first)


def reuse(settings, entry):
    """Fill the scene's settings so that the entry's motion is made again. Returns what is left to do."""
    if entry.kind in EDITS:
        settings.edit_prompt, settings.edit_seed = entry.prompt, entry.seed
        return f"Prompt and seed are those of the take: press {EDITS[entry.kind]}"
    settings.seed, settings.set_length = entry.seed, entry.asked > 0
    if entry.asked > 0:
        settings.seconds = entry.asked
    if entry.kind == "strips":
        return "The seed is that of the take: press Generate Strips"
    settings.prompt = entry.prompt
    return f"Prompt, seed and length are those of the take: press {DIRECTED.get(entry.kind, 'Generate')}"


def summary(entry):
    """Seed, length and mean complexity of a take, in words."""
    parts = [f"Seed {entry.seed}"] if _has_seed(entry) else []
    if entry.seconds > 0:
        parts.append(f"{entry.seconds:.1f} s")
    if entry.complexity >= 0:
        parts.append(f"complexity {100 * entry.complexity:.0f}%")
    return ", ".join(parts)


def short_summary(entry, between=" · ", length=True):
    """Seed, length and mean complexity of a take or a history entry, in a few characters."""
    parts = [f"#{entry.seed}"] if _has_seed(entry) else []
    if length and entry.seconds > 0:
        parts.append(f"{entry.seconds:.1f} s")
    if entry.complexity >= 0:
        parts.append(f"{100 * entry.complexity:.0f}%")
    return between.join(parts)


def _has_seed(entry):
    """A moment of the library was captured, not drawn."""
    return entry.kind != "library"
