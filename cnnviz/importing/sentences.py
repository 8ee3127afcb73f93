"""What a refusal says: one line, no more than fits, and nothing of a file's in it that could break or disguise it."""

import errno
import os
from pathlib import Path

LONGEST = 300
"""Characters that a refusal has at most."""
_WORDS = 24  # characters of a text that are quoted
_NAME = 80  # characters of a file's name
_PATH = 160
_UNSEEN = {
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Zl",
    "Zp",
}  # control and direction marks, halves of characters, and the like


def quoted(text: str) -> str:
    """Return words of a text as a sentence names them: in quotation marks, and no more than there is room for."""
    shown = _seen(text[: 4 * _WORDS])
    return f"'{shown}'" if len(shown) <= _WORDS else f"'{shown[: _WORDS - 1]}…'"


def file_name(path: Path) -> str:
    """Return the name of a file as a sentence has it, shortened in the middle where it is long."""
    return part_name(path.name or str(path))


def part_name(name: str) -> str:
    """Return the name of a part of a file, likewise."""
    return _fitted(_seen(name), _NAME)


def full_path(path: Path) -> str:
    """Return a whole path, likewise."""
    return _fitted(_seen(str(path)), _PATH)


def counted(count: int, word: str) -> str:
    """Return a number of things: 1 row, 2 rows."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def times(shape: tuple[int, ...]) -> str:
    """Return a shape as people say it."""
    return "×".join(map(str, shape))


def why_unreadable(error: Exception) -> str:
    """Return what the system says, in its own short words."""
    code = getattr(error, "errno", None)
    if isinstance(code, int) and code in errno.errorcode:
        return os.strerror(code)
    return "no file can be called that" if isinstance(error, ValueError) else "the system refuses"


def _seen(text: str) -> str:
    """Return a text on one line, without what cannot be seen; bytes that are no characters become �."""
    from unicodedata import category  # a start does not wait for it

    kinds = ((character, category(character)) for character in text)
    shown = ("�" if kind == "Cs" else " " if kind in _UNSEEN else character for character, kind in kinds)
    return " ".join("".join(shown).split())


def _fitted(text: str, most: int) -> str:
    half = most // 2
    return text if len(text) <= most else f"{text[: half - 1]}…{text[-half:]}"
