"""Many motions in one go: a crowd of selected rigs, and lists of sentences."""
