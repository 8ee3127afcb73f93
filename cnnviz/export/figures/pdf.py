"""A figure as PDF: a page for each step."""

from collections.abc import Generator

from cnnviz.export.figures.look import FigureLook, look_of
from cnnviz.export.figures.pdf_device import DOTS, attach, pdf_writer
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.figures.shots import finished, frame_at, positions
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.qt import QBuffer, QPainter, QSizeF


def pdf(subject: Subject, options: ExportOptions) -> bytes:
    """Return the stage after each step as the pages of a PDF file."""
    return finished(pdf_pieces(subject, options))


def pdf_pieces(subject: Subject, options: ExportOptions) -> Generator[float, None, bytes]:
    """Make a PDF file page by page; where a worksheet is wanted, that."""
    if options.worksheet:
        from cnnviz.export.worksheet.worksheet import worksheet_pieces

        made = yield from worksheet_pieces(subject, options)
        return made
    look = look_of(options)
    shots = positions(subject, options)
    sheet, buffer = FigureSheet(look, subject.name), QBuffer()
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


def _size(look: FigureLook) -> QSizeF:
    return QSizeF(*look.size) / DOTS
