"""Where an armature's action plays: as the active one, or in an NLA strip, tweaked or not.

A strip plays its action from another frame on and at another speed. Takes of a strip are shown in its place,
and everything else of the NLA stays.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from . import compat
from .session import status


@dataclass(frozen=True)
class Place:
    """strip: the NLA strip's name, "" for the active action.

    Scene frame f plays the action's frame (f - start) / scale + begin; first, last: which of its frames play.
    """

    strip: str = ""
    start: float = 0.0
    begin: float = 0.0
    scale: float = 1.0
    first: float = -1e9
    last: float = 1e9

    def to_action(self, frame):
        """The action's frame that a scene frame plays."""
        return (frame - self.start) / self.scale + self.begin

    def to_scene(self, frame):
        """The scene frame that plays a frame of the action."""
        return (frame - self.begin) * self.scale + self.start

    def rate(self, scene_rate):
        """Frames of the action a second, for those of the scene."""
        return scene_rate / self.scale


def place(obj, name=None):
    """The Place of the action that is meant, or that of the strip of a name ("" for the active action).

    Meant is what takes are waiting for, a tweaked strip, the active action, the only strip or the active one.
    Raises Problem where that cannot be told, or its strip plays in a way that cannot be worked on.
    """
    if name is None:
        name = _meant(obj)
    if not name:
        return Place()
    strip, track = _require(obj, name)
    _check(strip, track)
    return _of(strip)


def drawn(obj):
    """The Place to draw at, also where it cannot be worked on; the active action's where none is meant."""
    try:
        name = _meant(obj)
    except status.Problem:
        return Place()
    found = find(obj, name) if name else None
    return _of(found[0]) if found else Place()


def action(obj, name=""):
    """The action that plays in the strip of a name, or the active one; None where there is none."""
    if name:
        found = find(obj, name)
        return found[0].action if found else None
    return obj.animation_data.action if obj.animation_data else None


def owner(obj, name=""):
    """Whose curves of that action are meant: the object, or a compat.Slotted for a strip."""
    found = find(obj, name) if name else None
    if not found or (obj.animation_data.use_tweak_mode and obj.animation_data.action == found[0].action):
        return obj
    return compat.Slotted(slot(obj, name), obj.name)


def slot(obj, name):
    """Identifier of the slot by which a strip's action animates the object, "" where there is none."""
    found = find(obj, name) if name else None
    used = getattr(found[0], "action_slot", None) if found else None
    return used.identifier if used else ""


def find(obj, name):
    """(strip, track) of the object's NLA by the strip's name, or None."""
    for track in obj.animation_data.nla_tracks if obj.animation_data else ():
        for strip in track.strips:
            if strip.name == name:
                return strip, track
    return None


def put(obj, name, new, identifier=""):
    """Make the strip of a name play another action, as it played the one before; tweaked strips stay so.

    identifier: of the action's slot, if it has any.
    """
    strip, _ = _require(obj, name)
    animation = obj.animation_data
    if strip.action == new:
        return
    tweaking = animation.use_tweak_mode
    # While it is tweaked Blender lets no strip change its action.
    if tweaking:
        with _lengths_kept(animation):
            animation.use_tweak_mode = False
    strip.action = new
    if compat.LAYERED_ACTIONS and new is not None:
        wanted = next((s for s in new.slots if s.identifier == identifier), None)
        strip.action_slot = wanted or compat.slot_for(compat.Slotted("", obj.name), new)
    if tweaking:
        animation.use_tweak_mode = True
    obj.update_tag(refresh={"TIME"})


@contextmanager
def _lengths_kept(animation):
    """Inside, leaving tweak mode makes no strip as long as its action."""
    synced = [s for track in animation.nla_tracks for s in track.strips if s.use_sync_length]
    for strip in synced:
        strip.use_sync_length = False
    try:
        yield
    finally:
        for strip in synced:
            strip.use_sync_length = True


def _of(strip):
    first, last = strip.action_frame_start, strip.action_frame_end
    return Place(strip.name, strip.frame_start, first, strip.scale, first, last)


def _meant(obj):
    animation = obj.animation_data
    if len(obj.dynmask.takes):
        return obj.dynmask.strip
    if animation is None or (animation.action is not None and not animation.use_tweak_mode):
        return ""
    playing = [(s, t) for t in animation.nla_tracks for s in t.strips if s.type == "CLIP" and s.action]
    if animation.use_tweak_mode:
        playing = [(s, t) for s, t in playing if s.action == animation.action] or playing
    if len(playing) > 1:
        # Of several, the active track's; there the active one, else what is selected.
        active = animation.nla_tracks.active
        playing = [(s, t) for s, t in playing if t == active] or playing
        for flag in ("active", "select"):
            playing = [(s, t) for s, t in playing if getattr(s, flag)] or playing
    if len(playing) > 1:
        raise status.Problem(
            f"'{obj.name}' has no active action but {len(playing)} NLA strips: select one in the NLA editor"
        )
    return playing[0][0].name if playing else ""


def _require(obj, name):
    found = find(obj, name)
    if found is None:
        raise status.Problem(f"The NLA strip '{name}' of '{obj.name}' is gone or was renamed")
    return found


def _check(strip, track):
    """Raises Problem where a strip's keys are not what is seen while it plays."""
    reason = ""
    if strip.type != "CLIP" or strip.action is None:
        reason = "holds no action of its own"
    elif strip.mute or track.mute:
        reason = "is muted, so it animates nothing"
    elif strip.use_reverse:
        reason = "plays backwards: switch Reversed off"
    elif strip.use_animated_time:
        reason = "has an animated strip time: switch Animated Strip Time off"
    elif strip.blend_type != "REPLACE":
        reason = "is blended with what lies below: set its blending to Replace"
    elif strip.use_animated_influence or strip.influence < 1.0:
        reason = "has not all its influence: set it to 1, not animated"
    elif compat.LAYERED_ACTIONS and strip.action_slot is None:
        reason = "has no slot, so it animates nothing: choose its slot first"
    if reason:
        raise status.Problem(f"The NLA strip '{strip.name}' {reason}")
