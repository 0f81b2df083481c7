"""The range to regenerate, and the timeline's preview range, which follows it until takes are decided.

What the preview range was before is kept in the scene, so that it is saved and undone with it.
"""

from ..session.session import is_updating, updating

KEY = "dynmask_preview"
CHOOSING = "the range"


def choose(obj, scene, first, last, *, preview=True):
    """Make frames first…last the range to regenerate, and the preview range too."""
    group = obj.dynmask
    with updating(CHOOSING):
        group.range_first, group.range_last = round(first), round(last)
        group.range_set = True
    if preview:
        follow(scene, group.range_first, group.range_last)


def typed(obj, scene):
    """Called when a frame of the range was typed: a preview range of ours follows."""
    if is_updating(CHOOSING):
        return
    group = obj.dynmask
    with updating(CHOOSING):
        group.range_set = True
    if is_ours(scene) and group.range_first < group.range_last:
        follow(scene, group.range_first, group.range_last)


def follow(scene, first, last):
    """Make frames the preview range, and keep what it was before."""
    before = list(scene[KEY])[:3] if is_ours(scene) else _preview(scene)
    scene[KEY] = [*before, first, last]
    _set(scene, 1, first, last)


def is_ours(scene):
    """Whether the preview range is one that we set, and nobody has changed since."""
    return KEY in scene and _preview(scene) == [1, *list(scene[KEY])[3:]]


def put_back(scene):
    """Make the preview range what it was before ours; one that was changed by hand stays."""
    if is_ours(scene):
        _set(scene, *list(scene[KEY])[:3])
    if KEY in scene:
        del scene[KEY]


def state(obj, scene):
    """Range and preview range, for `restore`."""
    group = obj.dynmask
    kept = list(scene[KEY]) if KEY in scene else None
    return (group.range_set, group.range_first, group.range_last), _preview(scene), kept


def restore(obj, scene, before):
    """Put back what `state` gave."""
    (was_set, first, last), preview, kept = before
    group = obj.dynmask
    with updating(CHOOSING):
        group.range_first, group.range_last, group.range_set = first, last, was_set
    _set(scene, *preview)
    if kept is not None:
        scene[KEY] = kept
    elif KEY in scene:
        del scene[KEY]


def _preview(scene):
    return [int(scene.use_preview_range), scene.frame_preview_start, scene.frame_preview_end]


def _set(scene, use, first, last):
    scene.use_preview_range = bool(use)
    # Either end stops at the other one, so the last goes first and again.
    scene.frame_preview_end, scene.frame_preview_start, scene.frame_preview_end = last, first, last
