"""Guides in the 3D view: what reads them is handed to what draws them."""

from ...compare import guide_handlers
from ...direction import guides


def register():
    guide_handlers.source = guides


def unregister():
    guide_handlers.source = None
