"""The colours of a block of cells: one image where there are pixels, else a rectangle for neighbours of one colour.

Cells that are alike but for their numbers, as most are that a step changes, have their colours and inks looked up: what
`CellLook` and `inks_on` say of each level of a colour map is found out once for a theme, by asking them.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.cell_sizes import APART
from cnnviz.canvas.grids.cells import FADED, PLAIN, UNTOUCHED, CellLook, inks_on
from cnnviz.canvas.grids.thumbnail import as_image, pixels_of
from cnnviz.canvas.painter import is_vector
from cnnviz.canvas.palette import Palette
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QColor, QImage, QPainter, QPoint, QRectF

_UNDER = 0.5  # pixels that touching cells reach under their neighbours, so that no seam is seen when enlarged
_OPAQUE = 0xFF000000


def draw_colours(painter: QPainter, at: QPoint, colours: NDArray[np.uint8], pixels: int) -> None:
    """Fill the cells of a block (rows, columns, 3) whose corner is `at`, each so many pixels wide and high."""
    if not is_vector(painter):
        painter.drawImage(at, as_image(colours, pixels))
        return
    under = _UNDER if pixels < APART else 0.0
    rows, columns = colours.shape[:2]
    packed = colours.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    for row, line in enumerate(packed):
        starts = [0, *(np.flatnonzero(line[1:] != line[:-1]) + 1).tolist(), columns]
        for start, stop in pairwise(starts):
            width = (stop - start) * pixels + under * (stop < columns)
            height = pixels + under * (row < rows - 1)
            rect = QRectF(at.x() + start * pixels, at.y() + row * pixels, width, height)
            painter.fillRect(rect, QColor(0xFF000000 | int(line[start])))


class Shades(NamedTuple):
    """The pixels of cells by the levels of their numbers, and the inks of the numbers on them, also of a dimmed 0."""

    pixels: NDArray[np.uint32]
    inks: NDArray[np.intp]
    zeros: NDArray[np.intp]

    def inks_of(self, values: NDArray[np.floating], levels: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the inks of numbers with their levels."""
        inks, zero = self.inks.take(levels), values == 0
        return np.where(zero, self.zeros.take(levels), inks) if np.count_nonzero(zero) else inks


def alike(look: CellLook, progress: NDArray[np.int8], standing: NDArray[np.int8]) -> Shades | None:
    """Return the shades of cells that are all so far, and stand so; None where they differ, or bear more than numbers.

    Nothing is known of padding and of what is no number: these are no colours of the map.
    """
    far, stand = progress.tobytes(), standing.tobytes()
    if far.count(far[:1]) < len(far) or stand.count(stand[:1]) < len(stand):
        return None
    if far[0] == UNTOUCHED or stand[0] not in (PLAIN, FADED):
        return None
    return _shades(look.palette, look.kind, far[0], stand[0])


@cache
def _shades(palette: Palette, kind: str, progress: int, standing: int) -> Shades:
    count = len(palette.maps[kind])
    each, far = np.arange(count, dtype=float)[None], np.full((1, count), progress, np.int8)
    look = CellLook(palette, kind, 0, count - 1, np.zeros((1, count), bool))
    everything = slice(None), slice(None)
    (colours,) = look.colours(each, far, everything, np.full((1, count), standing, np.int8))
    faded, dimmed = np.full(count, standing == FADED), np.ones(count, bool)
    red, green, blue = colours.astype(np.uint32).T
    return Shades(
        _OPAQUE | red << 16 | green << 8 | blue,
        inks_on(colours, faded, palette),
        inks_on(colours, dimmed, palette),
    )


def enlarged(cells: NDArray[np.uint32], pixels: int, gap: int, between: QColor) -> QImage:
    """Return cells as an image, each so many pixels wide and high, of which the last ones are the gap between them."""
    rows, columns = cells.shape
    image = QImage(columns * pixels, rows * pixels, QImage.Format.Format_RGB32)
    if image.isNull():
        return image
    lines = cells.repeat(pixels, axis=1)
    if gap:
        lines.reshape(rows, columns, pixels)[..., pixels - gap :] = between.rgb()
    whole = pixels_of(image).reshape(rows, pixels, -1)
    whole[...] = lines[:, None]
    if gap:
        whole[:, pixels - gap :] = between.rgb()
    return image
