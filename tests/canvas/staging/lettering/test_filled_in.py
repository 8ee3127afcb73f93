"""Zeros that are put around a gradient and between its cells look as padding does, unlike its own zeros; it is said."""

import numpy as np
import pytest
from drawn_grids import shot
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Const

WORDS = "filled in"


def run_with(**window):
    layer = convolved(1, 1, size=(6, 6), padding=(1, 1), **window)
    return run_of(Experiment((image(1, (6, 6)),), (layer, Activation("relu"))), WAYS["turned"])


def last_of(run, kind):
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    return Frame(run, Position(number, len(run.chapters[number].trace) - 1))


def zeros_put(run):
    """Return which cells are written as a zero that is filled in, by the steps that write them."""
    chapter = last_of(run, ChapterKind.SPREAD).chapter
    filled = np.zeros(chapter.arrays["dy_spread"].shape[1:3], bool)
    for step in chapter.trace:
        for update in step.updates:
            filled[update.target.index[1:3]] = any(isinstance(one, Const) for one in update.terms[0])
    return filled


def said(stage):
    items = stage.scene().items()
    return {i.text() for i in items if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()}


@pytest.mark.parametrize("kind", [ChapterKind.SPREAD, ChapterKind.FULL])
@pytest.mark.parametrize("window", [{}, {"stride": (2, 2)}, {"stride": (1, 2), "dilation": (2, 1)}])
def test_what_is_filled_in_looks_unlike_zeros_of_the_gradient(new_stage, kind, window):
    run = run_with(**window)
    stage, frame, filled = new_stage(1221, 420), last_of(run, kind), zeros_put(run)
    stage.set_frame(frame)
    assert WORDS in said(stage)
    grid = stage.scene().grids["dy_spread0"]
    grid.setPos(0, 0)
    corners = shot(grid)[2 :: grid.cell, 2 :: grid.cell]  # of cells, where no digit is
    zero = frame.arrays["dy_spread"][0, :, :, 0] == 0
    own, put = ({*map(tuple, corners[zero & which].tolist())} for which in (~filled, filled))
    assert len(own) == len(put) == 1
    assert own != put


def test_nothing_is_said_of_it_where_nothing_is_filled_in(new_stage):
    stage = new_stage(1221, 420)
    stage.set_frame(last_of(run_with(), ChapterKind.TURN))
    assert WORDS not in said(stage)


def test_beside_padding_its_swatch_shows_where_it_lies(new_stage):
    stage = new_stage(1221, 420)
    run = run_of(
        Experiment((image(1, (6, 6)),), (convolved(1, 1, size=(6, 6), padding=(1, 1)),)), WAYS["turned"]
    )
    stage.set_frame(last_of(run, ChapterKind.FULL))
    stage.scene().arrange(*stage.scene().room)
    texts = {i.text(): i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem)}
    assert {"padding", WORDS} <= said(stage)
    swatches = [
        min(
            (item for item in stage.scene().items() if isinstance(item, GridItem)),
            key=lambda item, words=words: (
                abs(item.x() + 18 - texts[words].x()) + abs(item.y() - texts[words].y())
            ),
        )
        for words in ("padding", WORDS)
    ]
    for swatch in swatches:
        swatch.setPos(0, 0)
    padding, filled = (shot(swatch) for swatch in swatches)
    assert (padding != 0).any()
    assert padding.shape == filled.shape
    assert (padding != filled).any()
