"""A pupil who works with the numbers of the printed sheet reaches the key, or the key says by how much they miss."""

import re
from dataclasses import replace

import numpy as np
import pytest
from figure_tools import subject_of
from sheet_tools import drawn, texts

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.explain.number_format import format_in
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.worksheet.given import AS_EVERYWHERE, decimals_given, given_form, led_to
from cnnviz.export.worksheet.sums import worked
from cnnviz.export.worksheet.worksheet import questions
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.storage import Document

KEY = ExportOptions(worksheet=True, answers=True)


@pytest.fixture(scope="module")
def fractions():
    """Return a layer whose numbers have many digits, so that two of them are too few."""
    random = np.random.default_rng(5)
    layer = convolution(Window((3, 3)), 1, 1)
    layer = replace(layer, weight=frozen(random.normal(size=layer.weight.shape) * 9))
    image = frozen(random.random((6, 6, 1)))
    return Subject(Document(Experiment((image,), (layer,)), RunOptions(0), Position(0, 0)))


def wanted(asked):
    """Return the cells that a sheet asks for, each with the frame that makes it and the decimals that are given."""
    told = [(asked.fill.frame, cell, asked.fill.given) for cell in asked.fill.cells]
    one = asked.single
    return told + ([] if one is None else [(frame, cell, one.given) for frame, _, cell in one.wanted])


def number(text):
    return float(text.replace("−", "-"))


def by_hand(numbers):
    """Return what the printed terms of a key come to."""
    terms = " ".join(numbers).replace("−", "-").replace("·", "*").replace("(-", "(-")
    assert re.fullmatch(r"[-+*().0-9e ]+", terms), terms
    return eval(terms, {"__builtins__": {}})


@pytest.mark.some(1)
@pytest.mark.parametrize("chapter", ["convolve", "scatter", "accumulate"])
def test_what_is_printed_leads_to_the_key(qapp, fractions, chapter):
    asked = questions(fractions, KEY._replace(chapter=chapter, blank=2))
    for frame, cell, given in wanted(asked):
        one = worked(frame, cell, given)
        assert one.led_to == ""
        if "terms" not in one.numbers[0]:
            form = format_in(frame.chapter, cell.array, frame.decimals)
            assert number(form.text(by_hand(one.numbers))) == number(one.result)


def test_with_the_decimals_of_the_screen_it_would_not(qapp, fractions):
    asked = questions(fractions, KEY._replace(chapter="convolve", blank=2))
    others = [led_to(frame, cell, AS_EVERYWHERE) for frame, cell, _ in wanted(asked)]
    assert any(others)
    assert asked.fill.given > 2


def test_the_grids_show_what_the_key_works_with(qapp, fractions):
    options = KEY._replace(chapter="convolve", blank=2)
    asked = questions(fractions, options)
    sheet = texts(drawn(asked, options._replace(answers=False))[0])
    for cell in asked.fill.cells:
        for term in worked(asked.fill.frame, cell, asked.fill.given).numbers:
            for text in re.findall(r"−?[\d.]+", term):
                assert text in sheet, text


def test_where_no_more_decimals_have_room_the_key_says_what_comes_of_print(qapp, fractions):
    options = KEY._replace(chapter="convolve", blank=2)
    asked = questions(fractions, options)
    told = [(frame, cell) for frame, cell, _ in wanted(asked)]
    assert decimals_given(told, lambda given: False) == AS_EVERYWHERE
    asked = asked._replace(fill=asked.fill._replace(given=AS_EVERYWHERE))
    key = " ".join(filter(None, texts(drawn(asked, options)[0])))
    others = [led_to(asked.fill.frame, cell, AS_EVERYWHERE) for cell in asked.fill.cells]
    assert any(others)
    for other in filter(None, others):
        assert f"(by the printed numbers {other})" in key


def test_numbers_that_are_printed_whole_stay_as_they_are(qapp):
    asked = questions(subject_of("b"), KEY)
    assert asked.fill.given == AS_EVERYWHERE
    frame = asked.fill.frame
    for plane in asked.fill.sources:
        numbers = frame.chapter.arrays[plane.array]
        if not (numbers % 1).any():
            assert given_form(frame, plane.array, 6).decimals == 0


def test_a_small_number_that_is_given_has_its_digits(qapp):
    """On the screen its cell says that it is next to 0 beside the others: from that nobody reaches the key."""
    layer = convolution(Window((2, 2)), 1, 1)
    layer = replace(layer, weight=frozen(np.ones_like(layer.weight)), bias=frozen(np.zeros(1)))
    image = frozen(np.array([[0.9, 3e-4, 0.5], [0.25, 0.125, 6.4e-4], [0.3, 0.7, 0.1]])[:, :, None])
    subject = Subject(Document(Experiment((image,), (layer,)), RunOptions(0), Position(0, 0)))
    asked = questions(subject, KEY._replace(chapter="convolve", blank=1))
    sheet = texts(drawn(asked, KEY._replace(chapter="convolve", blank=1, answers=False))[0])
    assert any((text or "").startswith("0.0003") for text in sheet)
    assert "≈0" not in sheet
