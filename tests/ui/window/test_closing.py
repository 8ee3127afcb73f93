"""A window that is closed leaves nothing behind: it plays on nowhere, reacts to nothing, and is kept by nobody."""

import gc
import subprocess
import sys
import weakref

import pytest
from layer_tools import named
from PyQt5.QtCore import Qt
from ui_tools import press
from window_tools import is_dark, set_rate, work_in

from cnnviz.canvas.motion.pace import STILL
from cnnviz.canvas.palette import palette
from cnnviz.ui import open_window

KEY = Qt.Key


def test_one_is_closed_while_the_other_plays(two, clock):
    first, second = two
    for window in two:
        window.session.seek(window.session.timeline.first)
        window.session.player.set_speed(4)
        window.session.toggle()
    first.close()
    assert not first.session.player.playing
    clock.now += 1
    second.session.player.tick()
    assert first.session.position == first.session.timeline.first
    assert second.session.timeline.index(second.session.position) == 4
    assert second.session.player.playing


def test_a_window_takes_its_dialogs_with_it(two):
    for window in two:
        window.actions_by_id["image.draw"].trigger()
    large = [named(window, "draw_window") for window in two]
    two[0].close()
    assert [one.isVisible() for one in large] == [False, True]


def test_a_closed_window_reacts_to_nothing_until_it_is_shown_again(two):
    first, second = two
    first.close()
    text, motion = first.actions_by_id["view.theme"].text(), first.stage.motion
    work_in(second)
    second.actions_by_id["view.theme"].trigger()
    second.actions_by_id["view.reduce_motion"].trigger()
    assert first.actions_by_id["view.theme"].text() == text
    assert first.stage.motion == motion
    first.show()
    assert first.actions_by_id["view.theme"].text() != text
    assert first.stage.motion == STILL
    assert is_dark(first)
    assert palette("dark").role("panel") == first.grab().toImage().pixelColor(2, first.height() - 2)


def test_a_window_that_a_test_lets_go_is_there_until_it_is_closed(opened):
    window = weakref.ref(opened("colour"))
    gc.collect()
    assert window() is not None


def test_nothing_of_a_closed_window_is_kept(window):
    other = open_window()
    work_in(other)
    other.actions_by_id["image.draw"].trigger()
    named(other, "large_pad").setFocus()
    set_rate(other, 0.5)
    window.actions_by_id["view.theme"].trigger()
    press(KEY.Key_Right)
    parts = [weakref.ref(part) for part in (other, other.session, other.session.player, other.stage)]
    other.close()
    del other
    gc.collect()
    assert [part() for part in parts] == [None] * len(parts)
    work_in(window)
    window.actions_by_id["view.theme"].trigger()


@pytest.mark.some(2)
@pytest.mark.parametrize("last", ["session.toggle()", "window.close()", "del session", "del window"])
def test_a_script_that_just_ends_ends_in_silence(last):
    program = f"""
from dataclasses import replace
from cnnviz.application import application
application()
from cnnviz.session.session import Session
from cnnviz.ui.window.main_window import MainWindow
session = Session()
window = MainWindow(session)
other = MainWindow(Session())
window.show()
session.edit(replace(session.experiment, learning_rate=0.5), "set rate")
{last}
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600)
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
