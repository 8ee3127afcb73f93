"""A picture of the stage at one step, without a window."""

from __future__ import annotations

import os
from pathlib import Path

from cnnviz.application import application
from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.palette import Palette, palette
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.document import Experiment
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.words import headline, place
from cnnviz.gallery.first_example import first_example
from cnnviz.importing.files import open_file
from cnnviz.importing.reduction import made, source_of, unasked
from cnnviz.importing.sentences import why_unreadable
from cnnviz.qt import QBuffer, QColor, QFont, QImage, QPainter, QRect, Qt
from cnnviz.run.compute import run_of
from cnnviz.run.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position, Timeline
from cnnviz.saving import save_bytes
from cnnviz.storage import Document, load
from cnnviz.storage.names import is_document

DEFAULT_SIZE = (960, 600)
_LONGER_SIDE = 28
_HEADER, _FORMULA = 52, 92
_LEAST, _MOST = 240, 8192


def render(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    chapter: str | None = None,
    steps: tuple[int, int] | None = None,
    size: tuple[int, int] | None = None,
    theme: str = "light",
    decimals: int | None = None,
) -> None:
    """Draw the stage as it is after a step into a PNG file: of a document, or of the example over an image.

    Parameters
    ----------
    path : the document, or the image, array or table; of several arrays the first, of a stack the first image
    chapter : "pad", "convolve" and so on; by default where the document was saved, or the example's convolution
    steps : first and last step, counted from 1 as the window counts them; a picture shows the last; the chapter's
        end where None
    size : (width, height) in pixels
    decimals : of numbers that are not whole, 0 for as many as they need; as the document has it where None

    Raises
    ------
    ValueError
        For a chapter, a step, a size, a theme or a kind of file that there is not, or an image that cannot be used.
    OSError
        Where the file cannot be written.
    """
    if Path(out).suffix.lower() != ".png":
        raise ValueError(f"{Path(out).name}: pictures are written as .png")
    width, height = size or DEFAULT_SIZE
    if not (_LEAST <= width <= _MOST and _LEAST <= height <= _MOST):
        raise ValueError(f"size {width}x{height}: width and height go from {_LEAST} to {_MOST}")
    colours = palette(theme)
    _save(drawn(frame_of(path, chapter, steps, decimals), colours, width, height), Path(out))


def frame_of(
    path: str | os.PathLike[str],
    chapter: str | None = None,
    steps: tuple[int, int] | None = None,
    decimals: int | None = None,
) -> Frame:
    """Return what a picture shows; see `render`."""
    if is_document(path):
        document = load(path)
    else:
        document = Document(_experiment(path), RunOptions(follow=0))
        chapter = chapter or "convolve"
    run = run_of(document.experiment, document.options)
    here = run.nearest(document.position)
    if chapter is not None or steps is not None:
        here = _position(run, chapter or run.chapters[here.chapter].key, steps)
    return Frame(run, here, document.decimals if decimals is None else decimals)


def _experiment(path: str | os.PathLike[str]) -> Experiment:
    offer = open_file(path)
    choice = unasked(offer, _LONGER_SIDE)
    source = source_of(offer, choice)
    return first_example().with_image(made(source, choice), source.name)


def _position(run: Timeline, chapter: str, steps: tuple[int, int] | None) -> Position:
    keys = [part.key for part in run.chapters]
    if chapter not in keys:
        raise ValueError(f"chapter {chapter!r} is not one of {', '.join(keys)}")
    index = keys.index(chapter)
    count = len(run.chapters[index].trace)
    first, last = steps or (1, count)
    if not 1 <= first <= last <= count:
        raise ValueError(
            f"steps {first}:{last}: {chapter} has steps 1 to {count}, the first not behind the last"
        )
    return Position(index, last - 1)


def drawn(frame: Frame, colours: Palette, width: int, height: int) -> QImage:
    """Return heading, stage and formula as an image."""
    application(offscreen=True)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colours.role("stage"))
    stage, strip = Stage(colours), FormulaStrip(colours)
    stage.resize(width, height - _HEADER - _FORMULA)
    strip.resize(width, _FORMULA)
    stage.set_frame(frame)
    strip.set_formula(formula(frame))
    painter = QPainter(image)
    painter.drawPixmap(0, _HEADER, stage.grab())
    painter.drawPixmap(0, height - _FORMULA, strip.grab())
    title, _ = headline(frame.chapter)
    _write(painter, QRect(24, 0, width, _HEADER), title, 17, colours.role("text"))
    rest = place(frame).removeprefix(f"{title} · ")
    _write(painter, QRect(0, 0, width - 24, _HEADER), rest, 13, colours.role("muted"), right=True)
    painter.end()
    return image


def _write(
    painter: QPainter, rect: QRect, text: str, pixels: int, colour: QColor, *, right: bool = False
) -> None:
    font = QFont("Roboto")
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Normal if right else QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(colour)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), text)


def _save(image: QImage, out: Path) -> None:
    """Write the picture whole or not at all; where a link leads, there it is written."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise OSError(f"{out} cannot be written: there is no room for the picture")
    try:
        save_bytes(Path(os.path.realpath(out)), bytes(buffer.data()))
    except (OSError, ValueError) as error:
        raise OSError(f"{out} cannot be written: {why_unreadable(error)}") from error
