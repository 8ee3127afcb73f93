"""In what a chapter's program is written."""

from enum import Enum


class Dialect(Enum):
    """In what a program is written; its value is the folder of the files, where they have one of their own."""

    LOOPS = "loops"
    VECTORISED = "vectorised"
    TORCH = "torch"

    @property
    def places(self) -> tuple[str, ...]:
        """Where the files are."""
        return ("listings",) if self is Dialect.LOOPS else ("listings", self.value)
