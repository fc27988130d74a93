"""Refusals that are nobody's fault: the thing exists, you may work with it, but it is not in the right state."""


class Conflict(Exception):
    """Raised by verbs and access when the state forbids the act. `code` is for scripts, the text for people."""

    def __init__(self, message: str, *, code: str = "state"):
        super().__init__(message)
        self.code = code
