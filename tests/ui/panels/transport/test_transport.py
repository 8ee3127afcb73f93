"""Scrubber, map, buttons and speed: going about in a run by the mouse."""

import events
import numpy as np
import pytest
from layer_tools import click
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from ui_tools import field, press, to_convolution, wheel

from cnnviz.run.timeline import Position
from cnnviz.session.settings.settings import SPEED, settings
from cnnviz.ui import open_window

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def test_pressing_and_dragging_the_scrubber_shows_each_position(window):
    scrubber, timeline = window.transport.scrubber, window.session.timeline
    wanted = [0, 30, 70, 100, len(timeline) - 1]
    middle = scrubber.height() // 2
    seen = []
    window.session.frame_changed.connect(lambda frame: seen.append(timeline.index(frame.position)))
    places = [QPoint(round(scrubber.x_of(index)), middle) for index in wanted]
    QTest.mousePress(scrubber, LEFT, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        events.move(scrubber, place, LEFT)
    QTest.mouseRelease(scrubber, LEFT, Qt.KeyboardModifier.NoModifier, places[-1])
    assert len(seen) == len(wanted)
    assert seen == [scrubber.index_at(place.x()) for place in places]


def test_where_the_scrubber_shows_a_step_a_click_finds_it(window):
    scrubber = window.transport.scrubber
    scrubber.resize(4000, 60)
    for index in range(0, len(window.session.timeline), 7):
        assert scrubber.index_at(scrubber.x_of(index)) == index
    assert scrubber.index_at(-50) == 0
    assert scrubber.index_at(1e6) == len(window.session.timeline) - 1


def test_every_chapter_of_a_long_run_can_be_hit(window):
    image = np.zeros((200, 200, 1))
    window.session.edit(window.session.experiment.with_image(image, "large"), "large")
    scrubber, timeline = window.transport.scrubber, window.session.timeline
    edges = [scrubber.x_of(start) for start in timeline.starts[:-1]]
    assert min(np.diff(edges)) > 9
    for chapter, start in enumerate(timeline.starts[:-1]):
        middle = scrubber.x_of(start + len(timeline.chapters[chapter].trace) // 2)
        assert timeline.at(scrubber.index_at(middle)).chapter == chapter


def test_the_wheel_over_the_scrubber_seeks(window):
    before = window.session.timeline.index(window.session.position)
    wheel(window.transport.scrubber)
    after = window.session.timeline.index(window.session.position)
    assert after > before
    assert window.transport.scrubber.value() == after


def test_the_map_goes_to_where_an_array_is_made(window):
    chapter = to_convolution(window, 27)
    click(field(window, "product_X padded"), QPoint(20, 20))
    assert window.session.position == Position(chapter - 1, 0)
    click(field(window, "product_Y"), QPoint(20, 20))
    assert window.session.position == Position(chapter, 0)


def test_the_buttons_of_the_transport_step(window):
    chapter = to_convolution(window, 27)
    for name, there in (("play.next", 28), ("play.previous", 27)):
        window.actions_by_id[name].trigger()
        assert window.session.position == Position(chapter, there)


def test_the_speed_slider_sets_the_speed_and_it_is_remembered(window, qtbot):
    slider = field(window, "speed")
    slider.setFocus()
    press(KEY.Key_End)
    assert window.session.player.speed == pytest.approx(60)
    press(KEY.Key_Home)
    assert window.session.player.speed == pytest.approx(0.5)
    assert settings().get(SPEED) == pytest.approx(0.5)
    again = open_window()
    qtbot.addWidget(again)
    assert again.session.player.speed == pytest.approx(0.5)
