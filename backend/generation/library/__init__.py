"""Captured clips that travel with the weights: found by sentence, kept and varied by masked decoding."""
