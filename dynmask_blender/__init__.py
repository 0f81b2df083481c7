"""Everything that knows Blender; it starts and asks `backend` and is never imported by it."""
