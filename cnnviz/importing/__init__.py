"""What people have (pictures, arrays, tables, printed numbers) becomes an array or is refused in a sentence."""

import os

from cnnviz.engine.arrays import Array
from cnnviz.importing.source import KEPT_SIDE, Offer, Refused

__all__ = ["Refused", "read_file", "read_text"]


def read_file(path: str | os.PathLike[str], *, longer_side: int | None = None) -> Array:
    """Read an image from a picture, an array (.npy, .npz) or a table (.csv or any other text).

    It is what opening the file gives at once, before anybody has chosen anything: of several arrays the first that can
    be an image, of a stack the first image; bytes and pictures from 0 to 1, other numbers as they are. Where two orders
    of the axes are as likely (3×4×4), channels come last, as in NumPy's own world. Where it would be a guess which of
    two numbers is meant (1,234 with nothing beside it that tells), it is refused.

    Parameters
    ----------
    path
        The file, or its `file:` address.
    longer_side
        Cells on the longer side, to which more are averaged; None for all, up to 1024.

    Returns
    -------
    Array
        Read-only float64, shape (rows, columns, channels).

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    from cnnviz.importing.files import open_file  # a start does not wait for it

    return _made(open_file(path), longer_side)


def read_text(text: str, *, longer_side: int | None = None) -> Array:
    """Read an image from a table of numbers, from what a program has printed, or from an array written as code.

    It is what pasting the text gives at once; see `read_file`.

    Raises
    ------
    Refused
        With one sentence: which row and column, and what is wrong there; or the words that do not belong to it.
    """
    from cnnviz.importing.text.opening import open_text

    return _made(open_text(text, "text"), longer_side)


def _made(offer: Offer, longer_side: int | None) -> Array:
    from cnnviz.importing.reduction import made, source_of, unasked

    choice = unasked(offer, KEPT_SIDE if longer_side is None else longer_side)
    return made(source_of(offer, choice), choice)
