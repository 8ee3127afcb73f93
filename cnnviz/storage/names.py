"""What files of documents are called."""

import os

ENDINGS = ("cnnviz",)
SUFFIX = ".cnnviz"


def is_document(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is meant to be a document: it is called so."""
    return os.fspath(path).lower().endswith(SUFFIX)
