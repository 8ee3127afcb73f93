"""Nothing of a sheet goes into the foot of a page, or beyond its margins."""

from contextlib import suppress

import numpy as np
import pytest
from figure_tools import subject_of
from gallery_frames import example
from seen_pixels import pixels_of
from sheet_tools import drawn, texts

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import MaxPooling, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.worksheet.paper import MARGIN, SIZES, Paper
from cnnviz.export.worksheet.worksheet import Questions, images, questions
from cnnviz.export.worksheet.worksheet import worksheet as sheet
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.qt import QImage, QPainter
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.storage import Document

KEY = ExportOptions(worksheet=True, answers=True)
FEET = "answer key on a page of its own", "answers"
_FOOT = 60  # pixels


def empty(name, foot):
    """Return a page with nothing on it but what stands at its end."""
    page = QImage(*SIZES[name], QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    Paper(painter, lambda: None, name, ("made with cnnviz", f"sheet 1 · {foot}"))
    painter.end()
    return pixels_of(page)


def check_room(asked, paper):
    """Look whether the margins and the foot of all pages are those of empty ones."""
    none = [empty(paper, foot) for foot in FEET]
    for number, page in enumerate(map(pixels_of, images(asked, KEY._replace(paper=paper)))):
        assert any(np.array_equal(page[-_FOOT:], one[-_FOOT:]) for one in none), f"foot of page {number}"
        for margin in (page[:, : MARGIN - 3], page[:, 3 - MARGIN :]):
            assert (margin == 255).all(), f"margin of page {number}"


@pytest.mark.parametrize("chapter", ["linear", "linear_input"])
@pytest.mark.parametrize("paper", SIZES)
def test_nothing_of_a_classifier_leaves_the_page(qapp, paper, chapter):
    check_room(questions(subject_of("classifier"), KEY._replace(chapter=chapter, paper=paper)), paper)


@pytest.mark.long
@pytest.mark.parametrize("shown", EXAMPLES, ids=[shown.key for shown in EXAMPLES])
def test_nothing_of_any_example_does(qapp, shown):
    subject = subject_of(shown.key)
    for chapter in dict.fromkeys(chapter.key for chapter in subject.run.chapters):
        for paper in SIZES:
            with suppress(ValueError):  # it says that it has no room
                check_room(questions(subject, KEY._replace(chapter=chapter, paper=paper)), paper)


@pytest.mark.parametrize("chapter", ["linear", "linear_input"])
def test_the_weights_of_a_unit_lie_as_what_they_weigh(qapp, chapter):
    asked = questions(subject_of("classifier"), KEY._replace(chapter=chapter)).fill
    arrays = asked.frame.chapter.arrays
    planes = {plane.key: plane for plane in (*asked.sources, asked.target)}
    (listed,) = (plane for plane in planes.values() if plane.array in {"x", "dx"})
    weights = [plane for plane in planes.values() if plane.array == "weight"]
    assert [plane.subtitle for plane in weights] == ["unit 0", "unit 1", "unit 2"]
    for plane in weights:
        assert plane.of(arrays["weight"]).shape == listed.of(arrays[listed.array]).shape
        assert plane.cell(1, 2).index[0] == listed.cell(1, 2).index[1] == 10
    written = " ".join(texts(drawn(Questions(asked, None, None), KEY)[0]))
    label = asked.frame.chapter.label(listed.array)
    assert f"row by row: {label}[10] stands in the second row, third column" in written


def test_an_array_higher_than_a_page_is_refused_in_one_sentence(qapp):
    network = example("classifier").make()
    many = network.with_layer(4, linear_layer(64, 20))
    subject = Subject(Document(many, RunOptions(0), Position(0, 0)))
    with pytest.raises(
        ValueError, match=r"^W₂ has 64×20 cells, .* no room on a sheet: choose a smaller image"
    ):
        sheet(subject, KEY._replace(chapter="linear"))


@pytest.mark.parametrize(("side", "asked"), [(4, True), (6, True), (7, False)])
def test_a_window_with_a_tie_has_room_with_all_its_rules_or_is_not_asked(qapp, side, asked):
    image = frozen(np.full((2 * side, 2 * side, 1), -0.25))
    layer = MaxPooling(PoolingWindow((side, side), (side, side)))
    experiment = Experiment((image,), (layer,), loss=Loss("sum"))
    subject = Subject(Document(experiment, RunOptions(0), Position(0, 0)))
    made = questions(subject, KEY._replace(chapter="max_pool_back"))
    assert (made.tie is not None) == asked
    for paper in SIZES:
        check_room(made, paper)
