"""The library of captured moments and the animator's own: search, preview, My Library."""
