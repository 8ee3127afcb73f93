"""A figure as a moving picture: one palette for all of it, and of each step only what changes.

Pillow packs what changes; the file around it is written here, since Pillow would give each frame a palette of its own.
"""

import struct
from collections.abc import Generator
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz.canvas.grids.thumbnail import pixels_of
from cnnviz.export.figures.gif_palette import TRANSPARENT, GifPalette, Sample
from cnnviz.export.figures.look import look_of
from cnnviz.export.figures.png import painted
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.figures.shots import finished, frame_at, positions
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.run.timeline import Position

USUAL_FPS = 4.0
MOST_PIXELS = 1_500_000_000
"""Pixels of all frames together, which take about a minute."""
_SAMPLES = 12
_LAST = 2  # times as long as the others the last frame stays, before all begins anew
_HEADER = 13 + 768  # bytes before what Pillow writes of a frame


def gif(subject: Subject, options: ExportOptions) -> bytes:
    """Return the steps as a GIF file that begins anew when it is at its end."""
    return finished(gif_pieces(subject, options))


def gif_pieces(subject: Subject, options: ExportOptions) -> Generator[float, None, bytes]:
    """Make a GIF file frame by frame."""
    look = look_of(options)
    shots = positions(subject, options, many=True)
    width, height = (side * look.scale for side in look.size)
    if width * height * len(shots) > MOST_PIXELS:
        raise ValueError(
            f"{len(shots)} frames of {width}x{height} are {width * height * len(shots) / 1e6:.0f} million pixels: "
            f"there may be {MOST_PIXELS / 1e6:.0f} million; make it smaller, or choose fewer steps"
        )
    sheet = FigureSheet(look, subject.name)

    def pixels(position: Position) -> NDArray[np.uint32]:
        image = painted(sheet, frame_at(subject, options, position))
        return pixels_of(image).copy()  # the image goes

    try:
        chosen = sorted({round(k) for k in np.linspace(0, len(shots) - 1, _SAMPLES)})
        samples: list[Sample] = []
        for number in chosen:
            samples.append(np.unique(pixels(shots[number]), return_counts=True))
            yield 0.05 * len(samples) / len(chosen)
        colours = GifPalette(samples)
        parts = [_head(width, height, colours.bytes)]
        before: NDArray[np.uint32] | None = None
        delay = round(100 / (options.fps or USUAL_FPS))
        for number, position in enumerate(shots):
            now, last = pixels(position), number == len(shots) - 1
            parts.append(_frame(before, now, colours, delay * (_LAST if last else 1)))
            before = now
            yield 1 - 0.95 * (1 - (number + 1) / len(shots))
    finally:
        sheet.close()
    return b"".join([*parts, b";"])


def _head(width: int, height: int, palette: bytes) -> bytes:
    """Return what stands before the frames: size, palette, and that it is shown for ever."""
    looped = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0) + palette + looped


def _frame(
    before: NDArray[np.uint32] | None, now: NDArray[np.uint32], colours: GifPalette, delay: int
) -> bytes:
    """Return what changes, as far as it lies in one rectangle; what stays in that is transparent."""
    changed = np.ones(now.shape, bool) if before is None else before != now
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if len(rows):
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    else:
        top, bottom, left, right = 0, 1, 0, 1  # a frame of a pixel that stays, which takes its time
    block = slice(top, bottom), slice(left, right)
    indices = np.full(changed[block].shape, TRANSPARENT, np.uint8)
    indices[changed[block]] = colours.indices(now[block][changed[block]])
    control = b"!\xf9\x04" + struct.pack("<BHB", 0x05, delay, TRANSPARENT) + b"\0"
    place = b"," + struct.pack("<HHHHB", left, top, right - left, bottom - top, 0)
    return control + place + _packed(indices)


def _packed(indices: NDArray[np.uint8]) -> bytes:
    """Return the pixels of a frame as GIF packs them."""
    image = Image.fromarray(indices).convert("L")
    image.putpalette(bytes(768))
    written = BytesIO()
    image.save(written, "GIF", optimize=False, interlace=0)
    content = written.getvalue()
    start = content.index(b",", _HEADER) + 10  # behind the place of the frame
    return content[start:-1]
