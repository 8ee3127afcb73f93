"""A place in a text that only goes forward."""

import re

from cnnviz.importing.source import Refused

_BLANK = re.compile(r"\s*+")


class Scanner:
    """Takes one piece of a text after the other.

    Parameters
    ----------
    text : all of it
    at : where the next piece begins
    """

    def __init__(self, text: str, at: int = 0) -> None:
        self.text, self.at = text, at

    def peek(self) -> str:
        """Return the next character, "" at the end."""
        return self.text[self.at : self.at + 1]

    def next(self) -> str:
        """Skip blanks and return the character behind them.

        Raises
        ------
        Refused
            Where there is none.
        """
        self.take(_BLANK)
        if self.at == len(self.text):
            raise Refused("it ends before its last bracket is closed")
        return self.peek()

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what the pattern matches here, if anything."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def take(self, pattern: re.Pattern[str]) -> str:
        """Take what the pattern matches here, and return it, "" where nothing does."""
        found = self.match(pattern)
        return found[0] if found else ""
