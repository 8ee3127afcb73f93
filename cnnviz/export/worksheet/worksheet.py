"""A worksheet as PDF: the sheet, and where it is wanted its key, each on pages of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from dataclasses import replace

from cnnviz.application import application
from cnnviz.export.figures.pdf_device import DOTS, attach, pdf_writer
from cnnviz.export.figures.shots import ALL, finished
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.worksheet.paper import SIZES, Paper, ink
from cnnviz.export.worksheet.questions import Fill, Single, fill, gradients
from cnnviz.export.worksheet.sheet import ask_fill, ask_single, begin
from cnnviz.export.worksheet.tie_sheet import ask_tie
from cnnviz.export.worksheet.ties import Tie, tie
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QBuffer, QImage, QPainter, QSizeF
from cnnviz.run.timeline import Timeline

USUAL_SEED = 1
MOST_SEED = 9999


class Questions(NamedTuple):
    """All that a sheet asks."""

    fill: Fill
    single: Single | None
    tie: Tie | None


def worksheet(subject: Subject, options: ExportOptions) -> bytes:
    """Return the sheet as a PDF file."""
    return finished(worksheet_pieces(subject, options))


def worksheet_pieces(subject: Subject, options: ExportOptions) -> Generator[float, None, bytes]:
    """Make a PDF file of a sheet page by page."""
    application(offscreen=True)
    asked = questions(subject, options)
    yield 0.3
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    size = SIZES[options.paper or "a4"]
    writer = pdf_writer(buffer, QSizeF(*size) / DOTS, f"Worksheet {subject.name}")
    attach(writer, subject, asked.fill.frame)
    painter = QPainter(writer)
    try:
        draw_sheets(painter, writer.newPage, asked, options)
    finally:
        painter.end()
    yield 1.0
    return bytes(buffer.data())


def images(asked: Questions, options: ExportOptions) -> list[QImage]:
    """Return the pages as pictures."""
    application(offscreen=True)
    pages = [_page(options)]
    painter = QPainter(pages[0])

    def turn() -> None:
        painter.end()
        pages.append(_page(options))
        painter.begin(pages[-1])

    try:
        draw_sheets(painter, turn, asked, options)
    finally:
        painter.end()
    return pages


def _page(options: ExportOptions) -> QImage:
    image = QImage(*SIZES[options.paper or "a4"], QImage.Format.Format_RGB32)
    image.fill(ink().role("panel"))
    return image


def draw_sheets(
    painter: QPainter, new_page: Callable[[], object], asked: Questions, options: ExportOptions
) -> None:
    """Draw the sheet page by page, and behind it the key where that is wanted."""
    seed = options.seed or USUAL_SEED
    for answers in (False, True) if options.answers else (False,):
        if answers:
            new_page()
        rest = "answers" if answers else "answer key on a page of its own"
        paper = Paper(
            painter, new_page, options.paper or "a4", ("made with cnnviz", f"sheet {seed} · {rest}")
        )
        begin(paper, asked.fill, answers=answers)
        cell = ask_fill(paper, 1, asked.fill, answers=answers)
        number = 2
        if asked.single is not None:
            ask_single(paper, number, asked.single, cell, answers=answers)
            number += 1
        if asked.tie is not None:
            ask_tie(paper, number, asked.tie, answers=answers)


def questions(subject: Subject, options: ExportOptions) -> Questions:
    """Return what a sheet asks: of the chapter that is wanted, or else of the one where the document is.

    Raises
    ------
    ValueError
        With one sentence, where there is no such chapter, or it has nothing to fill in.
    """
    hidden = subject.document.hidden
    open_run = _open(subject)
    if options.chapter == ALL:
        raise ValueError("a sheet is about one chapter: choose which by --chapter")
    chapter, _ = Subject(subject.document, open_run).chosen(options._replace(steps=None))
    chosen = random.Random(options.seed or USUAL_SEED)
    asked = fill(open_run, chapter, hidden, options.blank, chosen)
    blank = asked.frame.chapter.label(asked.target.array)  # which no other question may show
    return Questions(asked, gradients(open_run, asked, blank, chosen), tie(open_run, blank))


def _open(subject: Subject) -> Timeline:
    """Return the run with nothing hidden: the key tells it."""
    if not subject.document.hidden:
        return subject.run
    return Subject(replace(subject.document, hidden=()), None).run
