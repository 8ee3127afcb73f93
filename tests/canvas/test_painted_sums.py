"""The numbers in the strip are read off what it paints: they are those of the run, and they add up."""

import re

import pytest
from painted_texts import number, texts, written
from run_catalogue import WAYS, experiments

from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.palette import palette
from cnnviz.explain.formula import formula
from cnnviz.run.compute import run_of
from cnnviz.run.frame import Frame
from cnnviz.run.timeline import Position

STEPS = 5  # of each chapter


@pytest.fixture
def strip(qtbot):
    strip = FormulaStrip(palette("light"))
    qtbot.addWidget(strip)
    strip.resize(3000, 300)
    return strip


def frames(name, way):
    """Yield some frames of every chapter of an experiment's run."""
    run = run_of(experiments()[name], WAYS[way])
    for number_, chapter in enumerate(run.chapters):
        for step in range(0, len(chapter.trace), max(len(chapter.trace) // STEPS, 1)):
            yield Frame(run, Position(number_, step))


def target(frame):
    """Return the number that a frame's step has come to, of the cell that is written out."""
    (cell,) = formula(frame).target.cells
    return float(frame.arrays[cell.array][cell.index])


def close(text, value):
    """Return whether a number is what a text says, as far as the text goes."""
    said, digits = number(text), re.search(r"\.(\d+)", text)
    slack = 0.5 * 10.0 ** -len(digits[1] if digits else "")
    return abs(said - value) <= (0.5 * abs(value) if "e" in text else slack) + 1e-9


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["signed", "colour", "classifier"])
def test_the_result_is_the_number_that_the_step_has_come_to(strip, name, way):
    negative = 0
    for frame in frames(name, way):
        strip.set_formula(formula(frame))
        result = next(text for text in texts(strip) if text.startswith("= "))
        assert close(result, target(frame)), (frame.chapter.key, frame.position, result)
        negative += target(frame) < -0.01
    assert negative > 5


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["signed", "colour"])
def test_the_terms_add_up_to_it(strip, name, way):
    sums = 0
    for frame in frames(name, way):
        strip.set_formula(formula(frame))
        lines = written(strip)
        result = next(place for place, line in enumerate(lines) if line.text.startswith("= "))
        terms = [line.text for line in lines[: result - 2] if not re.match(r"[^\W\d]+( \d+)?$", line.text)]
        if any(text.endswith("(") for text in terms):
            continue  # a maximum, or a function of the sum
        plain = re.sub(r" \([^()]*\)", "", "".join(terms)).replace("·", "*").replace("−", "-")
        count = plain.count("+") + 1
        largest = max(abs(float(found)) for found in re.findall(r"\d[\d.]*(?:e-?\d+)?", plain + "+1"))
        assert abs(eval(plain) - target(frame)) <= 0.01 * count * largest + 1e-9, (frame.chapter.key, terms)
        sums += count > 1
    assert sums > 20
