"""Sentences: their forms, mirrored and paraphrased, from labels, and what they leave open."""
