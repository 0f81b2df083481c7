"""Takes drawn as stick figures in the 3D view: none of it touches the rig, its action or the file."""
