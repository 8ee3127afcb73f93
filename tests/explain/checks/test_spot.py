"""Which cells can be nudged, and how they lie on the small sheet."""

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.explain.checks.sheet import in_plane, plane_of, planes, sheet
from cnnviz.explain.checks.spot import Spot, givens, spot_of, why_computed
from cnnviz.run.compute import run_of
from cnnviz.run.edits import can_be_set, with_number
from cnnviz.trace.steps import Cell


@pytest.fixture(scope="module", params=["colour", "classifier", "positions", "in groups"])
def run(request):
    return run_of(experiments()[request.param])


def test_what_an_edit_would_change_can_be_nudged_and_nothing_else(run):
    experiment = run.numbers.experiment
    for chapter in run.chapters:
        for name, array in chapter.arrays.items():
            for index in {(0,) * array.ndim, tuple(size - 1 for size in array.shape)}:
                cell = Cell(name, index)
                spot = spot_of(run, chapter, cell)
                assert (spot is not None) == can_be_set(experiment, chapter, cell), (chapter.key, cell)
                if spot is None:
                    assert chapter.label(name) in why_computed(chapter, cell)
                    continue
                assert spot.value == array[index]
                changed = run_of(with_number(experiment, chapter, cell, 0.125))
                assert (
                    Spot(next(one for one in givens(changed) if one.is_same(spot.given)), spot.at).value
                    == 0.125
                )


def test_every_number_lies_on_one_sheet_and_once(run):
    for given in givens(run):
        seen = [
            tuple(cell)
            for at, _ in planes(given)
            for cell in sheet(given, at).reshape(-1, given.array.ndim).tolist()
            if cell[0] >= 0
        ]
        assert sorted(seen) == sorted(np.ndindex(given.array.shape))
        for at, _ in planes(given):
            assert (sheet(given, at) == at).all(-1).any()
            assert plane_of(given, at) == at


def test_planes_are_called_by_filter_and_channel():
    run = run_of(experiments()["colour"])
    image, weight = givens(run)[:2]
    assert [words for _, words in planes(image)] == ["red", "green", "blue"]
    assert [words for _, words in planes(weight)][:4] == [
        "filter 0 · channel 0",
        "filter 0 · channel 1",
        "filter 0 · channel 2",
        "filter 1 · channel 0",
    ]
    assert in_plane(weight, (1, 2, 0, 0), (0, 0, 2, 3)) == (1, 2, 2, 3)
    assert Spot(weight, (1, 2, 2, 3)).name == "W[1, 2]"
    assert Spot(weight, (1, 2, 2, 3)).plane == "filter 3 · channel 2"
