"""Several takes and actions of an armature exported in one go; the armature shows afterwards what it did."""

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

import bpy

from .. import compat
from ..actions import motion_store
from ..rig import snapshot
from ..session import status
from ..takes import takes
from . import clips as export_clips
from . import formats
from . import names as export_names

_NAMED = 3
_BONE = re.compile(r'pose\.bones\["((?:[^"\\]|\\.)*)"\]')


@dataclass(frozen=True)
class Source:
    """An action that is exported, and the name of its clip; label: what it is called in a sentence."""

    action: object
    name: str
    label: str


def sources(obj):
    """[(Source, whether it is proposed)]: the takes of an armature object, then its other actions.

    Without takes those are proposed that DynMask made, else all.
    """
    listed = list(obj.dynmask.takes)
    found = [
        (Source(take.action, export_names.of_take(take), f"take {i + 1}"), True)
        for i, take in enumerate(listed)
    ]
    others = actions(obj)
    made = [action for action in others if motion_store.read(action, motion=False) is not None]
    proposed = [] if listed else made or others
    found += [
        (Source(action, export_names.of_action(action), f"'{action.name}'"), action in proposed)
        for action in others
    ]
    names = export_names.different([source.name for source, _ in found])
    return [
        (Source(source.action, name, source.label), proposed)
        for (source, proposed), name in zip(found, names, strict=True)
    ]


def name_of_shown(obj):
    """The proposed clip name of what an armature object shows."""
    action = obj.animation_data.action if obj.animation_data else None
    shown = [take for take in obj.dynmask.takes if action and take.action == action]
    return export_names.of_take(shown[0]) if shown else export_names.of_action(action)


def actions(obj):
    """Actions of the file that move bones of an armature object and are no takes that wait for a decision."""
    bones, waiting = set(obj.data.bones.keys()), {take.action for take in obj.dynmask.takes}
    return [
        action
        for action in bpy.data.actions
        if action not in waiting and takes.UNDECIDED not in action and _moves(action, bones)
    ]


def paths(names, folder, suffix):
    """[path] of clips' names, with a number where two would be the same file."""
    stems = export_names.different([export_names.clean(name) or "clip" for name in names])
    return [Path(folder) / f"{stem}{suffix}" for stem in stems]


def export_each(obj, chosen, files, write):
    """Export every Source to its file by `write(path, name)`, called while it is shown; returns sentences."""
    notices = []
    with _left_as_it_was(obj) as now:
        for source, path in zip(chosen, files, strict=True):
            _show(obj, source, now)
            notices += [text for text in write(path, source.name) or () if text not in notices]
    return notices


def export_together(context, obj, chosen, path, write, *, move_node=False):
    """Export all Sources to one file with `write(path, clips)`. Returns sentences."""
    clips = []
    with _left_as_it_was(obj) as now:
        for source in chosen:
            _show(obj, source, now)
            span = formats.active_range(obj)
            clips.append(export_clips.sample(context, obj, source.name, span, move_node=move_node))
    return write(path, clips)


def check(chosen, folder, files, *, overwrite=False):
    """Raises status.Problem before anything is written, where it would end half way.

    Nothing is chosen, an action was deleted, two clips have one name, the folder is not there, or files are
    and `overwrite` is off.
    """
    if not chosen:
        raise status.Problem("Choose at least one take to export")
    if not Path(folder).is_dir():
        raise status.Problem(f"There is no folder '{folder}'")
    for source in chosen:
        if source.action is None:
            raise status.Problem(f"The action of {source.label} was deleted")
    there = [path.name for path in files if path.exists()]
    if there and not overwrite:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        raise status.Problem(
            f"{', '.join(there[:_NAMED])}{more} would be overwritten: tick Overwrite or choose another folder"
        )


def _show(obj, source, now):
    """Let an action play alone; what it does not key is as before the takes, with a take as it is now."""
    is_take = any(take.action == source.action for take in obj.dynmask.takes)
    snapshot.put_back(obj, now if is_take else obj.get(takes.BEFORE, now), source.action)
    snapshot.lay(obj)


def _moves(action, bones):
    names = (_BONE.match(curve.data_path) for curve in compat.all_fcurves(action))
    return any(found and bpy.utils.unescape_identifier(found[1]) in bones for found in names)


@contextlib.contextmanager
def _left_as_it_was(obj):
    before, action = snapshot.read(obj), obj.animation_data and obj.animation_data.action
    try:
        yield before
    finally:
        snapshot.put_back(obj, before, action)
