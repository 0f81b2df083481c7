"""Takes of an armature object: shown one at a time, accepted or discarded, the animator's own action kept.

Each take has an action of its own and is shown by itself, in place of what NLA tracks do. Until one is
accepted the object remembers the action, slot, influence and pose it had before; discarding puts exactly
that back.
"""

import contextlib
import hashlib
from types import SimpleNamespace

import bpy

from .. import compat, nla
from ..actions import fcurve_keys, motion_store, ranges
from ..rig import snapshot, targets
from ..session import status
from ..session.session import current as session
from ..session.session import is_updating, updating
from . import history, rates

BEFORE = "dynmask_before"
# On the action of a take that waits for a decision: its keys' fingerprint.
UNDECIDED = "dynmask_undecided"
CHOICE = "the chosen take"


def begin(obj, strip=""):
    """Remember what the object has now, unless takes are already waiting. strip: NLA strip they are for."""
    purge()
    group = obj.dynmask
    if group.takes:
        check_place(obj, strip)
        return
    if not strip:
        targets.check_not_tweaked(obj)
    group.strip, group.previous = strip, nla.action(obj, strip)
    obj[BEFORE] = {**snapshot.read(obj), "strip_slot": nla.slot(obj, strip)}


def check_place(obj, strip):
    """Raises Problem where takes wait that are shown elsewhere than in this NLA strip ("" for none)."""
    waiting = obj.dynmask.strip
    if obj.dynmask.takes and waiting != strip:
        where = f"the NLA strip '{waiting}'" if waiting else "the active action"
        raise status.Problem(f"Takes of {where} are waiting: accept or discard them first")


@contextlib.contextmanager
def adding(obj, strip=""):
    """Where takes are added. Where that fails, the object has again what it had before."""
    begin(obj, strip)
    shown, count = nla.action(obj, strip), len(obj.dynmask.takes)
    layer = snapshot.layer(obj)
    try:
        yield
    except Exception:
        while len(obj.dynmask.takes) > count:
            obj.dynmask.takes.remove(len(obj.dynmask.takes) - 1)
        if count and strip:
            nla.put(obj, strip, shown, shown.get(compat.SLOT, ""))
        elif count:
            compat.assign_action(obj, shown)
            snapshot.lay(obj, layer)
        else:
            discard_all(obj)
        raise


def add(obj, action, *, base, seed, prompt, kind, stamp, asked=0.0, frames=None):
    """List an action as a take; `kind` says what made it. Returns its index.

    stamp: the action's fingerprint; asked: seconds asked for, 0 for none; frames: (first, last) that were
    made, None for all.
    """
    take = obj.dynmask.takes.add()
    take.name = action.name
    take.action, take.base = action, base
    take.seed, take.prompt, take.kind, take.asked = seed, prompt, kind, asked
    take.fingerprint = action[UNDECIDED] = stamp
    session.takes.add(action.session_uid)
    stored = motion_store.read(action, motion=False)
    if stored is not None and len(stored):
        take.first, take.last = frames or (round(stored.first_frame), round(stored.last_frame))
        take.rate = stored.frame_rate
        start, stop = stored.samples_within(take.first, take.last)
        take.seconds = (stop - start) / stored.fps
        take.complexity = float(stored.omega[start:stop].mean()) if stop > start else -1.0
    return len(obj.dynmask.takes) - 1


def action_at(obj, index):
    """The action of a take. Raises Problem where it was deleted."""
    action = obj.dynmask.takes[index].action
    if action is None:
        raise status.Problem(f"The action of take {index + 1} was deleted: only Discard is left")
    return action


def show(obj, index):
    """Make a take the object's action and the active row; with all its influence."""
    action = action_at(obj, index)
    targets.check_not_tweaked(obj)
    _follow_strip(obj)
    if obj.dynmask.strip:
        nla.put(obj, obj.dynmask.strip, action, action.get(compat.SLOT, ""))
        _select(obj, index)
        return
    if not compat.is_assigned(obj, action):
        compat.assign_action(obj, action)
        obj.update_tag(refresh={"TIME"})
    # Added to the NLA or at half its influence, a take would not look like itself.
    snapshot.lay(obj)
    _select(obj, index)


def show_chosen(obj):
    """Called when a row is clicked."""
    index = obj.dynmask.active
    if not is_updating(CHOICE) and 0 <= index < len(obj.dynmask.takes):
        try:
            show(obj, index)
        except status.Problem as problem:
            status.tell(str(problem), "ERROR")


def accept(obj, index):
    """Keep one take as the object's action and drop the others. Returns sentences about what was kept."""
    show(obj, index)
    history.record(obj, obj.dynmask.takes[index], "accepted")
    chosen = obj.dynmask.takes[index].action
    notices = [rates.warning(obj.dynmask.takes[index], scene) for scene in obj.users_scene[:1]]
    decide(chosen)
    notices += [_drop(obj, take) for take in list(obj.dynmask.takes) if take.action != chosen]
    if obj.dynmask.previous is not None:
        obj.dynmask.previous.use_fake_user = True
    _end(obj)
    return [text for text in notices if text]


