"""What files of documents are called."""

import os

ENDINGS = ("cnnviz",)
SUFFIX = ".cnnviz"
FIGURES = (".png", ".svg", ".pdf")
"""What files are called that may carry a document."""


def is_document(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is meant to be a document: it is called so."""
    return os.fspath(path).lower().endswith(SUFFIX)


def holds_document(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is meant to be a document, or is a figure that carries one."""
    if is_document(path):
        return True
    if not os.fspath(path).lower().endswith(FIGURES):
        return False
    from cnnviz.storage.figures import carries_document  # a start waits for it only with such a file

    return carries_document(path)
