"""A page has the gradients of the filters that are not followed beside that of the one that is, but on a phone."""

import numpy as np
import pytest
from page_reader import PARTIAL, WAITING, read
from run_catalogue import convolved, image

from cnnviz.experiment.document import Experiment
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions
from cnnviz.storage import Document

FILTERS = 3


def numbers_in(tree):
    return {tree} if isinstance(tree, int) else set().union(*map(numbers_in, tree[3:]))


@pytest.mark.parametrize("way", ["accumulate", "correlate"])
def test_the_gradients_of_filters_that_are_not_followed_are_there_and_finished(way):
    experiment = Experiment((image(1),), (convolved(1, FILTERS),))
    options = RunOptions(1, weight_gradient=way)
    page = read(Document(experiment, options), chapter=way)
    (chapter,), (finished,) = (
        page.chapters,
        (one.arrays["dweight"] for one in run_of(experiment, options).chapters if one.key == way),
    )
    (stage,) = chapter["stages"]
    small = {
        number: plane
        for number, plane in enumerate(stage["planes"])
        if "not stepped" in page.text(plane["subtitle"])
    }
    assert [page.text(plane["subtitle"]) for plane in small.values()] == [
        "not stepped · filter 0",
        "not stepped · filter 2",
    ]
    for plane, other in zip(small.values(), (0, 2), strict=True):
        _, *looks = plane["as_far_as"]
        for look in looks:  # however far the one in hand is
            shown = [page.glyph(number) for number in look]
            assert not any(marks & (WAITING | PARTIAL) for _, marks in shown)
            told = [float(text.replace("−", "-")) for text, _ in shown]
            np.testing.assert_allclose(told, finished[:, :, 0, other].ravel(), atol=0.006)
    ways, bare = (set().union(*map(numbers_in, stage[name])) for name in ("ways", "bare"))
    assert ways - bare == set(small)
