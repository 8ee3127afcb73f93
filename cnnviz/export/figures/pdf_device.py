"""What writes the pages of a PDF file, which carries its document."""

from cnnviz.export.source import document_text
from cnnviz.export.subject import Subject
from cnnviz.qt import QBuffer, QMarginsF, QPageSize, QPdfWriter, QSizeF
from cnnviz.run.frames.frame import Frame
from cnnviz.storage.figures import MIME_TYPE, attached

DOTS = 96
"""Pixels an inch, as on a screen."""


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
