"""Which actions and NLA strips of an armature object can be joined, by their names."""

from dataclasses import dataclass

import bpy

from .. import compat, nla
from ..session import status


@dataclass(frozen=True)
class Chosen:
    """An action by identity, the slot that animates the object, and the frames that count."""

    name: str
    uid: int
    slot: str
    first: float
    last: float

    def action(self):
        """The action. Raises Problem where it is gone."""
        found = compat.action_of_uid(self.uid)
        if found is None:
            raise status.Problem(f"'{self.name}' was deleted meanwhile: nothing was changed")
        return found

    def owner(self, obj):
        """Whose curves of the action are meant."""
        return compat.Slotted(self.slot, obj.name)


def of(obj):
    """Names that `find` knows, for a field that is typed in."""
    strips = [s.name for track in _tracks(obj) for s in track.strips if s.type == "CLIP" and s.action]
    actions = [action.name for action in bpy.data.actions if _moves_bones(obj, action)]
    return list(dict.fromkeys([*actions, *strips]))


def find(obj, name, which):
    """The Chosen of a name: an action's, or else that of an NLA strip of the object.

    which: what it is for, in words. Raises Problem where there is none, or it cannot be used.
    """
    if not name:
        raise status.Problem(f"Choose the {which} action first")
    action = bpy.data.actions.get(name)
    if action is not None:
        return _chosen(obj, action, compat.slot_identifier(obj, action), -1e9, 1e9)
    if nla.find(obj, name) is None:
        raise status.Problem(f"There is no action or NLA strip '{name}'")
    place = nla.place(obj, name)
    if abs(place.scale - 1.0) > 1e-4:
        raise status.Problem(f"The NLA strip '{name}' plays at another speed: set its Playback Scale to 1")
    return _chosen(obj, nla.action(obj, name), nla.slot(obj, name), place.first, place.last)


def _chosen(obj, action, slot, first, last):
    keyed = compat.key_range(compat.Slotted(slot, obj.name), action)
    if keyed is None:
        raise status.Problem(f"'{action.name}' has no keys that move '{obj.name}'")
    first, last = max(keyed[0], first), min(keyed[1], last)
    if last - first < 2:
        raise status.Problem(f"'{action.name}' has fewer than three frames of keys")
    return Chosen(action.name, action.session_uid, slot, first, last)


def _tracks(obj):
    return obj.animation_data.nla_tracks if obj.animation_data else ()


def _moves_bones(obj, action):
    owner = compat.Slotted(compat.slot_identifier(obj, action), obj.name)
    return any(curve.data_path.startswith("pose.bones[") for curve in compat.fcurves(owner, action))
