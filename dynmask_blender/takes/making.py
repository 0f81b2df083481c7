"""Takes made in steps: an action for each, listed all at once, and nothing left of what fails."""

from dataclasses import replace

from .. import compat, nla
from ..actions import motion_store
from ..rig import mappings, snapshot
from ..session import status
from . import rig_state, takes

# Yielded when every action is made and the next step lists them: works that belong together wait there.
LISTING = object()


def making(find, answered, make, add, strip=""):
    """Steps that make an action of every take of an answer and then list all at once: for undo they are one.
    The value is the object and the scene.

    make(take): steps whose value is the session_uid of an action that nothing uses; add(obj, scene, action,
    take, shown): lists it, `shown` being the action that the object or the NLA strip of a name had. What is
    lost meanwhile (an undo takes back what no undo step knows) is made again; where the work fails or is
    given up nothing is left.
    """
    uids = {}
    try:
        yield from _made(answered, uids, make)
        yield LISTING
        yield from _made(answered, uids, make)
        obj, scene = find()
        with takes.adding(obj, strip):
            count, shown = len(obj.dynmask.takes), nla.action(obj, strip)
            for i, take in enumerate(answered):
                add(obj, scene, compat.action_of_uid(uids[i]), take, shown)
            if answered:
                takes.show(obj, count)
        return obj, scene
    except BaseException:
        for uid in uids.values():
            compat.remove_unused(uid)
        raise


def _made(answered, uids, make):
    """Steps that make what is not there, or not any more; uids: {number of the take: its action's}."""
    while lost := [i for i in range(len(answered)) if compat.action_of_uid(uids.get(i)) is None]:
        for i in lost:
            status.current.progress = (len(answered) - len(lost) + lost.index(i)) / len(answered)
            uids[i] = yield from make(answered[i])
            yield


def copy(base, name, slot):
    """A copy of the action base() that nothing uses; slot: identifier of the slot that is meant, or ""."""
    variant = base().copy()
    variant.use_fake_user = False
    if slot:
        variant[compat.SLOT] = slot
    # The copy of a take is no take yet, and must not be taken for one that lost its rig.
    takes.decide(variant)
    variant.name = name
    return variant


def keep_motion(find, uid, stored, owner=None, finish=None):
    """Keep on an action just made what is known of its motion; owner: whose keys, unless find()[0];
    finish(obj, scene, action): what is still to be keyed.
    """
    action = compat.action_of_uid(uid)
    try:
        obj, scene = find()
        if finish:
            finish(obj, scene, action)
        # Takes are shown by themselves, however the action before them was laid over the NLA.
        rig = rig_state.stamp(obj, mappings.get_or_detect(obj), snapshot.LAYER)
        motion_store.write(action, replace(stored, keys=takes.fingerprint(owner or obj, action), rig=rig))
    except Exception:
        compat.remove_unused(uid)
        raise


def add(obj, action, take, base, kind, **more):
    """List an action whose motion is kept on it as a take."""
    seed, prompt = max(0, int(take.get("seed", 0))), str(take.get("prompt") or "")
    keys = motion_store.read(action, motion=False).keys
    takes.add(obj, action, base=base, seed=seed, prompt=prompt[:500], kind=kind, stamp=keys, **more)
