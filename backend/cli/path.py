"""`path`: a walk led along a line on the floor."""

from . import directing


def add_arguments(parser):
    directing.add_motion(parser)
    directing.add_path(parser, required=True)


def run(args):
    return directing.direct(args, {"path": directing.path_data(args)})
