"""Positions and cells in words."""

import numpy as np
import pytest
from run_catalogue import runs

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.explain.words import cell_words, headline, place, sentence
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


def made(image):
    layer = convolution(Window(), image.shape[2], ("Sobel x",))
    return run_of(Experiment((image,), (layer,), "drawn"), RunOptions(0))


@pytest.fixture(scope="module")
def run():
    return made(np.arange(64.0).reshape(8, 8, 1) / 64)


def at(run, key, step, term=None):
    keys = [chapter.key for chapter in run.chapters]
    return Frame(run, Position(keys.index(key), step, term))


def test_every_chapter_has_a_headline(run):
    for chapter in run.chapters:
        title, subtitle = headline(chapter)
        assert title == chapter.title
        assert subtitle


SAID = {
    "pad": "border goes around",
    "convolve": "every window",
    "activate": "by itself",
    "max_pool": "largest",
    "average_pool": "mean of each window",
    "global_pool": "mean of each channel",
    "flatten": "one list",
    "linear": "every unit",
    "loss": "how large",
    "mse": "squared differences",
    "cross_entropy": "probabilities",
    "upstream": "way back begins",
    "mse_back": "2/N",
    "cross_entropy_back": "minus 1",
    "linear_weight": "every weight",
    "linear_input": "every input",
    "flatten_back": "shape it had",
    "max_pool_back": "winner",
    "average_pool_back": "share",
    "global_pool_back": "same share",
    "activate_back": "slope",
    "accumulate": "every window",
    "correlate": "each weight",
    "bias_gradient": "bias",
    "scatter": "into dX",
    "gather": "each cell of dX",
    "spread": "zeros",
    "turn": "180°",
    "full": "turned kernel",
    "crop": "comes off",
    "update_weight": "against the slope",
    "update_bias": "against the slope",
}
"""What must be said of each kind of chapter, whatever the words around it."""


def test_each_headline_says_what_happens():
    told = {}
    for _, run in runs():
        told |= {chapter.kind.value: headline(chapter)[1] for chapter in run.chapters}
    assert told.keys() == {kind.value for kind in ChapterKind} == SAID.keys()
    assert not [(kind, told[kind]) for kind, words in SAID.items() if words not in told[kind]]


def test_the_place_says_step_cell_and_result(run):
    words = place(at(run, "convolve", 27))
    assert "step 28 of 64" in words
    assert "Y[3, 3] = −0.12" in words
    assert "term" not in words


def test_within_a_step_the_place_says_the_term(run):
    words = place(at(run, "convolve", 27, 5))
    assert "term 5 of 10" in words
    assert "so far" in words


def test_a_cell_is_told_to_its_last_digit(run):
    words = cell_words(at(run, "convolve", 27), Cell("x_pad", (0, 2, 5, 0)))
    assert words == "X padded[2, 5] = 0.1875"


def test_a_whole_number_stays_whole_and_has_a_true_minus(run):
    words = cell_words(at(run, "convolve", 27), Cell("weight", (1, 2, 0, 0)))
    assert words == "W[1, 2] = −2"


def test_a_cell_that_is_not_there_yet_says_so(run):
    words = cell_words(at(run, "convolve", 27), Cell("y", (0, 7, 7, 0)))
    assert "not computed yet" in words
    assert "click" in words


def test_a_written_cell_can_be_clicked_and_a_read_one_cannot(run):
    frame = at(run, "convolve", 27)
    assert "click" in cell_words(frame, Cell("y", (0, 0, 0, 0)))
    assert "click" not in cell_words(frame, Cell("x_pad", (0, 0, 0, 0)))


def test_a_third_is_told_to_its_last_digit():
    frame = at(made(np.full((3, 3, 1), 1 / 3)), "convolve", 4)
    words = cell_words(frame, Cell("x_pad", (0, 1, 1, 0)))
    assert words == "X padded[1, 1] = 0.3333333333333333"


@pytest.mark.parametrize(("reason", "told"), [("stride starts at 1", "Stride starts at 1."), ("", "")])
def test_a_reason_is_told_as_a_sentence(reason, told):
    assert sentence(reason) == told
