"""A picture file becomes a small array of numbers from 0 to 1, or one sentence that says why it cannot."""

import os
import struct
from pathlib import Path

from cnnviz.engine.arrays import frozen
from cnnviz.importing.pictures.decoding import decode
from cnnviz.importing.pictures.kinds import kind_of
from cnnviz.importing.pictures.surveys import survey
from cnnviz.importing.reading import OpenedFile, opened
from cnnviz.importing.source import Offer, Refused, Source, whole


def open_image(path: str | os.PathLike[str]) -> Source:
    """Read a PNG, JPEG, BMP or GIF file (the first frame), transparency laid on white.

    Raises
    ------
    Refused
        With one sentence that names the file, what is wrong with it and the rule.
    """
    with opened(Path(path)) as file:
        return read_picture(file)


def open_picture(file: OpenedFile) -> Offer:
    """Return what a picture offers, which is itself; refuses as `open_image` does."""
    return whole(read_picture(file))


def read_picture(file: OpenedFile) -> Source:
    """Read an open file as `open_image` does.

    What is small is decoded at once; what is not, in a process that can be stopped.
    """
    kind = kind_of(file.head)
    if kind is None:
        raise Refused(
            f"{file.name} is not an image that cnnviz can open: it opens PNG, JPEG, BMP and GIF, "
            "and arrays as NPY, NPZ or CSV"
        )
    try:
        cost = survey(file.file, kind)
    except (struct.error, EOFError) as error:
        raise Refused(f"{file.name} is cut short: the file ends before its image does") from error
    cost.check(file.name)
    if cost.is_small(file.size):
        decoded = decode(file.file, kind, file.name)
    else:
        from cnnviz.importing.pictures.apart import decode_apart  # a start does not wait for it

        decoded = decode_apart(file.file, kind, file.name)
    return Source(file.name, decoded.width, decoded.height, frozen(decoded.pixels))
