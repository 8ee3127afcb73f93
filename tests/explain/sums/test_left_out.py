"""Of a long sum the terms that are 0 take no room: they are counted, and what is written out is all of the others."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import convolved, image

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role
from cnnviz.explain.sums.terms import MOST_PRODUCTS
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell, value_of

TURNED = RunOptions(0, "full", "correlate")
SAID = re.compile(r"(?:and )?(\d+) (?:products that are 0|zeros)")


def five(nan=False, bias=0.25):
    """Return the run of a 5x5 kernel over half an image of zeros, and a mean of what it makes."""
    numbers = np.array(image(1, (8, 8)))
    numbers[:, 4:] = 0
    if nan:
        numbers[1, 1] = np.nan
    layer = convolved(1, 1, size=(8, 8), kernel_size=(5, 5))
    layers = replace(layer, bias=np.array([bias])), Activation()
    pooling = AveragePooling(PoolingWindow((4, 4), (4, 4)))
    return run_of(Experiment((numbers,), (*layers, pooling), loss=Loss("cell", cell=(0, 0, 0))), TURNED)


def frames(run):
    for number, chapter in enumerate(run.chapters):
        for step in range(0, len(chapter.trace), 5):
            yield Frame(run, Position(number, step))


def terms(frame, update):
    """Return the cells and the values of the terms of an update."""
    for term in update.terms:
        values = [value_of(factor, frame.arrays) for factor in term]
        yield tuple(factor for factor in term if isinstance(factor, Cell)), math.prod(values)


@pytest.mark.parametrize("nan", [False, True])
def test_what_is_written_out_is_all_that_is_not_0(nan):
    kinds = set()
    for frame in frames(five(nan)):
        made = formula(frame)
        update = next(one for one in frame.step.updates if (one.target,) == made.target.cells)
        said = [int(found[1]) for piece in made.terms if (found := SAID.fullmatch(piece.text))]
        written = [piece.cells for piece in made.terms if piece.role is Role.TERM]
        if not said:
            assert len(written) == len(update.terms) + update.accumulate or not update.terms
            continue
        alone = len(update.terms[0]) == 1
        left = [cells for cells, value in terms(frame, update) if value or len(cells) + alone < 2]
        if len(update.terms[0]) > 1 and isinstance(update.terms[0][-1], Cell):
            assert written == left
        assert len(written) + sum(said) == len(update.terms) > MOST_PRODUCTS
        kinds.add(frame.chapter.key)
    assert kinds >= {"convolve", "correlate", "full"}
    assert nan or "average_pool" in kinds


def test_a_bias_is_written_out_though_it_is_0():
    run = five(bias=0.0)
    made = formula(Frame(run, Position([one.key for one in run.chapters].index("convolve"), 0)))
    assert made.terms[-2].text == "0"
    assert SAID.fullmatch(made.terms[-1].text)


def test_where_all_are_0_it_is_said_and_nothing_is_written_out():
    run = five()
    at = [one.key for one in run.chapters].index("full")
    made = formula(Frame(run, Position(at, len(run.chapters[at].trace) - 1)))
    assert str(made).endswith(" = 25 products that are 0 = 0")


def test_where_all_but_the_bias_are_0_it_is_said_before_that_is_added():
    run = five()
    at = [one.key for one in run.chapters].index("convolve")
    made = formula(Frame(run, Position(at, 7)))
    assert str(made).endswith(" = 25 products that are 0 + 0.25 = 0.25")


def test_who_goes_term_by_term_sees_every_term():
    run = five()
    at = [one.key for one in run.chapters].index("correlate")
    for term in (None, 1, 30):
        made = formula(Frame(run, Position(at, 0, term), by_terms=True))
        assert not any(SAID.fullmatch(piece.text) for piece in made.terms)
        assert sum(piece.role in (Role.TERM, Role.PENDING) for piece in made.terms) == 64
