"""A PDF has a page for each step, of the size that was asked for, with letters that can be selected."""

import re

import numpy as np
import pytest
from figure_tools import subject_of

from cnnviz.export.figures.pdf import pdf, pdf_pieces
from cnnviz.export.figures.shots import MOST_FRAMES, positions
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.gallery.first_example import first_example
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.storage import Document


@pytest.mark.parametrize(("options", "pages"), [({}, 1), ({"steps": (2, 6)}, 5), ({"chapter": "scatter"}, 9)])
def test_a_step_is_a_page(qapp, options, pages):
    content = pdf(subject_of("a"), ExportOptions(**options))
    assert len(re.findall(rb"/Type /Page\b", content)) == pages
    assert set(re.findall(rb"/MediaBox \[([^]]+)\]", content)) == {b"0 0 720.000000 450.000000"}


def test_fonts_are_within_it_with_their_letters(qapp):
    content = pdf(subject_of("a"), ExportOptions())
    fonts = set(re.findall(rb"/BaseFont /(\S+)", content))
    assert {font.partition(b"+")[2] or font for font in fonts} == {b"Roboto-Regular", b"Roboto-Medium"}
    assert content.count(b"/FontFile2") == 2
    assert content.count(b"/ToUnicode") == 2


def test_it_can_be_left_in_the_middle(qapp):
    pieces = pdf_pieces(subject_of("a"), ExportOptions(chapter="scatter"))
    assert [next(pieces) for _ in range(3)] == pytest.approx([1 / 9, 2 / 9, 3 / 9])
    pieces.close()  # a painter that was not ended would end the process here


def test_all_chapters_are_the_whole_run(qapp):
    subject = subject_of("a")
    shots = positions(subject, ExportOptions(chapter="all"))
    assert len(shots) == sum(-(-len(part.trace) // part.natural) for part in subject.run.chapters)
    assert shots[0].chapter == 0
    assert shots[-1] == subject.run.last


def test_a_border_that_is_copied_goes_row_by_row_and_a_range_shows_its_last_step(qapp):
    experiment = first_example().with_image(np.zeros((20, 28, 1)), "wide")
    subject = Subject(Document(experiment, RunOptions(0)))
    natural = subject.run.chapters[0].natural
    assert natural == 30
    shots = positions(subject, ExportOptions(chapter="pad", steps=(1, natural + 2)))
    assert shots == [Position(0, natural - 1), Position(0, natural + 1)]


def test_too_many_steps_are_refused(qapp, monkeypatch):
    assert MOST_FRAMES == 3000
    monkeypatch.setattr("cnnviz.export.figures.shots.MOST_FRAMES", 8)
    with pytest.raises(ValueError, match=r"^these are 9 steps: there may be 8; choose some by --steps$"):
        positions(subject_of("a"), ExportOptions(chapter="scatter"))
