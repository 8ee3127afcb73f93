"""Files are written whole or not at all: all that cnnviz writes comes by here."""

import os
from pathlib import Path

_KEPT = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
}
"""Names that Windows keeps for devices, whatever ending stands behind them."""


def plain_name(name: str, most: int) -> str:
    """Return a name that every system takes for a file: of letters, digits, spaces and -_. alone, at most so many.

    Of a name of which nothing is left it is "experiment".
    """
    plain = "".join(letter if letter.isalnum() or letter in "-_. " else "_" for letter in name)
    plain = plain[:most].strip(" .") or "experiment"
    return f"{plain}_" if plain.partition(".")[0].rstrip().lower() in _KEPT else plain


def save_text(path: Path, text: str) -> None:
    """Write a text in UTF-8, as `save_bytes` does.

    Raises
    ------
    UnicodeEncodeError
        Where the text cannot be written in UTF-8.
    """
    save_bytes(path, text.encode("utf-8"))


def save_bytes(path: Path, content: bytes) -> None:
    """Write a file under another name in its folder first: there is never half of it, and no link is followed.

    What replaces a file may be read by whom that could be read by.

    Raises
    ------
    OSError
        Where the folder cannot be written; what was there before is there still.
    """
    draft = path.with_name(f".{os.urandom(8).hex()}.part")  # short, and no name that was there before
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(draft, flags, _mode(path)), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
    except BaseException:
        _remove(draft)
        raise


def _mode(path: Path) -> int:
    """Return what others may do with a new file: as little as with the one that it replaces, if it is a file."""
    try:
        return 0o666 if path.is_symlink() else path.stat().st_mode & 0o666
    except OSError:
        return 0o666


def _remove(draft: Path) -> None:
    """Remove a draft, which may not be there; why it was not finished is told, not why it cannot be removed."""
    try:
        draft.unlink()
    except OSError:
        return
