"""The names at the scrubber: whole or not at all, never into each other, and always that of the chapter in hand."""

from itertools import pairwise

import events
import pytest
from hypothesis import given
from hypothesis import strategies as st
from layer_tools import chapters
from painted_texts import texts, written
from PyQt5.QtCore import QEvent, QObject, QPoint
from PyQt5.QtGui import QFont, QFontMetrics
from PyQt5.QtWidgets import QApplication
from ui_tools import press

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.timeline import Position
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.transport.scrubber_names import (
    Stretch,
    centred,
    headings,
    in_lines,
    lengths,
    standing,
    without_collisions,
)

PHASES = ("forward", "loss", "backward", "update")
LINES = st.lists(st.tuples(st.integers(4, 120), st.integers(5, 60)), min_size=1, max_size=40)


def laid(parts):
    segments, left = [], 10
    for width, _ in parts:
        segments.append(Stretch(left, width))
        left += width + 4
    return segments, centred(segments, [wide for _, wide in parts], left + 6)


@given(LINES, st.data())
def test_names_that_stand_keep_apart_and_those_that_come_first_stand(parts, data):
    segments, names = laid(parts)
    current = data.draw(st.integers(0, len(parts) - 1))
    stand = sorted(without_collisions(names, (current, *standing(names, segments))))
    assert current in stand
    for one, other in pairwise(stand):
        assert names[one].right + 7 <= names[other].left


@given(LINES)
def test_a_name_that_stands_by_itself_is_left_out_only_for_the_one_in_hand(parts):
    segments, names = laid(parts)
    always = standing(names, segments)
    for current in range(len(parts)):
        for gone in set(always) - set(without_collisions(names, (current, *always))):
            room = Stretch(names[current].left - 7, names[current].width + 14)
            assert names[gone].left < room.right
            assert room.left < names[gone].right


@given(LINES)
def test_names_stand_under_their_segments_but_within_the_line(parts):
    segments, names = laid(parts)
    end = segments[-1].right + 10
    for segment, name in zip(segments, names, strict=True):
        middle = segment.left + segment.width / 2
        inside = name.width / 2 <= middle <= end - name.width / 2
        assert not inside or abs(name.left + name.width / 2 - middle) <= 1
        assert name.left >= 0


@given(st.lists(st.integers(0, 400), min_size=1, max_size=4, unique=True).map(sorted))
def test_headings_never_run_together(lefts):
    found = headings(lefts, [52] * len(lefts), 460)
    apart = all(other - one >= 59 for one, other in pairwise(lefts))
    assert not apart or found[:-1] == lefts[:-1]
    assert found[0] >= 0
    assert found[-1] + 52 <= 460
    assert all(other - one >= 52 + 7 for one, other in pairwise(found))


def names_of(scrubber):
    """Return the names that are painted, from left to right."""
    lines = [line for line in written(scrubber) if line.at.y() > 36]
    return sorted(lines, key=lambda line: line.at.x() + width_of(line, strong=False) / 2)


def rows(lines):
    """Return the names that stand in each line, from left to right."""
    heights = sorted({round(line.at.y()) for line in lines})
    return [[line for line in lines if round(line.at.y()) == height] for height in heights]


def width_of(line, *, strong):
    font = QFont("Roboto")
    font.setPixelSize(line.pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return QFontMetrics(font).horizontalAdvance(line.text)


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1440, 900)])
@pytest.mark.parametrize("name", ["grey", "separable"])
@pytest.mark.some(1)
def test_every_chapter_is_named_while_one_is_in_it(opened, name, size):
    window = opened(name, input_gradient="full", weight_gradient="correlate")
    window.resize(*size)
    QApplication.processEvents()
    scrubber, strong = window.transport.scrubber, appearance().palette.role("text").name()
    every = {chapter.name for chapter in chapters(window)}
    for index, chapter in enumerate(chapters(window)):
        window.session.seek(Position(index, 0))
        lines = names_of(scrubber)
        assert {line.text for line in lines} <= every
        (current,) = [line for line in lines if line.colour == strong]
        assert current.text == chapter.name
        start, end = (
            scrubber.x_of(window.session.timeline.starts[at] - at + index) for at in (index, index + 1)
        )
        assert current.at.x() - 30 <= end
        assert current.at.x() + width_of(current, strong=True) + 30 >= start
        assert len(rows(lines)) <= 2
        for one, other in (pair for row in rows(lines) for pair in pairwise(row)):
            assert one.at.x() + width_of(one, strong=one is current) + 4 <= other.at.x()


def test_where_there_is_room_every_name_stands_and_no_other(window):
    window.transport.scrubber.resize(2400, 60)
    assert [line.text for line in names_of(window.transport.scrubber)] == [
        one.name for one in chapters(window)
    ]


@pytest.mark.parametrize(("size", "count"), [((1280, 800), 1), ((1024, 700), 2)])
def test_a_classifier_has_all_its_names_in_as_many_lines_as_they_need(window, size, count):
    window.session.open_example(next(one for one in EXAMPLES if one.key == "classifier"))
    window.resize(*size)
    QApplication.processEvents()
    lines = names_of(window.transport.scrubber)
    assert [line.text for line in lines] == [one.name for one in chapters(window)]
    assert len(rows(lines)) == count


def test_a_click_on_a_name_of_either_line_goes_to_its_chapter(window):
    window.session.open_example(next(one for one in EXAMPLES if one.key == "classifier"))
    window.resize(1024, 700)
    QApplication.processEvents()
    scrubber = window.transport.scrubber
    for number in range(len(chapters(window))):
        line = names_of(scrubber)[number]
        events.mouse(
            scrubber,
            QEvent.Type.MouseButtonPress,
            line.at.toPoint() + QPoint(3, -3),
            events.LEFT,
            events.LEFT,
        )
        assert window.session.position == Position(number, 0)


