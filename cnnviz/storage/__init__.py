"""Documents: what a person has set up, and how it is looked at, as a file that reads back bit for bit."""

import os

from cnnviz.storage.document import Document

__all__ = ["Document", "load", "save"]


def load(path: str | os.PathLike[str]) -> Document:
    """Return what a file holds.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and where in it.
    """
    from cnnviz.storage.files import load_file  # a start does not wait for it

    return load_file(path)


def save(document: Document, path: str | os.PathLike[str]) -> None:
    """Write a document, whole or not at all; where a link leads, there it is written.

    Raises
    ------
    Refused
        With one sentence, where it cannot be written; what was there before is there still.
    """
    from cnnviz.storage.files import save_file

    save_file(document, path)
