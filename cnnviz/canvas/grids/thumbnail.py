"""Colours as images, and whole arrays as small pictures: for the pipeline and for the preview of an image."""

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits
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
    colours = cell_colours(array, palette, image=image, channel=channel)
    result = QPixmap.fromImage(_enlarged(colours, side * ratio))
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


def as_image(colours: NDArray[np.uint8], pixels: int = 1) -> QImage:
    """Return an array (rows, columns, 3) as an image, each cell of it so many pixels wide and high.

    Qt enlarges images in fixed point, and in a wide one leaves cells a pixel of their neighbours.
    """
    rows, columns = colours.shape[:2]
    packed = np.empty((rows, columns, 4), np.uint8)
    packed[..., :3] = colours[..., ::-1]
    packed[..., 3] = 255
    image = QImage(columns * pixels, rows * pixels, QImage.Format.Format_RGB32)
    if not image.isNull():
        bits: Any = (ctypes.c_uint32 * (image.width() * image.height())).from_address(int(image.bits()))
        lines = packed.view(np.uint32)[..., 0].repeat(pixels, axis=1)
        np.frombuffer(bits, np.uint32).reshape(rows, pixels, -1)[...] = lines[:, None]
    return image


def _enlarged(colours: NDArray[np.uint8], side: int) -> QImage:
    """Return colours as an image with as many pixels a cell as fit, smoothly reduced where there are many."""
    factor = side / max(colours.shape[:2])
    if factor >= _WHOLE_FROM:
        return as_image(colours, int(factor))
    mode = (
        Qt.TransformationMode.FastTransformation if factor > 1 else Qt.TransformationMode.SmoothTransformation
    )
    return as_image(colours).scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, mode)