@given(LINES)
def test_no_name_is_in_two_lines_and_all_that_one_line_has_room_for_stand_in_it(parts):
    segments, names = laid(parts)
    upper, beneath = in_lines(names, segments)
    assert not set(upper) & set(beneath)
    for line in (upper, beneath):
        for one, other in pairwise(sorted(line)):
            assert names[one].right + 7 <= names[other].left
    if len(without_collisions(names, range(len(names)))) == len(names):
        assert not beneath


@given(st.lists(st.tuples(st.floats(1, 40), st.floats(1, 60)), min_size=1, max_size=12), st.floats(1, 600))
def test_parts_fill_the_line_and_none_is_shorter_than_it_needs_where_all_have_room(parts, length):
    weights, needs = zip(*parts, strict=True)
    found = lengths(weights, needs, length)
    assert sum(found) == pytest.approx(length)
    if sum(needs) <= length:
        assert all(one >= need - 1e-6 for one, need in zip(found, needs, strict=True))
    free = [
        one / weight for one, weight, need in zip(found, weights, needs, strict=True) if one > need + 1e-6
    ]
    assert sum(needs) > length or not free or max(free) == pytest.approx(min(free))


@pytest.mark.parametrize("theme", THEMES)
def test_a_phase_is_named_in_its_colour(window, theme):
    appearance().set_palette(palette(theme))
    lines = {line.text: line.colour for line in written(window.transport.scrubber) if line.at.y() < 25}
    assert lines == {phase: palette(theme).role(f"{phase}_text").name() for phase in PHASES}


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_to_be_read_stands_out_from_what_is_behind_it(theme):
    colours = palette(theme)

    def luminance(colour):
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in colour.getRgbF()[:3]
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05

    for role in (*(f"{phase}_text" for phase in PHASES), "muted", "accent"):
        lights = sorted((luminance(colours.role(role)), luminance(colours.role("panel"))))
        assert lights[1] / lights[0] >= 4.5, role


def test_any_chapter_is_named_under_the_pointer_with_its_digit(opened):
    window = opened("separable")
    window.resize(1024, 700)
    QApplication.processEvents()
    scrubber, run = window.transport.scrubber, window.session.timeline
    for index, chapter in enumerate(run.chapters):
        x = round(scrubber.x_of(run.starts[index] + len(chapter.trace) // 2))
        events.move(scrubber, QPoint(x, 30))
        digit = f"{index + 1} · " if index < 9 else ""
        assert scrubber.toolTip() == digit + chapter.title
        seen = texts(scrubber)
        room = abs(x - scrubber.x_of(0)) > 80
        assert not room or chapter.name in seen
    for digit in range(1, 10):
        press(str(digit))
        assert window.session.position == Position(digit - 1, 0)


def test_a_click_on_a_name_goes_to_where_its_chapter_begins(window):
    scrubber, session = window.transport.scrubber, window.session
    for line in names_of(scrubber):
        place = line.at.toPoint() + QPoint(4, -2)
        events.mouse(scrubber, QEvent.Type.MouseButtonPress, place, events.LEFT, events.LEFT)
        events.move(scrubber, place + QPoint(1, 0), events.LEFT)
        events.mouse(scrubber, QEvent.Type.MouseButtonRelease, place, events.LEFT, events.NO_BUTTON)
        assert session.frame.chapter.name == line.text
        assert session.position.step == 0
    middle = QPoint(round(scrubber.x_of(session.timeline.starts[1] + 30)), 30)
    events.mouse(scrubber, QEvent.Type.MouseButtonPress, middle, events.LEFT, events.LEFT)
    assert session.position == Position(1, 30)


def test_a_name_that_only_the_pointer_has_brought_goes_with_it(opened):
    window = opened("separable")
    window.resize(1024, 700)
    QApplication.processEvents()
    scrubber, run = window.transport.scrubber, window.session.timeline
    scrubber.resize(240, 60)
    before = [line.text for line in names_of(scrubber)]
    places = [round(scrubber.x_of(start)) for start in run.starts[6:-1]]
    changed = []
    for x in places:
        events.move(scrubber, QPoint(x, 30))
        changed.append([line.text for line in names_of(scrubber)] != before)
    events.move(scrubber, QPoint(places[changed.index(True)], 30))
    assert [line.text for line in names_of(scrubber)] != before
    QApplication.sendEvent(scrubber, QEvent(QEvent.Type.Leave))
    assert [line.text for line in names_of(scrubber)] == before


class Painted(QObject):
    """Writes down what of a part is painted again."""

    def __init__(self, part):
        super().__init__()
        self.lines = []
        part.installEventFilter(self)

    def eventFilter(self, part, event):
        if event.type() == QEvent.Type.Paint:
            self.lines += [(rect.top(), rect.bottom()) for rect in event.region().rects()]
        return False


def test_names_are_painted_again_with_another_chapter_and_not_with_another_step(window):
    window.session.seek(Position(0, 0))
    QApplication.processEvents()
    painted = Painted(window.transport.scrubber)
    for position, names in ((Position(1, 3), True), (Position(1, 4), False), (Position(2, 0), True)):
        painted.lines.clear()
        window.session.seek(position)
        QApplication.processEvents()
        assert painted.lines
        assert any(bottom > 45 for _, bottom in painted.lines) == names
        assert all(top > 18 for top, _ in painted.lines)
