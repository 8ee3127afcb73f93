"""After a training numbers are read without exponents: in cells, in the lens, and in the strip.

What is less than a ten-thousandth has one, where it is not next to 0 beside the others.
"""

import re
from dataclasses import replace

import numpy as np
import pytest

from cnnviz.canvas.cell_sizes import LONG
from cnnviz.canvas.grids.cells import UNTOUCHED
from cnnviz.canvas.lens.slots import Slot
from cnnviz.canvas.lens.words import said_of
from cnnviz.experiment.layers import Linear
from cnnviz.explain.number_format import NEXT_TO_ZERO, PLAIN_FROM
from cnnviz.explain.numbers import shown
from cnnviz.explain.sums.formula import formula
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.lessons.lesson import lesson_for
from cnnviz.run.numbers.training import trained
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

_EXPONENT = re.compile(r"[\d.]+e[−\d]+")
_ROOMS = [(912, 490), (1200, 560), (650, 420)]
_STEPS = (0, 5, 6, 9, 12, 15, 20, 36, 37)


@pytest.fixture(scope="module")
def rounds():
    return trained(lesson_for(first_example()).experiment, 310)


@pytest.fixture
def learned(rounds):
    """Return the run of the first lesson once it has been trained."""
    return run_of(rounds[-1].experiment, RunOptions(0))


def frames(run):
    for number, chapter in enumerate(run.chapters):
        for step in _STEPS:
            if step < len(chapter.trace):
                yield Frame(run, Position(number, step))


def in_cells(scene):
    """Yield the numbers that are reached in cells with digits, as they are written there.

    Not where thousandths are the largest and plain decimals, of which they would need four, are too long.
    """
    for grid in (*scene.grids.values(), *scene.lens.face.grids.values()):
        digits = grid.typography(grid.cell)
        reached = grid.progress != UNTOUCHED
        if digits is not None and digits.all_fit and (grid.cell >= LONG or digits.form.largest >= 0.005):
            yield from ((value, digits.form.in_cell(value)) for value in grid.values[reached].tolist())


def in_words(frame, scene):
    """Yield what the strip and the lens say, and what the lens would say if it had room."""
    yield str(formula(frame))
    yield from said_of(frame)
    yield from (item.text() for item in scene.lens.face.fixed if hasattr(item, "text"))


@pytest.mark.some(4)
@pytest.mark.parametrize("room", _ROOMS)
@pytest.mark.parametrize("number", [60, 100, 200, 310])
def test_no_number_of_a_trained_lesson_has_an_exponent_but_the_least(new_stage, rounds, number, room):
    stage, seen = new_stage(*room), set()
    for frame in frames(run_of(rounds[number - 1].experiment, RunOptions(0))):
        stage.set_frame(frame)
        scene = stage.scene()
        for value, text in in_cells(scene):
            assert "e" not in text or abs(value) < PLAIN_FROM, (frame.chapter.key, value, text)
            seen.add(text)
        for words in in_words(frame, scene):
            least = [float(text.replace("−", "-")) for text in _EXPONENT.findall(words)]
            assert all(number < PLAIN_FROM for number in least), (frame.chapter.key, words)
    assert NEXT_TO_ZERO in seen


def test_a_number_of_the_lens_by_itself_has_its_digits(new_stage, learned):
    """One is never said to be next to 0 that is small beside the others: with it one calculates."""
    stage, small = new_stage(*_ROOMS[0]), 0
    for frame in frames(learned):
        stage.set_frame(frame)
        face = stage.scene().lens.face
        for put, grid in face.grids.items():
            block = face.blocks.get(put.node.slot)
            if block is not None and grid.values.shape == (1, 1):
                (value,) = grid.values.ravel().tolist()
                text = grid.written.in_cell(value)
                assert text != NEXT_TO_ZERO, (frame.chapter.key, value)
                small += 0 < abs(value) < 1e-3
    assert small


def test_where_next_to_0_is_written_it_is_not_said_to_be_equal(new_stage, learned):
    number = next(n for n, one in enumerate(learned.chapters) if one.key == "scatter")
    stage, seen = new_stage(*_ROOMS[1]), 0
    for step in range(len(learned.chapters[number].trace)):
        stage.set_frame(Frame(learned, Position(number, step)))
        face = stage.scene().lens.face
        for gives in (put.node.gives for put in face.puts if getattr(put.node, "gives", None) is not None):
            made = face.blocks.get(gives.of)
            if made is None:
                continue
            text = written(face, gives.of)
            if any(text(tile.value) == NEXT_TO_ZERO for tile in made.tiles if tile.done):
                seen += 1
                assert "≈" in sign_of(face, gives)
    assert seen


def written(face, slot: Slot):
    return next(grid.written.in_cell for put, grid in face.grids.items() if put.node.slot == slot)


def sign_of(face, gives):
    """Return what stands before, or over, what is made."""
    put = next(put for put in face.puts if getattr(put.node, "gives", None) == gives)
    near = [item for item in face.fixed if hasattr(item, "font") and item.text().endswith(("=", "≈", "Σ"))]
    middle = np.array([put.x + put.width / 2, put.y + put.height / 2])

    def far(item):
        centre = item.sceneBoundingRect().center()
        return float(np.hypot(*(np.array([centre.x(), centre.y()]) - middle)))

    return min(near, key=far).text()


@pytest.mark.parametrize("step", range(11))
def test_small_probabilities_are_next_to_0_in_cells_and_have_digits_in_the_lens(new_stage, step):
    experiment = classifier()
    layers = tuple(
        replace(layer, weight=layer.weight * 6) if isinstance(layer, Linear) else layer
        for layer in experiment.layers
    )
    run = run_of(experiment.with_layers(layers), RunOptions(0))
    number = next(n for n, one in enumerate(run.chapters) if one.key == "cross_entropy")
    assert 0 < run.chapters[number].arrays["probability"].min() < 1e-3
    stage = new_stage(*_ROOMS[0])
    frame = Frame(run, Position(number, step))
    stage.set_frame(frame)
    cells = list(in_cells(stage.scene()))
    assert not any("e" in text for value, text in cells if value not in frame.chapter.arrays["log_total"])
    words, alone = str(formula(frame)), frame.chapter.arrays["log_total"].item()
    assert "e−" not in words.replace(shown(alone), "")
