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
    if image and array.shape[2] == 3:
        drawn = as_image(np.rint(np.clip(np.nan_to_num(array, nan=0.5), 0, 1) * 255).astype(np.uint8))
    else:
        kind = "image" if image else "signed"
        plane = array[:, :, channel]
        look = CellLook(palette, kind, *limits(array, kind), np.zeros(plane.shape, bool))
        drawn = picture(look, plane, np.full(plane.shape, FINISHED, np.int8))
    result = QPixmap.fromImage(_enlarged(drawn, side * ratio))
    result.setDevicePixelRatio(ratio)
    return result


def _enlarged(image: QImage, side: int) -> QImage:
    """Return `image` with as many pixels a cell as fit, smoothly reduced where it is large."""
    factor = side / max(image.width(), image.height())
    if factor >= _WHOLE_FROM:
        return image.scaled(image.size() * int(factor))
    mode = (
        Qt.TransformationMode.FastTransformation if factor > 1 else Qt.TransformationMode.SmoothTransformation
    )
    return image.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, mode)
