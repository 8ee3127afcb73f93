"""Finds a text in a picture: whether somewhere these very pixels are there, at any usual size and weight."""

from itertools import product

import numpy as np
from PyQt5.QtCore import QPointF
from PyQt5.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from seen_pixels import pixels_of

SIZES = range(11, 21)
WEIGHTS = (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold)


def printed(text: str, size: int, weight: int, ink: QColor, ground: QColor, shift: float = 0.0) -> np.ndarray:
    """Return the smallest rectangle that holds a text in some ink, a part of a pixel to the right."""
    font = QFont("Roboto")
    font.setPixelSize(size)
    font.setWeight(weight)
    image = QImage(QFontMetrics(font).horizontalAdvance(text) + 20, 2 * size + 20, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(QPointF(10 + shift, size + 10), text)
    painter.end()
    seen = pixels_of(image)
    rows, columns = np.nonzero((seen != seen[0, 0]).any(axis=2))
    return seen[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def holds(picture: np.ndarray, part: np.ndarray) -> bool:
    """Return whether `part` is somewhere in the picture, to the pixel."""
    height, width = part.shape[:2]
    first = part[0].tobytes()
    for top in range(len(picture) - height + 1):
        row = picture[top].tobytes()
        at = row.find(first)
        while at >= 0:
            left = at // 3
            if at % 3 == 0 and np.array_equal(picture[top : top + height, left : left + width], part):
                return True
            at = row.find(first, at + 1)
    return False


def says(picture: np.ndarray, text: str, ink: QColor, ground: QColor, *, aligned: bool = False) -> bool:
    """Return whether the picture has this text in this ink, however large.

    A text that is aligned to the right or the middle may begin anywhere within a pixel.
    """
    shifts = np.arange(0, 1, 1 / 64).tolist() if aligned else [0.0]
    return any(
        holds(picture, printed(text, size, weight, ink, ground, shift))
        for size, weight, shift in product(SIZES, WEIGHTS, shifts)
    )
