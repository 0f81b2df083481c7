"""Measures of a model: reconstruction, token prediction by complexity, physical plausibility."""
