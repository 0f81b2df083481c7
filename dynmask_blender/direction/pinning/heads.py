"""Where pose tracks put the heads of an armature's bones, worked out without Blender."""

import numpy as np

from ....backend.motion.body import quaternion
from ... import coords


def of_tracks(tree, tracks, bones):
    """{bone name: (T, 3)} in armature space for PoseTracks on a BoneTree; other bones are at rest."""
    turns, places = {}, {}

    def place(bone):
        """Rotation from rest (T, 4) and head (T, 3) of a bone, after those above it."""
        if bone in turns:
            return
        above = int(tree.parents[bone])
        turn, head = quaternion.IDENTITY, np.tile(tree.heads[bone], (len(tracks), 1))
        if above >= 0:
            place(above)
            turn = turns[above]
            head = places[above] + quaternion.rotate(turn, tree.heads[bone] - tree.heads[above])
        name = tree.names[bone]
        if name in tracks.locations:
            axes = bone if tree.local_location[bone] else above
            offset = tracks.locations[name]
            if axes >= 0:
                offset = quaternion.rotate(tree.rotations[axes], offset)
            head = head + quaternion.rotate(turn, offset)
        if not tree.inherits_rotation[bone]:
            turn = quaternion.IDENTITY
        if name in tracks.rotations:
            turn = quaternion.multiply(
                turn, coords.rotations_to_frame(tracks.rotations[name], tree.rotations[bone])
            )
        turns[bone], places[bone] = np.broadcast_to(turn, (len(tracks), 4)), head

    for name in bones:
        place(tree.number(name))
    return {name: places[tree.number(name)] for name in bones}
