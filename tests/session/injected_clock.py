"""Time that passes only when a test lets it."""


class Clock:
    """Seconds, to be handed to what plays or glides."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        """Let time pass; nothing notices before it looks at the clock."""
        self.now += seconds
