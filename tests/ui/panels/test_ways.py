"""The ways to a gradient: where they are offered, and that they arrive at the same numbers."""

from itertools import pairwise

import numpy as np
import pytest
from layer_tools import chapters, click, go_to, named
from PyQt5.QtWidgets import QAbstractButton

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.layers import Linear
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.timeline import Position


@pytest.mark.parametrize(
    ("key", "buttons"),
    [
        ("accumulate", {"accumulate": "accumulate", "correlate": "correlate"}),
        ("scatter", {"gather": "gather", "full": "full", "scatter": "scatter"}),
    ],
)
def test_the_ways_are_switched_and_the_numbers_stay(opened, key, buttons):
    window = opened("colour")
    go_to(window, key, 3)
    result = "dweight" if key == "accumulate" else "dx_pad"
    numbers = window.session.frame.chapter.arrays[result]
    for button, arrives in buttons.items():
        click(named(window, f"way_{button}"))
        chapter = window.session.frame.chapter
        assert chapter.key == arrives
        assert named(window, f"way_{button}").isChecked()
        written = chapter.trace.progress(len(chapter.trace))[result] == 2
        np.testing.assert_allclose(chapter.arrays[result][written], numbers[written], 1e-12, 1e-12)
    assert window.session.undo_stack.count() == 0


def test_the_first_has_its_line_at_the_left_as_the_last_has_it_at_the_right(opened):
    window = opened("colour")
    go_to(window, "scatter", 3)
    click(named(window, "way_gather"))
    image = named(window, "way_scatter").parentWidget().grab().toImage()
    middle = image.height() // 2
    first, last = (image.pixelColor(x, middle).name() for x in (0, image.width() - 1))
    assert first == last != image.pixelColor(3, middle).name()


def offered(window):
    return {
        button.objectName()
        for button in window.findChildren(QAbstractButton)
        if button.objectName().startswith("way_") and button.isVisibleTo(window)
    }


def test_the_ways_are_offered_only_where_there_are_several(opened):
    window = opened("colour")
    for number, chapter in enumerate(chapters(window)):
        window.session.seek(Position(number, 0))
        shown = offered(window)
        if chapter.kind is ChapterKind.ACCUMULATE:
            assert shown == {"way_accumulate", "way_correlate"}
        elif chapter.kind is ChapterKind.SCATTER:
            assert shown == {"way_scatter", "way_gather", "way_full"}
        else:
            assert not shown, chapter.key


def test_a_bias_that_is_apart_in_every_way_has_no_switch(opened):
    window = opened("classifier", weight_gradient="correlate")
    found = {}
    for number, chapter in enumerate(chapters(window)):
        if chapter.kind is ChapterKind.BIAS_GRADIENT:
            window.session.seek(Position(number, 0))
            layer = window.session.experiment.layers[chapter.layer]
            found[type(layer)] = offered(window)
    assert found == {Linear: set(), Convolution: {"way_accumulate", "way_correlate"}}


@pytest.mark.some(2)
@pytest.mark.parametrize("way", ["scatter", "gather", "full"])
def test_the_chapters_of_a_way_are_all_reached(opened, way):
    window = opened("colour", input_gradient=way)
    keys = [chapter.key for chapter in chapters(window)]
    expected = {"scatter": ["scatter"], "gather": ["gather"], "full": ["spread", "turn", "full"]}[way]
    start = keys.index(expected[0])
    assert keys[start : start + len(expected)] == expected
    for key in expected:
        go_to(window, key)
        chapter = window.session.frame.chapter
        assert (chapter.heading or chapter.title) in named(window, "heading").text()


def test_a_switch_is_as_wide_as_its_words_whatever_was_there_before(opened, qapp):
    window = opened("colour")
    window.resize(1280, 800)
    for key in ("accumulate", "scatter", "accumulate"):
        go_to(window, key, 3)
        qapp.processEvents()
        shown = [button for button in window.work.ways.findChildren(QAbstractButton) if button.isVisible()]
        ends = sorted((button.x(), button.x() + button.width()) for button in shown)
        assert all(end == start for (_, end), (start, _) in pairwise(ends))
