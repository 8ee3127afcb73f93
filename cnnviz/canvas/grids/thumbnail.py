"""Whole arrays as small pictures: for the pipeline and for the preview of an image."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits
from cnnviz.canvas.grids.grid import as_image
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QImage, QPixmap, QSize, Qt
from cnnviz.trace.steps import Array

_ALL = slice(None)
_WHOLE_FROM = 4  # pixels a cell from which uneven cells would show


def thumbnail(
    array: Array, side: int, palette: Palette, *, image: bool, channel: int = 0, ratio: int = 1
) -> QPixmap:
    """Return an array (height, width, channels) as a pixmap of at most `side` pixels a side, cells kept square.

    An image of three channels is shown in colour, anything else one channel at a time.
    """
    drawn = as_image(cell_colours(array, palette, image=image, channel=channel))
    result = QPixmap.fromImage(_enlarged(drawn, side * ratio))
    result.setDevicePixelRatio(ratio)
    return result


def cell_colours(array: Array, palette: Palette, *, image: bool, channel: int = 0) -> NDArray[np.uint8]:
    """Return the colours (height, width, 3) of an array's cells, the same as in its thumbnail."""
    kind = "image" if image else "signed"
    low, high = limits(array, kind)
    if image and array.shape[2] == 3:
        share = np.clip((np.nan_to_num(array, nan=(low + high) / 2) - low) / (high - low), 0, 1)
        return np.asarray(np.rint(share * 255), np.uint8)
    plane = array[:, :, channel]
    look = CellLook(palette, kind, low, high, np.zeros(plane.shape, bool))
    return look.colours(plane, np.full(plane.shape, FINISHED, np.int8), (_ALL, _ALL))


def _enlarged(image: QImage, side: int) -> QImage:
    """Return `image` with as many pixels a cell as fit, smoothly reduced where it is large."""
    factor = side / max(image.width(), image.height())
    if factor >= _WHOLE_FROM:
        return image.scaled(image.size() * int(factor))
    mode = (
        Qt.TransformationMode.FastTransformation if factor > 1 else Qt.TransformationMode.SmoothTransformation
    )
    return image.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, mode)
