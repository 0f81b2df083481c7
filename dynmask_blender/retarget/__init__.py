"""Canonical motion to an armature's bones and back."""
