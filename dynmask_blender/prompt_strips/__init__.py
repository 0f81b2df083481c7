"""Sentences on the timeline that become one motion."""
