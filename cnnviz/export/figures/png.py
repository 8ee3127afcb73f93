"""A figure as PNG: written a band of rows at a time, so that it can be stopped, and takes no memory twice."""

import struct
import zlib
from collections.abc import Generator, Iterator

import numpy as np

from cnnviz.canvas.grids.thumbnail import pixels_of
from cnnviz.export.figures.look import FigureLook, look_of
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.figures.shots import finished, frame_at, positions
from cnnviz.export.source import document_text
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.qt import QImage, QPainter
from cnnviz.run.frames.frame import Frame
from cnnviz.storage.figures import chunk, png_chunk

_BAND = 1 << 20  # pixels
_DOTS = 96 / 0.0254  # a metre
_UP = b"\x02"  # each row is told by what differs from the one above
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(subject: Subject, options: ExportOptions) -> bytes:
    """Return the stage after a step as a PNG file; of several steps the last is shown."""
    return finished(png_pieces(subject, options))


def png_pieces(subject: Subject, options: ExportOptions) -> Generator[float, None, bytes]:
    """Make a PNG file piece by piece."""
    look = look_of(options)
    frame = frame_at(subject, options, positions(subject, options)[-1])
    yield 0.1
    sheet = FigureSheet(look, subject.name)
    image = painted(sheet, frame)
    sheet.close()
    parts = [_SIGNATURE, *_head(image, look)]
    for share, part in _bands(image):
        parts.append(part)
        yield 0.3 + 0.7 * share
    return b"".join([*parts, png_chunk(document_text(subject, frame)), chunk(b"IEND", b"")])


def painted(sheet: FigureSheet, frame: Frame) -> QImage:
    """Return a frame as an image."""
    (width, height), scale = sheet.look.size, sheet.look.scale
    image = QImage(width * scale, height * scale, QImage.Format.Format_RGB32)
    if image.isNull():
        raise OSError("the picture cannot be made: there is no room for it")
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    sheet.paint(painter, frame)
    painter.end()
    return image


def _head(image: QImage, look: FigureLook) -> list[bytes]:
    dots = round(_DOTS * look.scale)
    size = struct.pack(">IIBBBBB", image.width(), image.height(), 8, 2, 0, 0, 0)
    return [chunk(b"IHDR", size), chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))]


def _bands(image: QImage) -> Iterator[tuple[float, bytes]]:
    pixels = pixels_of(image)
    packing = zlib.compressobj(7)
    height, width = pixels.shape
    rows = max(_BAND // width, 1)
    above = np.zeros((1, width, 3), np.uint8)
    for top in range(0, height, rows):
        band = pixels[top : top + rows, :, None].view(np.uint8)[..., 2::-1]
        told = band - np.concatenate([above, band[:-1]])
        above = band[-1:].copy()
        lines = np.full((len(band), 1 + 3 * width), ord(_UP), np.uint8)
        lines[:, 1:] = told.reshape(len(band), -1)
        data = packing.compress(lines.tobytes())
        done = top + rows >= height
        data += packing.flush() if done else b""
        yield min((top + rows) / height, 1.0), chunk(b"IDAT", data) if data else b""
