"""Directing a motion: where, when and which part of the body, beside the sentence."""
