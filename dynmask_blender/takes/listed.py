"""A list of sentences made into actions: which of its rows are done, and steps that make others.

Such an action stays in the file by itself. What it was made of is kept on it, so that the same list goes on
where it ended.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import bpy

from .. import compat
from ..actions import names
from ..session import status
from . import apply_answer

ROW = "dynmask_row"
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Row:
    """A row (number from 1, as in the list) and what it asks for; seconds: None where the model chooses;
    name: of its action or file; rig: name of its armature object."""

    number: int
    sentence: str
    seconds: float | None
    seed: int
    name: str
    rig: str

    @property
    def stamp(self):
        """A text that is the same for rows that make the same action."""
        return json.dumps([self.sentence, self.seconds, self.seed, self.name, self.rig], ensure_ascii=False)


def read(answer, default):
    """[Row] of the backend's answer to `rows`; default: the rig of rows that name none.

    Raises Problem where it is no such answer.
    """
    found = answer.get("rows")
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_ROWS:
        raise status.Problem("The backend's answer holds no rows")
    try:
        return [Row(int(row["row"]), str(row["sentence"]),
                    None if row["seconds"] is None else float(row["seconds"]), int(row["seed"]),
                    str(row["file"]), str(row.get("rig") or default)) for row in found]  # fmt: skip
    except (TypeError, ValueError, KeyError) as error:
        raise status.Problem("The backend's answer holds rows that cannot be read") from error


def rigs(rows, where):
    """{name: armature object} of the rows. Raises Problem, naming the first row whose rig is none."""
    found = {}
    for row in rows:
        obj = bpy.data.objects.get(row.rig)
        if obj is None or obj.type != "ARMATURE":
            raise status.Problem(f"{where}, row {row.number}, column rig: there is no armature '{row.rig}'")
        found[row.rig] = obj
    return found


def action_of(row):
    """The action that was made of a row, or None."""
    return next((a for a in bpy.data.actions if a.library is None and a.get(ROW) == row.stamp), None)


def left(rows):
    """The rows whose action isn't in the file yet."""
    there = {action.get(ROW) for action in bpy.data.actions if action.library is None}
    return [row for row in rows if row.stamp not in there]


def making(finds, rows, answered, asked, first_frame):
    """Steps to an action for every row of a batch, all of them kept in the last step; the value is notices.

    finds: {rig's name: as takes.making has it}; answered: the take of each row. Where the work fails or is
    given up nothing of the batch is left.
    """
    notices, uids = [], {}
    try:
        for number, (row, take) in enumerate(zip(rows, answered, strict=True)):
            status.current.progress = number / len(rows)
            uids[number] = yield from apply_answer.making_action(
                finds[row.rig], take, asked, first_frame, notices
            )
            yield
        made = [compat.action_of_uid(uids[number]) for number in range(len(rows))]
        if None in made:
            raise status.Problem("An undo took actions of the list away: generate the list again for them")
    except BaseException:
        for uid in uids.values():
            compat.remove_unused(uid)
        raise
    for row, action in zip(rows, made, strict=True):
        action.name = names.fitting(Path(row.name).stem)
        action.use_fake_user = True
        action[ROW] = row.stamp
    return notices
