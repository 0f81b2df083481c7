"""Lists of sentences as Blender has them read."""

from dataclasses import asdict

from ..generation import checks, lists
from ..generation.errors import UserError


def answer(params):
    """{text, name, seed?, ending?} -> {rows: [{row, sentence, seconds, seed, file, rig}], notices}"""
    text, name, ending = (params.get(key, "") for key in ("text", "name", "ending"))
    if not all(isinstance(value, str) for value in (text, name, ending)):
        raise UserError("The text, name and ending of a list must be text.")
    seed = int(checks.number(params.get("seed", 0), "seed", 0, checks.MAX_SEED))
    found, notices = lists.parse(text, name or "the list", seed, ending or ".npz", rigs=True)
    return {"rows": [asdict(row) for row in found], "notices": notices}
