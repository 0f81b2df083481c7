"""What can stop a generation: a request that cannot be served, and the user's cancel."""


class UserError(ValueError):
    """A request that cannot be served; the message is one sentence that says what to do."""


def is_out_of_memory(fault: BaseException) -> bool:
    """Whether an exception says that memory ran out; torch and ONNX Runtime have no class for it."""
    said = str(fault).lower()
    wanted = (
        "can't allocate memory", "cannot allocate memory", "not enough memory", "failed to allocate memory",
        # oneDNN's words where it finds no room for a kernel.
        "could not create a primitive",
        "bad_alloc",
    )  # fmt: skip
    # A library that does not fit; where a disk lets nothing run, the same words and why.
    unmapped = "failed to map segment" in said and "not permitted" not in said
    return isinstance(fault, MemoryError) or unmapped or any(words in said for words in wanted)


class Cancelled(Exception):
    """The user cancelled; nothing was made."""
