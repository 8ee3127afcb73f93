"""Any file that an image can come from: a picture, an array or a text, told apart by how it begins."""

import os

from cnnviz.importing.places import located
from cnnviz.importing.reading import OpenedFile, opened
from cnnviz.importing.source import Offer, Refused

PICTURES = ("png", "jpg", "jpeg", "bmp", "gif")
ARRAYS = ("npy", "npz", "csv", "tsv", "txt")
_NUMPY = b"\x93NUMPY"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second where there is nothing in it
_TEXTS = (".csv", ".tsv", ".txt")
_PICTURES = (*(f".{ending}" for ending in PICTURES), ".webp", ".tif", ".tiff", ".jpe", ".jfif", ".dib")
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an office document: save it there as CSV, or as a picture",
    b"%PDF": "a PDF: save the picture in it as PNG",
    b"\x89HDF": "an HDF5 file: save the array with numpy.save",
    b"MATLAB 5.0 MAT": "a MATLAB file: save the array there as CSV",
    b"\x1f\x8b": "packed with gzip: unpack it first",
}


def open_file(path: str | os.PathLike[str]) -> Offer:
    """Read what a file has to offer.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    with opened(located(path)) as file:
        return _open(file)


def _open(file: OpenedFile) -> Offer:
    # A start waits for none of the readers.
    suffix = file.path.suffix.lower()
    if file.head.startswith((_NUMPY, *_ZIP)):
        from cnnviz.importing.arrays.opening import open_npy, open_npz

        return open_npy(file) if file.head.startswith(_NUMPY) else open_npz(file)
    if suffix in (".npy", ".npz"):
        raise Refused(f"{file.name} is no array: it does not begin like a file that NumPy has written")
    for beginning, words in _OTHERS.items():
        if file.head.startswith(beginning):
            raise Refused(f"{file.name} is {words}")
    if _is_text(file, suffix):
        from cnnviz.importing.text.opening import open_table

        return open_table(file)
    from cnnviz.importing.pictures.opening import open_picture

    return open_picture(file)


def _is_text(file: OpenedFile, suffix: str) -> bool:
    """Return whether a file is taken for text: what a picture begins with may begin a table too, as BMI does."""
    from cnnviz.importing.pictures.kinds import kind_of
    from cnnviz.importing.text.decoding import is_text

    if suffix in _PICTURES:
        return False
    return is_text(file.head) or (suffix in _TEXTS and kind_of(file.head) is None)
