"""A picture of the stage at one step, without a window."""

from cnnviz.application import application
from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.palette import Palette, palette
from cnnviz.canvas.stage import Stage
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.words import headline, place
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.qt import QBuffer, QColor, QFont, QImage, QPainter, QRect, Qt
from cnnviz.resource import THEMES
from cnnviz.run.frame import Frame

DEFAULT_SIZE = (960, 600)
_HEADER, _FORMULA = 52, 92
_LEAST, _MOST = 240, 8192


def png(subject: Subject, options: ExportOptions) -> bytes:
    """Return the stage after a step as a PNG file; of several steps the last is shown."""
    width, height = options.size or DEFAULT_SIZE
    if not (_LEAST <= width <= _MOST and _LEAST <= height <= _MOST):
        raise ValueError(f"size {width}x{height}: width and height go from {_LEAST} to {_MOST}")
    colours = palette(options.theme or THEMES[0])
    return _written(drawn(subject.frame(options), colours, width, height))


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


def _written(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise OSError("the picture cannot be made: there is no room for it")
    return bytes(buffer.data())
