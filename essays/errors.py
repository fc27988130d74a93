"""What is sent but cannot be kept as it is, or not now."""


class Unfit(ValueError):
    """Raised by verbs for input that fits no state: 422. `code` and `more` are for scripts, the text for people."""

    def __init__(self, message: str, *, code: str, **more):
        super().__init__(message)
        self.code = code
        self.more = more


class TooOften(Exception):
    """Raised by a save of a script that runs wild; it may come again after `pause` seconds."""

    def __init__(self, pause: int):
        super().__init__(f"again in {pause} s")
        self.pause = pause
