"""Generate for several rigs at once: each gets takes of its own, and begins a little later."""

import bpy

from ...complexity import thumbnails
from ...rig import mappings, targets
from ...session import jobs, status
from ...takes import crowd
from ..common import NeedsArmature
from ..generate import new_seeds, request


class DYNMASK_OT_generate_crowd(NeedsArmature, bpy.types.Operator):
    """Generate different takes of the prompt for every selected rig, each beginning a little later"""

    bl_idname = "dynmask.generate_crowd"
    bl_label = "Generate for Selected Rigs"
    bl_options = {"REGISTER"}

    def act(self, context):
        scene, chosen = context.scene, context.scene.dynmask
        targets.check_time(scene)
        rigs = targets.selected(context)
        if len(rigs) < 2:
            raise status.Problem("Select at least two armatures")
        for obj in rigs:
            mappings.get_or_detect(targets.usable(obj, changing="takes"))
        rigs = [targets.of(obj, scene) for obj in rigs]
        first = scene.frame_start if chosen.place == "SCENE" else scene.frame_current
        asked, seconds = targets.Asked.of(scene), chosen.seconds if chosen.set_length else None
        apart, seeds = chosen.crowd_offset, new_seeds(chosen, len(rigs) * chosen.take_count)

        def apply(result):
            if len(result["takes"]) != len(seeds):
                raise status.Problem("The backend made another number of takes than was asked for")
            thumbnails.tidy()
            notices = yield from crowd.applying(
                rigs, result, asked, first_frame=first, apart=apart, seconds=seconds
            )
            status.tell(status.joined(f"{status.counted(len(seeds), 'take')} on {len(rigs)} rigs", *notices))

        jobs.submit("Generating", "generate", request(chosen, seeds), apply, undo="Generate for Rigs")


CLASSES = (DYNMASK_OT_generate_crowd,)
