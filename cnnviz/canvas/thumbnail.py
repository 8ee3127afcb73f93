"""Whole arrays as small pictures: for the pipeline and for the preview of an image."""

import numpy as np
from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QImage, QPixmap

from cnnviz.canvas.cells import FINISHED, CellLook, limits
from cnnviz.canvas.grid import as_image, picture
from cnnviz.canvas.palette import Palette
from cnnviz.trace.steps import Array

_WHOLE_FROM = 4  # pixels a cell from which uneven cells would show


def thumbnail(
    array: Array, side: int, palette: Palette, *, image: bool, channel: int = 0, ratio: int = 1
) -> QPixmap:
    """Return an array (height, width, channels) as a pixmap of at most `side` pixels a side, cells kept square.

    An image of three channels is shown in colour, anything else one channel at a time.
    """
    drawn = one_pixel_a_cell(array, palette, image=image, channel=channel)
    result = QPixmap.fromImage(_enlarged(drawn, side * ratio))
    result.setDevicePixelRatio(ratio)
    return result


def one_pixel_a_cell(array: Array, palette: Palette, *, image: bool, channel: int = 0) -> QImage:
    """Return an array (height, width, channels) as an image with a pixel for each cell."""
    kind = "image" if image else "signed"
    low, high = limits(array, kind)
    if image and array.shape[2] == 3:
        share = np.clip((np.nan_to_num(array, nan=(low + high) / 2) - low) / (high - low), 0, 1)
        return as_image(np.rint(share * 255).astype(np.uint8))
    plane = array[:, :, channel]
    look = CellLook(palette, kind, low, high, np.zeros(plane.shape, bool))
    return picture(look, plane, np.full(plane.shape, FINISHED, np.int8))


def _enlarged(image: QImage, side: int) -> QImage:
    """Return `image` with as many pixels a cell as fit, smoothly reduced where it is large."""
    factor = side / max(image.width(), image.height())
    if factor >= _WHOLE_FROM:
        return image.scaled(image.size() * int(factor))
    mode = (
        Qt.TransformationMode.FastTransformation if factor > 1 else Qt.TransformationMode.SmoothTransformation
    )
    return image.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, mode)
