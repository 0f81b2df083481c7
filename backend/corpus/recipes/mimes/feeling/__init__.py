"""Moods, needs, talk, and what people do to each other."""
