"""Whose captured motion a take began with, and what a search found, as the backend says it (no bpy).

The backend may be another release's: whatever is no text or number there is left out.
"""

import json
from dataclasses import asdict, dataclass, fields

from ..session import validation

OWN = "own"
MOST = 32
_LONGEST = 300
_DATASETS = {"cmu": "CMU", "cmu_new": "CMU", "accad": "ACCAD", "aistpp": "AIST++", "hdm05": "HDM05",
             "deepmimic": "DeepMimic", "mesh2motion": "Mesh2Motion"}  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """A moment of the library. clip: the publisher's name of it, or the key of one of the animator's own;
    start_s: where it begins there; from_s, to_s: where it is in a take; seconds: its own length."""

    entry: int = -1
    mirrored: bool = False
    clip: str = ""
    start_s: float = 0.0
    dataset: str = ""
    licence: str = ""
    credit: str = ""
    kind: str = ""
    sentence: str = ""
    from_s: float = 0.0
    to_s: float = 0.0
    seconds: float = 0.0

    @property
    def own(self):
        return self.kind == OWN

    @property
    def source(self):
        """Whose it is, in few words."""
        return _DATASETS.get(self.dataset, self.dataset) or "unknown source"

    def summary(self):
        """Everything about it, a sentence or two."""
        where = f"{self.source}" if self.own else f"{self.source} {self.clip}, from {self.start_s:.1f} s"
        made = "" if self.kind in ("", "captured", OWN) else f", made by {self.kind}"
        parts = [
            f"“{self.sentence}”" + (" (mirrored)" if self.mirrored else ""), where + made,
            f"licence: {self.licence}" if self.licence else "", self.credit,
        ]  # fmt: skip
        return "; ".join(part.rstrip(".") for part in parts if part)


def of(data):
    """The Origin that a message describes, or None."""
    if not isinstance(data, dict):
        return None
    values = {}
    for field in fields(Origin):
        value = data.get(field.name, field.default)
        if isinstance(field.default, str):
            value = validation.line(value, _LONGEST) if isinstance(value, str) else None
        elif isinstance(field.default, bool):
            value = value if isinstance(value, bool) else None
        elif isinstance(field.default, int):
            value = value if type(value) is int and -1 <= value < 2**31 else None
        else:
            value = float(value) if validation.is_number(value) else None
        if value is None:
            return None
        values[field.name] = value
    return Origin(**values)


def all_of(data):
    """Origins of a list of messages; what cannot be used is left out."""
    found = [of(one) for one in data[:MOST]] if isinstance(data, list | tuple) else []
    return tuple(one for one in found if one is not None)


def later(sources, seconds):
    """What `read` gives, so much later in a take."""
    return [{**one, "from_s": one["from_s"] + seconds, "to_s": one["to_s"] + seconds} for one in sources]


def text(data):
    """What `read` understands, of a take's sources."""
    found = all_of(data)
    return json.dumps([asdict(one) for one in found]) if found else ""


def read(stored):
    """Sources as the backend takes them, of the text kept with a motion; () where there is none."""
    try:
        data = json.loads(stored) if isinstance(stored, str) and stored else ()
    except (ValueError, RecursionError):
        return ()
    return tuple(asdict(one) for one in all_of(data))
