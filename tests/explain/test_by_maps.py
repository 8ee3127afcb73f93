"""A unit's sum, map by map: what the lens adds up for each, to the bit; what is hidden hides it."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.explain.by_maps import by_maps
from cnnviz.explain.lenses.lens import lens
from cnnviz.gallery.classifier import classifier
from cnnviz.hidden import hidden_among
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Known, Veil
from cnnviz.trace.steps import Cell


@pytest.fixture(scope="module")
def run():
    return run_of(classifier())


def linear(run):
    return next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.LINEAR)


def test_the_sums_are_those_of_the_lens(run):
    number = linear(run)
    sums = by_maps(run.chapters[number])
    assert sums.shape == (3, 4)
    for unit in range(3):
        (working,) = lens(Frame(run, Position(number, unit)))
        assert [group.total.value for group in working.groups] == sums[unit].tolist()


def test_a_list_that_was_no_image_is_one_map(run):
    chapter = run.chapters[linear(run)]
    info = {**chapter.info, "x": chapter.info["x"]._replace(maps=None)}
    sums = by_maps(replace(chapter, info=info))
    assert sums.shape == (3, 1)
    y = chapter.arrays["y"][0] - chapter.arrays["bias"]
    assert sums[:, 0] == pytest.approx(y, abs=1e-12)


def test_a_hidden_weight_hides_the_sum_that_it_is_in_and_a_hidden_result_all_of_its_unit(run):
    number, labels = linear(run), run.chapters[linear(run)].info
    weight = Veil(run).over([Cell(labels["weight"].label, (5, 1))])
    hidden = hidden_among(by_maps(weight.chapters[number]))
    assert np.argwhere(hidden).tolist() == [[1, 1]]  # number 5 of 64 belongs to map 1 of 4
    result = Veil(run).over([Cell(labels["y"].label, (0, 2))])
    assert np.argwhere(hidden_among(by_maps(result.chapters[number]))[:, 0]).tolist() == [[2]]


def test_what_is_not_known_yet_to_someone_who_predicts_is_hidden(run):
    number = linear(run)
    known = Veil(run).over((), Known(number, 1))
    assert hidden_among(by_maps(known.chapters[number])).all(axis=1).tolist() == [False, True, True]
