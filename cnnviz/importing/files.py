"""Any file that an image can come from: a picture, an array or a table, told apart by how it begins."""

import os
from pathlib import Path

from cnnviz.importing.pictures import kind_of, open_image
from cnnviz.importing.reading import check_file, unreadable
from cnnviz.importing.source import Offer, Refused, whole
from cnnviz.importing.tables import open_table

PICTURES = ("png", "jpg", "jpeg", "bmp", "gif")
ARRAYS = ("npy", "npz", "csv", "tsv", "txt")
_NPY, _NPZ = b"\x93NUMPY", b"PK\x03\x04"  # what they begin with
_TABLES = (".csv", ".tsv", ".txt")


def open_file(path: str | os.PathLike[str]) -> Offer:
    """Read what a file has to offer.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    path = Path(path)
    check_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise unreadable(path, error) from error
    suffix = path.suffix.lower()
    if head.startswith((_NPY, _NPZ)):
        from cnnviz.importing.array_files import open_npy, open_npz  # a start does not wait for them

        return open_npy(path) if head.startswith(_NPY) else open_npz(path)
    if suffix in (".npy", ".npz"):
        raise Refused(f"{path.name} is no array: it does not begin like a file that NumPy has written")
    if suffix in _TABLES and kind_of(head) is None:
        return open_table(path)
    return whole(open_image(path))
