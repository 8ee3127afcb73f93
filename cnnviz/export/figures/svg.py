"""A figure as SVG."""

from collections.abc import Generator

from cnnviz.explain.words import place
from cnnviz.export.figures.look import look_of
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.figures.shots import finished, frame_at, positions
from cnnviz.export.source import document_text
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.svg.device import SvgDevice
from cnnviz.qt import QPainter
from cnnviz.storage.figures import svg_metadata


def svg(subject: Subject, options: ExportOptions) -> bytes:
    """Return the stage after a step as an SVG file; of several steps the last is shown."""
    return finished(svg_pieces(subject, options))


def svg_pieces(subject: Subject, options: ExportOptions) -> Generator[float, None, bytes]:
    """Make an SVG file piece by piece."""
    look = look_of(options)
    frame = frame_at(subject, options, positions(subject, options)[-1])
    yield 0.2
    sheet, device = FigureSheet(look, subject.name), SvgDevice(*look.size, look.scale)
    painter = QPainter(device)
    sheet.paint(painter, frame)
    painter.end()
    sheet.close()
    yield 0.8
    title = f"{subject.name} · {frame.chapter.title}" if subject.name else frame.chapter.title
    metadata = svg_metadata(document_text(subject, frame))
    return device.text(title, place(frame), metadata).encode()
