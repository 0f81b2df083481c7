"""The backend process and what this session of Blender knows: never saved, never undone."""
