"""Decoding in numpy: masked and residual decoding, editing, takes, and the runtimes they call."""
