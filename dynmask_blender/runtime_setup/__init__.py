"""The private Python environment for a GPU: planned, asked for, built aside, tested, then used (no bpy)."""
