"""A heading is on one line where it fits, else its subtitle stands beneath the title: no word of it is left alone."""

import pytest
from painted_texts import written

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
