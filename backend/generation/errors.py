"""What can stop a generation: a request that cannot be served, and the user's cancel."""


class UserError(ValueError):
    """A request that cannot be served; the message is one sentence that says what to do."""


class Cancelled(Exception):
    """The user cancelled; nothing was made."""
