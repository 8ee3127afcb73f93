"""A place in a difference is not read as one in what is taken off, and a number says what it is the inverse of."""

import pytest
from gallery_frames import frame_at
from run_catalogue import experiments

from cnnviz.explain.naming import cell_text
from cnnviz.run.compute import run_of
from cnnviz.trace.steps import Cell


def test_a_place_in_a_difference_is_of_all_of_it():
    chapter = frame_at("classifier_loss").chapter
    assert cell_text(Cell("shifted", (0, 1)), chapter) == "(Z − largest)[1]"
    assert cell_text(Cell("power", (0, 1)), chapter) == "exp[1]"
    assert cell_text(Cell("inverse", (0,)), chapter) == "1 / total"


@pytest.mark.parametrize("name", ["list", "positions"])
def test_so_is_one_in_what_is_off_a_target(name):
    chapter = next(one for one in run_of(experiments()[name]).chapters if "difference" in one.arrays)
    index = (0,) * chapter.arrays["difference"].ndim
    text = cell_text(Cell("difference", index), chapter)
    assert text.startswith("(")
    assert " − target)[0" in text
