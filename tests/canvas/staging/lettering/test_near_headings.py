"""A heading stands visibly nearer to its own grid than to what is above, and grids of an array are told apart alike."""

import pytest
from painted_texts import texts, written
from PyQt5.QtCore import QPointF
from PyQt5.QtGui import QFontMetrics
from run_catalogue import experiments

from cnnviz.application import typeface, write_in
from cnnviz.canvas.palette import palette
from cnnviz.canvas.plans.boxes import HEADING
from cnnviz.canvas.plans.stage_plan import Plane, Size
from cnnviz.canvas.staging.lettering.heading import Heading, subtitles_of
from cnnviz.gallery.classifier import classifier
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

NARROW = 647, 394
"""Of the stage in a window of 1024x700 with Explain."""
FRAMED = 3
"""Pixels over the cells that a frame around them takes at least."""


@pytest.fixture
def text_size(qapp):
    """Return what writes everywhere in so many hundredths of the usual size."""
    yield lambda percent: write_in(qapp, percent)
    write_in(qapp, 100)


def frames(name):
    """Yield the keys of an experiment's chapters, and each in the middle."""
    run = run_of(experiments()[name])
    for number, chapter in enumerate(run.chapters):
        yield chapter.key, Frame(run, Position(number, len(chapter.trace) // 2))


def headed(stage):
    """Return for each grid that is headed its plane, its rectangle on the stage, and the line that begins over it."""
    scene, lines = stage.scene(), written(stage)
    for plane in scene.plan.planes:
        rect = scene.grids[plane.key].sceneBoundingRect()
        rect.moveTopLeft(QPointF(stage.mapFromScene(rect.topLeft())))
        over = (
            line
            for line in lines
            if 0 < rect.top() - line.at.y() < 2 * HEADING and abs(line.at.x() - rect.left()) < 2
        )
        line = max(over, key=lambda line: line.at.y(), default=None)
        if plane.headed and line is not None:
            yield plane, rect, line


def above(rect, others):
    """Return how far up the next grid over one is, None where there is none."""
    over = [
        other.bottom()
        for other in others
        if other.bottom() <= rect.top() and other.left() < rect.right() and rect.left() < other.right()
    ]
    return rect.top() - max(over) if over else None


@pytest.mark.some(1)
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize(("name", "least"), [("classifier", 20), ("colour", 20), ("grey", 0)])
def test_it_is_at_least_twice_as_far_from_what_is_above(new_stage, text_size, name, least, percent):
    text_size(percent)
    stage, seen = new_stage(*NARROW), 0
    for key, frame in frames(name):
        stage.set_frame(frame)
        found = [*headed(stage)]
        for plane, rect, line in found:
            free = above(rect, [other for _, other, _ in found])
            if free is not None:
                own = rect.top() - line.at.y()
                capitals = QFontMetrics(typeface(line.pixels)).capHeight()
                assert free - own - capitals >= 2 * own, (key, plane, line)
                seen += 1
    assert seen >= least


def test_no_frame_around_its_cells_cuts_it_off(new_stage):
    stage, seen = new_stage(*NARROW), 0
    for key, frame in frames("classifier"):
        stage.set_frame(frame)
        for plane, rect, line in headed(stage):
            assert line.at.y() + QFontMetrics(typeface(line.pixels)).descent() <= rect.top() - FRAMED, (
                key,
                plane,
            )
            seen += 1
    assert seen >= 20


def test_a_name_and_what_stands_behind_it_are_on_one_line(new_stage):
    stage, seen = new_stage(1400, 700), 0
    for _, frame in frames("classifier"):
        stage.set_frame(frame)
        lines = written(stage)
        for plane in stage.scene().plan.planes:
            ends = [line for line in lines if line.text in (plane.title, plane.subtitle) and line.text]
            for one in ends:
                beside = [line.at.y() for line in ends if 0 < line.at.x() - one.at.x() < 140]
                near = [y for y in beside if abs(y - one.at.y()) < 5]
                assert {round(y, 2) for y in near} <= {round(one.at.y(), 2)}, (plane, one)
                seen += len(near)
    assert seen >= 10


def subtitles(stage, key, array):
    """Return what stands behind the names of the grids of an array, from the first to the last."""
    run = run_of(classifier(), RunOptions(0))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.key == key)
    stage.set_frame(Frame(run, Position(number, 0)))
    layout, planes = stage.scene().layout, stage.scene().plan.planes
    found = [(plane, Heading(plane, palette("light"))) for plane in planes]
    told = subtitles_of(found, layout.headings)
    words = [told[plane] for plane in planes if plane.array == array and plane.size is Size.MAIN]
    said = {*texts(stage)}
    for word in {*words} - {""}:
        before, apart, colour = word.rpartition(" · ")
        assert word in said or {f"{before}{apart}", colour} <= said  # which is written in it
    return words


def test_the_grids_of_an_array_are_told_apart_with_as_many_words_or_all_without(new_stage):
    narrow = new_stage(*NARROW)
    assert subtitles(narrow, "accumulate", "x_pad") == ["red", "green", "blue"]
    assert subtitles(narrow, "scatter", "dx_pad") == ["red", "green", "blue"]
    wide = new_stage(1400, 700)
    assert subtitles(wide, "accumulate", "x_pad") == ["10×10 · red", "10×10 · green", "10×10 · blue"]


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (400, ["9×9 · filter 0", "9×9 · filter 1"]),
        (70, ["filter 0", "filter 1"]),
        (40, ["", "filter 1"]),  # which has no name before it; behind one a number alone were its value
        (20, ["", ""]),
    ],
)
def test_what_the_first_has_no_room_for_the_others_leave_out_too(qapp, width, words):
    first = Plane("a", "dX", (), "dX", "9×9 · filter 0")
    second = Plane("b", "dX", (), "", "9×9 · filter 1")
    headings = [(plane, Heading(plane, palette("light"))) for plane in (first, second)]
    assert [
        *subtitles_of(headings, {"a": width, "b": max(width, 70) if width > 20 else 20}).values()
    ] == words
    alone = subtitles_of(headings[:1], {"a": width})[first]
    assert alone == words[0]
