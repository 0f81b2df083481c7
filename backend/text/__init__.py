"""Sentence encoders: the text as typed becomes a condition (sentence vector and word vectors)."""
