"""Work that is done a little at a time: iterators whose value is their result (no bpy).

Between two steps Blender answers the animator, who may undo, delete and load: after a step nothing of
Blender's that was held before it may be used.
"""


def finished(steps):
    """The value of an iterator of steps, all done at once."""
    try:
        while True:
            next(steps)
    except StopIteration as end:
        return end.value
