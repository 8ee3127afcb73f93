"""Chooser and transport write and mark what is so now: read from what they paint."""

import numpy as np
import pytest
from layer_tools import add_layer, named
from painted_texts import number, texts, written
from PyQt5.QtCore import QPoint
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of
from ui_tools import to_convolution

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.run.timeline import Grain
from cnnviz.ui.appearance import appearance


def shown(widget):
    return pixels_of(widget.grab().toImage())


def accent():
    return appearance().palette.role("accent")


def test_the_scrubber_names_the_chapters_that_there_are_now(window):
    scrubber = window.transport.scrubber
    scrubber.resize(2400, 60)

    def names():
        lines = [line for line in written(scrubber) if line.at.y() > scrubber.height() / 2]
        return [line.text for line in sorted(lines, key=lambda line: line.at.x())]

    before = [chapter.name for chapter in window.session.timeline.chapters]
    assert names() == before
    add_layer(window, "Average pooling")
    scrubber.resize(2400, 60)
    assert len(window.session.timeline.chapters) > len(before)
    assert names() == [chapter.name for chapter in window.session.timeline.chapters]


def test_each_name_of_the_scrubber_stands_under_its_chapter(window):
    scrubber, session = window.transport.scrubber, window.session
    scrubber.resize(2400, 60)
    lines = sorted((line for line in written(scrubber) if line.at.y() > 30), key=lambda line: line.at.x())
    for chapter, start, line in zip(session.timeline.chapters, session.timeline.starts, lines, strict=False):
        assert (
            session.timeline.at(scrubber.index_at(line.at.x() + 2)).chapter
            == session.timeline.at(start).chapter
        )
        assert line.text == chapter.name


@pytest.mark.parametrize("theme", THEMES)
def test_the_knob_stands_at_the_step_in_hand_and_what_lies_behind_is_coloured(window, theme):
    appearance().set_palette(palette(theme))
    scrubber, timeline = window.transport.scrubber, window.session.timeline
    for index in (3, len(timeline) // 2, len(timeline) - 2):
        window.session.seek(timeline.at(index))
        seen = shown(scrubber)
        high = (seen == accent().getRgb()[:3]).all(axis=2).sum(axis=0) > 9  # as no chapter's line is
        assert np.flatnonzero(high).mean() == pytest.approx(scrubber.x_of(index), abs=1.5)
        for chapter in (timeline.chapters[0], timeline.chapters[-1]):
            middle = timeline.starts[timeline.chapters.index(chapter)] + len(chapter.trace) // 2
            x = round(scrubber.x_of(middle))
            if abs(x - scrubber.x_of(index)) > 12:
                full = appearance().palette.role(chapter.phase.value).getRgb()[:3]
                assert (tuple(seen[30, x]) == full) == (middle < index)


def test_with_its_last_step_a_chapter_is_filled_to_its_end(window):
    """The knob stands in the middle of a step, also of the only one: a short chapter would seem to be half done."""
    session, scrubber = window.session, window.transport.scrubber
    scrubber.resize(2400, 60)
    timeline, seen = session.timeline, 0
    for at, end in enumerate(timeline.starts[1:]):
        session.seek(timeline.at(end - 1))
        line, knob = shown(scrubber)[30], scrubber.x_of(end - 1)
        places = [x for x in range(10, scrubber.width() - 10) if scrubber.chapter_at(x) == at]
        full = appearance().palette.role(timeline.chapters[at].phase.value).getRgb()[:3]
        behind = [x for x in places[1:-5] if x > knob + 10]
        assert (line[behind] == full).all(), timeline.chapters[at].key
        seen += bool(behind)
    assert seen


def test_speed_and_grain_are_told_beside_what_sets_them(window):
    window.resize(1500, 900)
    QApplication.processEvents()
    transport = window.transport
    for speed in (4, 0.5, 30):
        window.session.player.set_speed(speed)
        lines = {line.text: line.at for line in written(transport)}
        (rate,) = [text for text in lines if text.endswith("/s")]
        assert number(rate) == speed
        assert number(named(window, "speed").toolTip()) == speed
    for caption, field in (("one step =", "grain"), ("speed", "speed")):
        left = named(window, field).mapTo(transport, QPoint(0, 0)).x()
        at = lines[caption].x()
        assert at < left
        assert not [text for text, other in lines.items() if at < other.x() < left]


def test_the_grain_in_force_is_told(window):
    for grain in Grain:
        window.session.set_grain(grain)
        assert texts(named(window, "grain")) == [grain.value]


def test_a_bar_beside_the_stage_is_lit_while_it_has_the_keyboard(window):
    to_convolution(window)
    bar = named(window, "focus_bar")
    lit = shown(bar)
    named(window, "learning_rate").setFocus()
    assert (shown(bar) != lit).all(axis=(0, 1)).any()
    window.stage.setFocus()
    assert (shown(bar) == lit).all()
