"""A sheet can be solved by what it shows, and its key is right: the run's numbers, worked out as they are printed."""

import math
import random
import re
from dataclasses import replace

import numpy as np
import pytest
from figure_tools import subject_of
from gallery_frames import example
from run_catalogue import runs
from seen_pixels import pixels_of
from sheet_tools import colours, drawn, texts

from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.export.figures.pdf import pdf
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.worksheet.choosing import USUAL
from cnnviz.export.worksheet.grids import Drawn, fitting
from cnnviz.export.worksheet.questions import fill
from cnnviz.export.worksheet.sums import worked
from cnnviz.export.worksheet.worksheet import images, questions
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.storage import Document
from cnnviz.trace.steps import Cell

SHEET = ExportOptions(worksheet=True)
KEY = ExportOptions(worksheet=True, answers=True)


def value(text):
    """Return what a sum comes to that is written out."""
    plain = text.replace("−", "-").replace("·", "*").replace("∞", "inf")
    assert re.fullmatch(r"[-+*/().,0-9e maxinf]*", plain), plain
    return eval(plain, {"__builtins__": {}}, {"max": lambda *terms: max(terms), "inf": math.inf})


def asked_of(key, **options):
    return questions(subject_of(key), ExportOptions(worksheet=True, **options))


def check_sums(asked, decimals=0.011):
    """Work every sum of a key out again; return how many there were."""
    told = [(asked.fill.frame, cell, asked.fill.given) for cell in asked.fill.cells]
    one = asked.single
    told += [] if one is None else [(frame, cell, one.given) for frame, _, cell in one.wanted]
    count = 0
    for frame, cell, given in told:
        one = worked(frame, cell, given)
        exact = float(frame.arrays[cell.array][cell.index])
        assert math.isclose(value(one.result), exact, rel_tol=0.006, abs_tol=decimals), one
        whole = " ".join(one.numbers)
        if "terms" in whole or re.match(r"[a-z]{4,}|relu|tanh|log|exp", whole):
            continue
        assert "·−" not in whole, one
        assert "+ −" not in whole, one
        near = 0.01 * one.terms + 1e-9 if one.sign == "≈" else 1e-9
        assert abs(value(whole) - value(one.result)) <= near, one
        count += 1
    return count


@pytest.mark.parametrize("key", ["letter", "b", "a_weight", "e_max", "c_forward"])
def test_every_sum_of_the_key_comes_to_its_result(qapp, key):
    assert check_sums(asked_of(key)) > 0


@pytest.mark.long
@pytest.mark.parametrize(("name", "run"), runs())
def test_of_every_chapter_it_does(qapp, name, run):
    for number in range(len(run.chapters)):
        try:
            asked = fill(run, number, (), None, random.Random(number))
        except ValueError:
            continue
        told = [worked(asked.frame, cell) for cell in asked.cells]
        assert [one.name for one in told] == list(dict.fromkeys(one.name for one in told))


@pytest.mark.parametrize("key", ["a", "b"])
def test_all_that_a_blank_cell_is_made_of_is_shown(qapp, key):
    asked = asked_of(key)
    frame = asked.fill.frame
    for cell in asked.fill.cells:
        for _, term in frame.chapter.trace.terms_of(cell):
            for factor in term:
                shown = [
                    p for p in asked.fill.sources if isinstance(factor, Cell) and p.array == factor.array
                ]
                assert not isinstance(factor, Cell) or any(plane.shows(factor) for plane in shown), factor


@pytest.mark.parametrize("key", ["a", "e_max"])
def test_a_sheet_does_not_tell_what_it_asks(qapp, key):
    asked = asked_of(key)
    before, _ = drawn(asked, SHEET)
    frame = asked.fill.frame
    other = Frame(frame.timeline, frame.position)
    array = frame.arrays[asked.fill.target.array].copy()
    for cell in asked.fill.cells:
        array[cell.index] = 7.77123
    other.arrays = {**frame.arrays, asked.fill.target.array: array}
    after, _ = drawn(asked._replace(fill=asked.fill._replace(frame=other)), SHEET)
    assert before == after


def test_its_pages_as_pictures_are_its_pages(qapp):
    asked = asked_of("e_ties_first")
    pages = images(asked, KEY)
    assert len(pages) == drawn(asked, KEY)[1] > 1
    inks = [(pixels_of(page) < 128).any(axis=2).sum() for page in pages]
    assert min(inks) > 1000
    assert len({bytes(pixels_of(page)) for page in pages}) == len(pages)