def discard(obj, index):
    """Drop one take; where it was shown, its base or what came before it is shown again."""
    group = obj.dynmask
    _follow_strip(obj)
    take = group.takes[index]
    if len(group.takes) == 1:
        return discard_all(obj)
    shown = take.action is not None and nla.action(obj, group.strip) == take.action
    base = take.base
    if shown and group.strip:
        # Before it is dropped: a take in a strip that is tweaked is the active action too.
        _restore(obj)
    notice = _drop(obj, take)
    group.takes.remove(index)
    if shown:
        following = [i for i, other in enumerate(group.takes) if base and other.action == base]
        if following:
            show(obj, following[0])
        else:
            _restore(obj)
            _select_none(obj)
    elif group.active > index:
        _select(obj, group.active - 1)
    return [notice] if notice else []


def keep(obj, index, state=True):
    """Whether a take's action stays in the file when the take leaves the list."""
    action_at(obj, index).use_fake_user = state


def push_to_nla(obj, index):
    """Make a take an NLA strip and take it off the list; what was there before it stays the active action.

    Returns the strip.
    """
    take, action = obj.dynmask.takes[index], action_at(obj, index)
    if obj.dynmask.strip:
        raise status.Problem(f"This take plays in the NLA strip '{obj.dynmask.strip}' already: accept it")
    name = " ".join(take.prompt.split())[:60] or take.name
    strip = compat.push_strip(obj, action, name)
    history.record(obj, take, "strip")
    decide(action)
    discard(obj, index)
    return strip


def purge():
    """Delete the actions of takes whose armature is gone, unless they hold keys of the animator's.

    Only takes that were listed in this file: what was appended or copied is somebody's.
    """
    for action in list(bpy.data.actions):
        listed = action.library is None and action.session_uid in session.takes
        if action.users == 0 and listed and UNDECIDED in action:
            owner = SimpleNamespace(animation_data=None, id_type="OBJECT", name="")
            if fingerprint(owner, action) == action[UNDECIDED]:
                bpy.data.actions.remove(action)


def discard_all(obj):
    """Drop every take and put back exactly what the object had before them."""
    _follow_strip(obj)
    if obj.dynmask.strip:
        _restore(obj)
    notices = [_drop(obj, take) for take in list(obj.dynmask.takes)]
    _restore(obj)
    _end(obj)
    return [text for text in notices if text]


def fingerprint(obj, action):
    """A text that changes when any key of an action does, or anything else that its movement depends on."""
    digest = hashlib.md5(usedforsecurity=False)
    for curve in compat.fcurves(obj, action):
        digest.update(fcurve_keys.stamp(curve))
    return digest.hexdigest()


def is_edited(obj, take):
    """Whether keys of a take were changed since it was made."""
    return take.action is not None and fingerprint(obj, take.action) != take.fingerprint


def _drop(obj, take):
    """Delete a take's action, unless it holds keys of the animator's; says so when it stays unasked."""
    action = take.action
    if action is None:
        return ""
    edited = fingerprint(obj, action) != take.fingerprint
    wanted, decided = action.use_fake_user, UNDECIDED not in action
    if not decided:
        history.record(obj, take, "kept" if edited or wanted else "discarded")
    take.action = None
    animation = obj.animation_data
    if animation and animation.action == action:
        animation.action = None
    elsewhere = action.users > sum(other.base == action for other in obj.dynmask.takes)
    if edited or elsewhere or wanted:
        decide(action)
        action.use_fake_user = action.use_fake_user or not elsewhere
        if wanted or decided:
            return ""
        return f"'{action.name}' was changed by hand or is used elsewhere, so it was kept"
    bpy.data.actions.remove(action)
    return ""


def decide(action):
    """The action is the animator's from now on."""
    if UNDECIDED in action:
        del action[UNDECIDED]


def _restore(obj):
    before, group = obj.get(BEFORE), obj.dynmask
    if group.strip and group.previous is not None:
        if nla.find(obj, group.strip) is None:
            # The strip was deleted: its action would go with the file's next saving.
            group.previous.use_fake_user = True
        elif before is not None:
            nla.put(obj, group.strip, group.previous, before.get("strip_slot", ""))
            snapshot.pose_back(obj, before)
    elif before is not None:
        snapshot.put_back(obj, before, obj.dynmask.previous)


def _follow_strip(obj):
    """Note the name of the strip that takes are shown in, where it was renamed."""
    group = obj.dynmask
    if group.strip and nla.find(obj, group.strip) is None:
        actions = {take.action for take in group.takes}
        for track in obj.animation_data.nla_tracks if obj.animation_data else ():
            for strip in track.strips:
                if strip.action in actions:
                    group.strip = strip.name


def _end(obj):
    obj.dynmask.takes.clear()
    obj.dynmask.previous, obj.dynmask.strip = None, ""
    _select_none(obj)
    if BEFORE in obj:
        del obj[BEFORE]
    for scene in obj.users_scene:
        ranges.put_back(scene)


def _select(obj, index):
    with updating(CHOICE):
        obj.dynmask.active = index


def _select_none(obj):
    _select(obj, -1)
