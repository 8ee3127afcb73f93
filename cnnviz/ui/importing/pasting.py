"""What the clipboard, or something dragged from another program, has to offer."""

from math import prod

import numpy as np

from cnnviz.importing.pictures.cost import MAX_PIXELS, too_large
from cnnviz.importing.places import place_in
from cnnviz.importing.source import Offer, Refused, from_values, whole
from cnnviz.qt import QCoreApplication, QImage, QMimeData

_WHITE = 255 * 255  # transparency is laid on white in whole numbers


def local_files(data: QMimeData) -> list[str]:
    """Return the files that are offered, as such."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def file_named(data: QMimeData) -> str | None:
    """Return the file whose path or address is there as text, or None where it is other text.

    Raises
    ------
    Refused
        With one sentence, where there is no such file, or where it is in the web and no picture of it is here.
    """
    try:
        place = place_in(data.text())
    except Refused as error:
        if data.hasImage():
            return None
        words = str(error)
        raise Refused(words[:1].upper() + words[1:]) from error
    return None if place is None else str(place)


def may_offer(data: QMimeData) -> bool:
    """Return whether there may be an image in it; only reading it tells."""
    return bool(local_files(data)) or data.hasImage() or data.hasText()


def image_in(data: QMimeData) -> QImage | None:
    """Return the picture that is there, or None; what is too large to be one of ours comes along, and is refused."""
    image = data.imageData() if data.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None


def offered(text: str, image: QImage | None) -> tuple[Offer, str] | None:
    """Return an offer and what it is called to use it, or None where neither text nor picture is of use.

    A table comes first, because a spreadsheet adds a picture of its cells; then a picture.

    Raises
    ------
    Refused
        With one sentence, where what is there cannot be used.
    """
    try:
        if text.strip():
            return _of_text(text), _translated("paste table")
    except Refused:
        if image is None:
            raise
    return None if image is None else (_of_image(image), _translated("paste image"))


def _of_text(text: str) -> Offer:
    from cnnviz.importing.text.opening import open_text  # a start does not wait for it

    try:
        offer = open_text(text, _translated("pasted table"))
    except Refused as error:
        words = _translated("This text is no table of numbers: {0}")
        raise Refused(words.format(error)) from error
    if prod(offer.parts[offer.first].shape) == 1:
        words = _translated("This is a single number, not a table: to set a cell, click it and type")
        raise Refused(words)
    return offer


def _of_image(image: QImage) -> Offer:
    if image.width() * image.height() > MAX_PIXELS:
        raise too_large(_translated("The pasted picture"), image.width(), image.height())
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    bits = image.constBits().asstring(image.sizeInBytes())
    values = np.frombuffer(bits, np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    colour, alpha = values[:, : image.width(), :3].astype(np.uint16), values[:, : image.width(), 3:]
    on_white = colour * alpha + 255 * (255 - alpha.astype(np.uint16))
    return whole(from_values(_translated("pasted image"), on_white, picture=True, white=_WHITE))


def _translated(text: str) -> str:
    return QCoreApplication.translate("pasting", text)