def test_its_key_tells_it(qapp):
    asked = asked_of("a")
    sheet, key = (texts(drawn(asked, options)[0]) for options in (SHEET, KEY))
    assert "answer key" in key
    assert "answer key" not in sheet
    assert len(key) > 2 * len(sheet)


@pytest.mark.parametrize("key", ["a", pytest.param("b", marks=pytest.mark.long)])
def test_it_is_black_and_white(qapp, key):
    for colour in colours(drawn(asked_of(key), KEY)[0]):
        assert colour[1:3] == colour[3:5] == colour[5:7]


def test_a_seed_is_printed_and_decides(qapp):
    one, same, other = (asked_of("letter", seed=seed) for seed in (62, 62, 63))
    assert one.fill.cells == same.fill.cells != other.fill.cells
    assert len(one.fill.cells) == USUAL
    assert "sheet 62 · answer key on a page of its own" in texts(drawn(one, SHEET._replace(seed=62))[0])


@pytest.mark.parametrize(("every", "count"), [(1, 64), (2, 32), (10, 6)])
def test_every_so_manieth_cell_is_blank(qapp, every, count):
    assert len(asked_of("letter", blank=every).fill.cells) == count


def test_what_the_teacher_has_hidden_is_what_is_asked_and_the_key_tells_it(qapp):
    shown = example("letter")
    hidden = Cell("Y", (0, 3, 3, 0)), Cell("Y", (0, 2, 2, 0))
    document = replace(subject_of("letter").document, hidden=hidden)
    asked = questions(Subject(Document(shown.make(), shown.options, document.position, hidden=hidden)), SHEET)
    assert [cell.index for cell in asked.fill.cells] == [(0, 2, 2, 0), (0, 3, 3, 0)]
    assert [worked(asked.fill.frame, cell).result for cell in asked.fill.cells] == ["−2", "3"]


def test_a_tie_is_asked_by_each_rule(qapp):
    tie = asked_of("e_ties_first").tie
    assert [words for words, _ in tie.by_rule] == [
        "the first takes it",
        "each takes all of it",
        "they share it",
    ]
    first, every, shared = (array for _, array in tie.by_rule)
    count = np.count_nonzero(every)
    assert count > 1
    assert np.count_nonzero(first) == 1
    np.testing.assert_allclose(
        [first.sum(), every.sum(), shared.sum()], np.array([1, count, 1]) * tie.gradient
    )
    assert asked_of("a").tie is None


@pytest.mark.long
def test_no_other_question_shows_what_is_blank(qapp):
    for shown in EXAMPLES:
        try:
            asked = asked_of(shown.key)
        except ValueError:
            continue
        blank = asked.fill.frame.chapter.label(asked.fill.target.array)
        if asked.single is not None:
            assert blank not in {frame.chapter.label(plane.array) for frame, plane in asked.single.sources}
            assert asked.single.wanted
        assert asked.tie is None or blank not in (asked.tie.label, asked.tie.made)


@pytest.mark.parametrize(("paper", "box"), [("a4", b"0 0 596"), ("letter", b"0 0 612")])
def test_it_is_a_pdf_of_letters_and_lines(qapp, paper, box):
    sheet, key = (
        pdf(subject_of("a"), options._replace(paper=paper, chapter="scatter")) for options in (SHEET, KEY)
    )
    assert b"/Subtype /Image" not in key
    boxes = re.findall(rb"/MediaBox \[([^]]+)\]", key)
    assert all(found.startswith(box) for found in boxes)
    assert len(boxes) > len(re.findall(rb"/MediaBox", sheet))


@pytest.mark.parametrize("chapter", ["spread", "turn"])
def test_what_has_no_grid_to_fill_in_is_one_sentence(qapp, chapter):
    with pytest.raises(
        ValueError, match=r"^\S.* has no grid that could be filled in: choose another chapter$"
    ):
        asked_of("d", chapter=chapter)


def test_what_has_no_room_is_one_sentence(qapp):
    experiment = example("letter").make().with_image(np.ones((40, 40, 1)), "large")
    frame = Frame(run_of(experiment), Position(0, 0))
    planes = [Drawn(frame, plane) for plane in stage_plan(frame.chapter, 0).large]
    with pytest.raises(ValueError, match=r"^X padded has 42×42 cells, in which its numbers have no room"):
        fitting(planes, (682, 800))
    with pytest.raises(ValueError, match="about one chapter"):
        pdf(subject_of("a"), SHEET._replace(chapter="all"))
