"""What is sent but cannot be kept as it is."""


class Unfit(ValueError):
    """Raised by verbs for input that fits no state: 422. `code` and `more` are for scripts, the text for people."""

    def __init__(self, message: str, *, code: str, **more):
        super().__init__(message)
        self.code = code
        self.more = more
