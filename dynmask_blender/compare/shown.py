"""Which takes are compared, where their figures stand and in which colours; kept for the session only.

Never saved and never undone: comparing is looking, and changes no file.
"""

from dataclasses import dataclass, field

import numpy as np

from ..session.session import current as session

COLORS = 8
# Between two figures, in lengths of a leg.
SPACING = 1.6
OWN = -1


@dataclass
class Comparison:
    """on: whether figures are drawn; over: in the rig's place instead of beside it; way: also where they go;
    hidden: session_uids of the actions that are left out."""

    on: bool = False
    over: bool = False
    way: bool = True
    hidden: set = field(default_factory=set)


@dataclass(frozen=True)
class Row:
    """A take that may be drawn. number: in the list, OWN for the action from before the takes; is_shown:
    whether the rig itself shows it."""

    action: object
    number: int
    is_shown: bool

    @property
    def color(self):
        """Number of its colour, as themes have them for collections; OWN for grey."""
        return self.number % COLORS if self.number >= 0 else OWN


def current():
    """The session's Comparison."""
    if session.comparison is None:
        session.comparison = Comparison()
    return session.comparison


def rows(obj, action):
    """Rows of an armature object that shows an action: its own from before, then its takes."""
    group = obj.dynmask
    found = [(group.previous, OWN)] if group.previous is not None and len(group.takes) else []
    found += [(take.action, number) for number, take in enumerate(group.takes)]
    return [Row(one, number, one == action) for one, number in found if one is not None]


def drawn(obj, action):
    """The Rows that are drawn. In the rig's place the one that the rig shows is not drawn again."""
    here = current()
    return [row for row in rows(obj, action)
            if row.action.session_uid not in here.hidden and not (here.over and row.is_shown)]  # fmt: skip


def step(world, left, leg, number):
    """Where in the world (3,) a Row's figure stands from the rig: to its left, its own action to its right.

    world: the rig's matrix (4, 4); left (3,) and leg: the body's left and a leg's length in armature space.
    """
    if current().over:
        return np.zeros(3)
    way = np.array(world, np.float64)[:3, :3] @ (left * leg)
    way[2] = 0.0
    return way * SPACING * (number + 1 if number >= 0 else -1)
