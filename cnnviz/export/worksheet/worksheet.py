"""A worksheet as PDF: the sheet, and where it is wanted its key, each on pages of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from dataclasses import replace

from cnnviz.application import application
from cnnviz.export.figures.pdf_device import DOTS, attach, pdf_writer
from cnnviz.export.figures.shots import ALL, finished
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.worksheet.given import decimals_given
from cnnviz.export.worksheet.grids import fitting
from cnnviz.export.worksheet.paper import SIZES, Paper, ink, room_for_grids
from cnnviz.export.worksheet.questions import Fill, Single, gradients
from cnnviz.export.worksheet.questions import fill as fill_question
from cnnviz.export.worksheet.sheet import ask_fill, ask_single, begin, grids_of_fill, grids_of_single
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
    asked = fill_question(open_run, chapter, hidden, options.blank, chosen)
    blank = asked.frame.chapter.label(asked.target.array)  # which no other question may show
    single = gradients(open_run, asked, blank, chosen)
    return _given(Questions(asked, single, tie(open_run, blank)), options)


def _given(asked: Questions, options: ExportOptions) -> Questions:
    """Return questions whose given numbers have so many decimals that the key is reached by them, if there is room."""
    fill, single = asked.fill, asked.single
    wanted = [(fill.frame, cell) for cell in (*fill.cells, fill.example) if cell is not None]
    wanted += [(frame, cell) for frame, _, cell in single.wanted] if single is not None else []
    room = room_for_grids(options.paper or "a4")

    def with_decimals(given: int) -> Questions:
        return asked._replace(
            fill=fill._replace(given=given), single=None if single is None else single._replace(given=given)
        )

    def fit(given: int) -> bool:
        made = with_decimals(given)
        rows = [grids_of_fill(made.fill)]
        rows += [grids_of_single(made.single)] if made.single is not None and made.single.sources else []
        try:
            return all(fitting(row, room) for row in rows)
        except ValueError:
            return False

    return with_decimals(decimals_given(wanted, fit))


def _open(subject: Subject) -> Timeline:
    """Return the run with nothing hidden: the key tells it."""
    if not subject.document.hidden:
        return subject.run
    return Subject(replace(subject.document, hidden=()), None).run
