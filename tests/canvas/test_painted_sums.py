"""The numbers in the strip are read off what it paints: they are those of the run, and they add up."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest
from painted_texts import number, texts, written
from run_catalogue import WAYS, experiments

from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.palette import palette
from cnnviz.explain.sums.formula import formula
from cnnviz.run.array_info import IMAGES
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

STEPS = 5  # of each chapter
NUMBER = r"\d[\d.]*(?:e-?\d+)?"
LEFT_OUT = re.compile(r"(and )?\d+ (products that are 0|zeros)")  # adds nothing
CHANNEL = r"red|green|blue|(channel|filter) \d+"
GIVEN = re.compile(r"padding|zero fill|∂L/∂[A-Z][₀-₉]*(\[[\d, ]+\])?|given")  # copied from nowhere


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
    digits = re.search(r"(?:\.(\d+))?(?:e(−?\d+))?$", text.strip(" ()"))
    power = int((digits[2] or "0").replace("−", "-")) - len(digits[1] or "")
    return abs(number(text) - value) <= 0.5 * 10.0**power + 1e-9


def found_at(frame, name):
    """Return the numbers that stand where a name points to: X[2, 3] is a cell of every channel."""
    label, _, place = name.rstrip("]").partition("[")
    chapter, at = frame.chapter, tuple(map(int, filter(None, place.split(", "))))
    (array,) = [key for key, info in chapter.info.items() if info.label == label]
    numbers = frame.arrays[array]
    before = (chapter.sample,) if chapter.info[array].axes == IMAGES else ()
    return np.ravel(numbers[before + at]).tolist()


def painted(strip):
    """Return what is written in large between target and result, the (number, name) pairs, and the result."""
    lines = written(strip)
    end = next(place for place, line in enumerate(lines) if re.match("[=≈] ", line.text))
    body = [line for line in lines[: end - 2] if not LEFT_OUT.fullmatch(line.text)]
    result = lines[end].text
    large = max((line.pixels for line in body), default=0)
    small = [place for place, line in enumerate(body) if line.pixels < large]
    named = [(body[k - 1].text, body[k].text) for k in small if not re.fullmatch(CHANNEL, body[k].text)]
    return [line.text for line in body if line.pixels == large], named, result


def is_copy(terms):
    """Return whether nothing is worked out: where the number is from stands alone."""
    return len(terms) == 1 and (GIVEN.fullmatch(terms[0]) or "[" in terms[0])


def worked_out(plain):
    """Return what a formula comes to exactly, as anyone would work it out from what is printed."""
    functions = {"F": Fraction, "tanh": math.tanh}
    return eval(re.sub(NUMBER, r"F('\g<0>')", plain), functions)


@pytest.mark.some(4)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["signed", "colour", "classifier"])
def test_the_result_is_the_number_that_the_step_has_come_to(strip, name, way):
    negative = 0
    for frame in frames(name, way):
        strip.set_formula(formula(frame))
        result = next(text for text in texts(strip) if re.match("[=≈] ", text))
        assert close(result, target(frame)), (frame.chapter.key, frame.position, result)
        negative += target(frame) < -0.01
    assert negative > 5


@pytest.mark.some(3)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["signed", "colour"])
def test_the_terms_add_up_to_it(strip, name, way):
    sums, signs = 0, set()
    for frame in frames(name, way):
        strip.set_formula(formula(frame))
        terms, _, result = painted(strip)
        if is_copy(terms):
            continue
        plain = "".join(terms).replace("·", "*").replace("−", "-")
        count = sum(bool(re.search(r"\d", term)) for term in terms)
        largest = max(abs(float(found)) for found in re.findall(NUMBER, plain + "+1"))
        come_to, told = worked_out(plain or "0"), (frame.chapter.key, terms, result)
        assert abs(come_to - target(frame)) <= 0.01 * count * largest + 1e-9, told
        plainly, _, rest = result[2:].partition(" but for rounding")
        assert not rest or abs(target(frame)) < 1e-12
        exact = come_to == Fraction(plainly.replace("−", "-"))
        assert result[0] == ("=" if exact else "≈"), told
        sums += count > 1
        signs.add(result[0])
    assert sums > 20
    assert signs == {"=", "≈"}


@pytest.mark.some(3)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["signed", "colour"])
def test_a_number_that_has_a_name_beside_it_is_the_one_that_stands_there(strip, name, way):
    beside = 0
    for frame in frames(name, way):
        strip.set_formula(formula(frame))
        for text, cell in painted(strip)[1]:
            assert any(close(text, value) for value in found_at(frame, cell)), (frame.chapter.key, text, cell)
            beside += 1
    assert (beside > 4) == (name == "colour")  # a bias beside one channel is named behind the sum


@pytest.mark.some(3)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["signed", "colour"])
def test_a_copy_names_the_cell_whose_number_it_is_and_says_copied(strip, name, way):
    copies = 0
    for frame in frames(name, way):
        strip.set_formula(formula(frame))
        terms, _, result = painted(strip)
        if not is_copy(terms):
            continue
        copied = "copied" in " ".join(texts(strip))
        assert copied == (not GIVEN.fullmatch(terms[0])), (frame.chapter.key, terms)
        assert result[0] == "="
        if copied:
            assert target(frame) in found_at(frame, terms[0]), (frame.chapter.key, terms)
            copies += target(frame) != 0
    assert copies >= 3
