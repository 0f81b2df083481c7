"""Pickles that others made, looked at before any of their opcodes is carried out."""

import io
import pickletools


def checked(data):
    """A stream of a pickle that asks for no more memory than its bytes are worth. Raises ValueError.

    The unpickler gives memory to the number of an entry in its memo, which six bytes can set to 2³².
    """
    for opcode, argument, _ in pickletools.genops(data):
        if opcode.name in ("PUT", "BINPUT", "LONG_BINPUT") and not 0 <= argument <= len(data):
            raise ValueError("an entry of its memo has an absurd number")
    return io.BytesIO(data)
