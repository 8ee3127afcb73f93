"""Colours as images, images as pixels, and whole arrays as small pictures, as on the map."""

import ctypes
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED, CellLook, limits
from cnnviz.canvas.palette import Palette, rgb
from cnnviz.qt import QImage, QPixmap, QSize, Qt
from cnnviz.trace.steps import Array

_ALL = slice(None)
_WHOLE_FROM = 4  # pixels a cell from which uneven cells would show
_CELLS_A_PIXEL = 4  # along a side; of more a picture would look no different


def thumbnail(
    array: Array, side: int, palette: Palette, *, image: bool, channel: int = 0, ratio: int = 1
) -> QPixmap:
    """Return an array (height, width, channels) as a pixmap of at most `side` pixels a side, cells kept square.

    An image of three channels is shown in colour, anything else one channel at a time.
    """
    every = every_of(array.shape, side * ratio)
    colours = ArrayColours(array, palette, image=image, channel=channel, every=every)
    return as_thumbnail(colours.of(array), side, ratio=ratio)


def as_thumbnail(colours: NDArray[np.uint8], side: int, *, ratio: int = 1, square: bool = False) -> QPixmap:
    """Return cells' colours as a pixmap of at most `side` pixels a side, cells kept square or else the whole."""
    pixels = side * ratio
    image = as_image(colours).scaled(pixels, pixels) if square else _enlarged(colours, pixels)
    result = QPixmap.fromImage(image)
    result.setDevicePixelRatio(ratio)
    return result


def every_of(shape: tuple[int, ...], pixels: int, *, square: bool = False) -> tuple[int, int]:
    """Return that every so manieth row and column is enough for a picture of at most `pixels` a side.

    >>> [every_of((size, 100, 1), 64) for size in (100, 511, 512, 2000)]
    [(1, 1), (1, 1), (2, 2), (7, 7)]
    """
    rows, columns = (max(length // (_CELLS_A_PIXEL * pixels), 1) for length in shape[:2])
    return (rows, columns) if square else (max(rows, columns),) * 2


def cell_colours(array: Array, palette: Palette, *, image: bool, channel: int = 0) -> NDArray[np.uint8]:
    """Return the colours (height, width, 3) of an array's cells, the same as in its thumbnail."""
    return ArrayColours(array, palette, image=image, channel=channel).of(array)


class ArrayColours:
    """The colours of the cells of an array (height, width, channels): those that it has finished, and on the way there.

    An image of three channels is shown in colour, anything else one channel at a time; of its rows and its columns
    `every` so manieth, with the colours that it has among all.
    """

    def __init__(
        self,
        finished: Array,
        palette: Palette,
        *,
        image: bool,
        channel: int = 0,
        every: tuple[int, int] = (1, 1),
        beside: float = 0.0,
    ) -> None:
        kind = "image" if image else "signed"
        self._low, self._high = limits(finished, kind, beside)
        self._palette, self._channel = palette, min(channel, finished.shape[2] - 1)
        self._in_colour = image and finished.shape[2] == 3
        self._every = slice(None, None, every[0]), slice(None, None, every[1])
        finished = finished[self._every]
        border = np.zeros(finished.shape[:2], bool)
        self._look = CellLook(palette, kind, self._low, self._high, border)
        self._finished = finished

    def of(self, values: Array, progress: NDArray[np.int8] | None = None) -> NDArray[np.uint8]:
        """Return the colours (height, width, 3) of the array with these numbers, each so far finished."""
        values = values[self._every]
        progress = None if progress is None else progress[self._every]
        if self._in_colour:
            return self._as_picture(values, progress)
        if progress is None:
            return self._whole
        done = progress[:, :, self._channel]
        if (done == PARTIAL).any():
            return self._look.colours(values[:, :, self._channel], done, (_ALL, _ALL))
        return np.where((done == FINISHED)[:, :, None], self._whole, rgb(self._palette.cells["empty"]))

    @cached_property
    def _whole(self) -> NDArray[np.uint8]:
        """The colours of the finished array, of which those of its finished cells are taken on the way there."""
        plane = self._finished[:, :, self._channel]
        return self._look.colours(plane, np.full(plane.shape, FINISHED, np.int8), (_ALL, _ALL))

    def _as_picture(self, values: Array, progress: NDArray[np.int8] | None) -> NDArray[np.uint8]:
        middle = (self._low + self._high) / 2
        share = np.clip((np.nan_to_num(values, nan=middle) - self._low) / (self._high - self._low), 0, 1)
        colours = np.asarray(np.rint(share * 255), np.uint8)
        if progress is not None:
            colours[progress.min(axis=2) == UNTOUCHED] = rgb(self._palette.cells["empty"])
        return colours


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
        lines = packed.view(np.uint32)[..., 0].repeat(pixels, axis=1)
        pixels_of(image).reshape(rows, pixels, -1)[...] = lines[:, None]
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


def pixels_of(image: QImage) -> NDArray[np.uint32]:
    """Return the pixels (rows, columns) of an image of four bytes each; they are valid as long as it is."""
    rows, columns = image.height(), image.bytesPerLine() // 4
    bits: Any = (ctypes.c_uint32 * (rows * columns)).from_address(int(image.bits()))
    return np.frombuffer(bits, np.uint32).reshape(rows, columns)[:, : image.width()]
