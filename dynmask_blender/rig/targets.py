"""Which armature a call is for, finding it again when the answer comes, and how that is applied."""

from dataclasses import dataclass

import bpy

from .. import compat, overrides
from ..session import status
from . import sampling


@dataclass(frozen=True)
class Target:
    """An armature object in a scene, remembered by identity: pointers do not survive undo or deletion."""

    name: str
    session_uid: int
    scene: str
    # The NLA strip that is meant; that one may be tweaked meanwhile.
    strip: str = ""

    def resolve(self):
        """(object, scene). Raises Problem when the object is gone, or may not get another action now."""
        for obj in bpy.data.objects:
            if obj.session_uid == self.session_uid and obj.type == "ARMATURE" and obj.users_scene:
                if not self.strip:
                    check_not_tweaked(obj)
                scene = bpy.data.scenes.get(self.scene) or obj.users_scene[0]
                check_time(scene)
                return obj, scene
        raise status.Problem(f"The armature '{self.name}' was deleted meanwhile: nothing was changed")


@dataclass(frozen=True)
class Asked:
    """How an answer is to be applied: the settings when it was asked for, whatever they are when it comes.

    rate: the scene's frames a second; root: how the travel is retargeted; clean_feet: whether feet stand
    where the take's do; extend_scene: whether the scene's end moves.
    """

    rate: float
    root: str = "hips"
    clean_feet: bool = True
    extend_scene: bool = True

    @classmethod
    def of(cls, scene, root=None):
        """As the scene is now; root: where it isn't the scene's setting that counts."""
        chosen = scene.dynmask
        return cls(frame_rate(scene), root or chosen.root, chosen.foot_lock, chosen.extend_scene)


def armature(context, changing="", *, reading=False, tweaked=False):
    """The armature object the context means: the active one, or the one that moves the active mesh.

    changing: its "takes", "strips" or "pins", where they are to be; reading: it need not be editable;
    tweaked: an NLA strip of it may be. Raises Problem that says what to do when there is none, or it cannot
    be animated or changed.
    """
    obj = candidate(context)
    if obj is None:
        raise status.Problem(absent(context, " first"))
    return usable(obj, changing, reading=reading, tweaked=tweaked)


def usable(obj, changing="", *, reading=False, tweaked=False):
    """The armature object itself, where `armature` would give it. Raises Problem as that does."""
    if obj.library is not None and not reading:
        raise status.Problem(f"'{obj.name}' is linked from another file: make a library override of it first")
    if not reading and obj.override_library is not None and obj.override_library.is_system_override:
        raise status.Problem(f"The library override of '{obj.name}' is not editable: make it editable first")
    if changing:
        overrides.check(obj, changing)
    if obj.mode == "EDIT":
        raise status.Problem(f"'{obj.name}' is in edit mode: leave it first")
    if not obj.pose or not obj.pose.bones:
        raise status.Problem(f"'{obj.name}' has no bones")
    if not tweaked:
        check_not_tweaked(obj)
    return obj


def check_not_tweaked(obj):
    """Raises Problem while an NLA strip of the object is tweaked: its action is the strip's then.

    Takes that are shown in a strip may be shown, accepted and discarded all the same.
    """
    shown_in_strip = obj.dynmask.takes and obj.dynmask.strip
    if obj.animation_data and obj.animation_data.use_tweak_mode and not shown_in_strip:
        raise status.Problem(f"An NLA strip of '{obj.name}' is being tweaked: leave tweak mode first")


def candidate(context):
    """The armature object of the context, or None; raises nothing, for poll() and draw()."""
    obj = context.active_object
    if obj is None or obj.type == "ARMATURE":
        return obj
    return obj.find_armature()


def absent(context, when=""):
    """One sentence for a context without an armature: to select one, or which one is hidden and how.

    when: words for the end of the plain "Select an armature".
    """
    there = [obj for obj in context.scene.objects if obj.type == "ARMATURE"]
    if there and not any(obj.visible_get() for obj in there):
        hidden = context.view_layer.objects.active if context.view_layer.objects.active in there else there[0]
        return f"'{hidden.name}' is hidden: {sampling.left_out(hidden)}, then select it"
    return f"Select an armature{when}"


def check_time(scene):
    """Raises Problem where a scene plays its animation at another speed than its frames."""
    render = scene.render
    if render.frame_map_old != render.frame_map_new:
        stretched = f"{render.frame_map_old} to {render.frame_map_new}"
        raise status.Problem(
            f"The scene's Time Stretching ({stretched}) is not supported: set both to the same number"
        )


def target(context):
    """The Target of the context, for takes to come. Raises Problem as `armature` does."""
    check_time(context.scene)
    return of(armature(context, changing="takes"), context.scene)


def of(obj, scene, strip=""):
    """The Target of an armature object, for takes to come; strip: name of the NLA strip that is meant."""
    return Target(obj.name, obj.session_uid, scene.name, strip)


def selected(context):
    """The selected armature objects and those that move selected meshes, the active one first; no Problem."""
    found = [o if o.type == "ARMATURE" else o.find_armature() for o in context.selected_objects]
    found = list(dict.fromkeys(obj for obj in found if obj is not None))
    return sorted(found, key=lambda obj: obj != candidate(context))


def frame_rate(scene):
    """Frames a second of a scene."""
    return compat.scene_fps(scene)
