"""A heading is on one line where it fits, else its subtitle stands beneath the title: no word of it is left alone."""

import pytest
from painted_texts import written
from PyQt5.QtWidgets import QAction, QWidget

from cnnviz.canvas.palette import palette
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.ui.panels.stage_header import StageHeader
from cnnviz.ui.panels.stage_heading import StageHeading

TITLE, SUBTITLE = "Convolution, backward: dX", "each cell collects from all outputs that it went into"
WIDE, NARROW, TINY = 600, 460, 200


@pytest.fixture
def heading(qtbot):
    made = StageHeading(None)
    qtbot.addWidget(made)
    made.set_room(40)
    return made


def lines(heading, width):
    """Return what is written in a width, by how far down it stands."""
    heading.resize(width, 40)
    heading.say(TITLE, SUBTITLE, "#5a6070")
    found = {}
    for one in written(heading):
        found.setdefault(round(one.at.y()), []).append(one.text.strip())
    return [" ".join(" ".join(found[y]).split()) for y in sorted(found)]


def test_where_it_fits_it_is_one_line(heading):
    assert lines(heading, WIDE) == [f"{TITLE} {SUBTITLE}"]


def test_where_it_does_not_the_subtitle_has_a_line_of_its_own(heading):
    assert lines(heading, NARROW) == [TITLE, SUBTITLE]


def test_what_takes_two_lines_by_itself_is_told_in_a_tip_where_there_are_only_two(heading):
    assert lines(heading, TINY) == [TITLE]
    assert heading.toolTip() == SUBTITLE


@pytest.mark.parametrize("width", [700, NARROW])
def test_with_two_lines_the_title_stays_where_it_is_whatever_is_said(heading, width):
    heading.set_lines(2)
    heading.resize(width, 40)
    heights = set()
    for title, subtitle in ((TITLE, SUBTITLE), ("ReLU", "negative numbers become 0"), ("ReLU", "")):
        heading.say(title, subtitle, "#5a6070")
        heights.add(next(round(one.at.y()) for one in written(heading) if one.text.strip() in title))
    assert len(heights) == 1


@pytest.mark.parametrize("width", [864, 928, 1004, 1184])
@pytest.mark.parametrize("example", ["classifier", "depthwise"])
def test_the_title_stands_at_one_height_in_all_chapters(qtbot, example, width):
    run = run_of(next(one for one in EXAMPLES if one.key == example).make())
    parent = QWidget()
    qtbot.addWidget(parent)
    zooms = {name: QAction(name, parent) for name in ("view.zoom_out", "view.fit", "view.zoom_in")}
    header = StageHeader(zooms, parent)
    header.fit_text()
    header.fit_width(width, presenting=False)
    header.resize(width, header.height())
    parent.show()
    heading, heights = header.findChild(StageHeading), {}
    for number, chapter in enumerate(run.chapters):
        header.show_chapter(Frame(run, Position(number, 0)), RunOptions(), palette("light"))
        first = next(one for one in written(heading) if one.pixels == 16)
        heights.setdefault(round(first.at.y()) + heading.y(), []).append(chapter.key)
    assert len(heights) == 1, heights
