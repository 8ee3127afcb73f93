"""Positions and cells in words."""

import re

import numpy as np
import pytest
from run_catalogue import experiments, runs

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.explain.words import cell_words, headline, place, sentence
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
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
    "pad": r"\d (cells?|rows?) .*: (zeros|−∞|what lies|the cells)",
    "convolve": r"every window times W.?, summed, plus b.?, is one cell of Y",
    "activate": r"each number by itself",
    "max_pool": r"the largest of each window; the mask says who (will get the gradient|has won any)",
    "average_pool": r"mean of each window",
    "global_pool": r"mean of each channel",
    "flatten": r"one list, row by row",
    "linear": r"every unit sums over all inputs",
    "loss": r"outputs? (are added up|is taken as it is)",
    "mse": r"mean of the squared differences",
    "cross_entropy": r"logits to probabilities to −log",
    "upstream": r"gradient is (1|given|the slope of the sigmoid)",
    "mse_back": r"difference, times 2/\d",
    "cross_entropy_back": r"probabilities, minus 1 for the right class",
    "linear_weight": r"every weight gets its input times its unit's gradient",
    "linear_input": r"every input collects from all units",
    "flatten_back": r"the shape it had",
    "max_pool_back": r"(winner takes|tie take) the( whole)? gradient",
    "average_pool_back": r"every cell of the window .*the same share",
    "global_pool_back": r"every cell of a channel gets the same share",
    "activate_back": r"times the slope of the function",
    "accumulate": r"each weight gets the cells that it lay on, times dY.?; db.? gets dY.?",
    "correlate": r"each weight collects (X|A|Y).* · dY.? over all windows",
    "bias_gradient": r"bias .* gradient",
    "scatter": r"every window adds dY.? · W.? to the cells that it read",
    "gather": r"each cell collects from all outputs that it went into",
    "spread": r"zeros go around",
    "turn": r"each kernel turns by 180°",
    "full": r"the turned kernel slides over dY.? spread",
    "crop": r"the border comes off again",
    "update_weight": r"every weight goes a step against its gradient",
    "update_bias": r"every bias goes a step against its gradient",
}
"""What must be said of each chapter of a kind, whatever the words around it."""

OF_LOSS = {
    ("sum", "loss"): "all outputs are added up: a way to look at gradients, with no target to learn",
    ("cell", "loss"): "one output is taken",
    ("sum", "upstream"): "its gradient is 1",
    ("cell", "upstream"): "only the chosen output",
    ("sigmoid_slope", "upstream"): "slope of the sigmoid",
    ("typed", "upstream"): "the gradient is given, not",
}
"""What must be said besides, with each loss."""


def test_each_headline_says_what_happens():
    kinds, losses = set(), set()
    for name, run in runs():
        for chapter in run.chapters:
            kind, told = chapter.kind.value, headline(chapter)[1]
            assert re.search(SAID[kind], told), (name, chapter.key, told)
            kinds.add(kind)
            of_loss = experiments()[name.partition(",")[0]].loss.name, kind
            if kind in ("loss", "upstream"):
                assert OF_LOSS[of_loss] in told, (name, told)
                losses.add(of_loss)
    assert kinds == {kind.value for kind in ChapterKind} == SAID.keys()
    assert losses == OF_LOSS.keys()


def test_a_headline_calls_the_arrays_by_the_names_that_they_have_in_the_chapter():
    named = 0
    for name, run in runs():
        for chapter in run.chapters:
            labels = {info.label for info in chapter.info.values()}
            found = re.findall(r"\bd?[A-Zb][₀-₉]?(?: padded| spread)?\b", headline(chapter)[1])
            assert set(found) <= labels, (name, chapter.key, headline(chapter)[1])
            named += len(found)
    assert named > 100


def test_the_place_says_step_cell_and_result(run):
    words = place(at(run, "convolve", 27))
    assert "step 28 of 64" in words
    assert "Y[3, 3] = −0.13" in words  # it is −0.125
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


@pytest.mark.parametrize("reason", ["no target is set", "No target is set.", "no target is set."])
def test_a_sentence_ends_in_one_full_stop(reason):
    assert sentence(reason) == "No target is set."
