"""A figure as PDF: a page for each step."""

from collections.abc import Generator

from cnnviz.export.figures.look import FigureLook, look_of
from cnnviz.export.figures.sheet import Sheet
from cnnviz.export.figures.shots import finished, frame_at, positions
from cnnviz.export.source import document_text
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.qt import QBuffer, QMarginsF, QPageSize, QPainter, QPdfWriter, QSizeF
from cnnviz.run.frame import Frame
from cnnviz.storage.figures import MIME_TYPE, attached

DOTS = 96
"""Pixels an inch, as on a screen."""


def pdf(subject: Subject, options: ExportOptions) -> bytes:
    """Return the stage after each step as the pages of a PDF file."""
    return finished(pdf_pieces(subject, options))


def pdf_pieces(subject: Subject, options: ExportOptions) -> Generator[float, None, bytes]:
    """Make a PDF file page by page."""
    look = look_of(options)
    shots = positions(subject, options)
    sheet, buffer = Sheet(look, subject.name), QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = pdf_writer(buffer, _size(look), subject.name)
    attach(writer, subject, frame_at(subject, options, shots[0]))
    painter = QPainter(writer)
    try:
        for number, position in enumerate(shots):
            if number:
                writer.newPage()
            sheet.paint(painter, frame_at(subject, options, position))
            yield (number + 1) / len(shots)
    finally:  # also where it is cancelled: a painter that goes on without its device ends the process
        painter.end()
        sheet.close()
    return bytes(buffer.data())


def attach(writer: QPdfWriter, subject: Subject, frame: Frame) -> None:
    """Have the document carried in the file, at a step."""
    content = attached(document_text(subject, frame))
    if content:
        writer.addFileAttachment("experiment.cnnviz", content, MIME_TYPE)


def pdf_writer(buffer: QBuffer, inches: QSizeF, title: str) -> QPdfWriter:
    """Return what writes pages of a size, on which a pixel is one of a screen."""
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setPageSize(
        QPageSize(inches * 72, QPageSize.Unit.Point, title, QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF())
    writer.setTitle(title)
    writer.setCreator("cnnviz")
    return writer


def _size(look: FigureLook) -> QSizeF:
    return QSizeF(*look.size) / DOTS
