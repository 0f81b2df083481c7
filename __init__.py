"""DynMask: text to motion for Blender. Registers the add-on; importing it needs no Blender."""


def register():
    from .dynmask_blender import registration

    registration.register()


def unregister():
    from .dynmask_blender import registration

    registration.unregister()
