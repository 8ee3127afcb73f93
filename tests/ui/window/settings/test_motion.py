"""Playing, things move as far as a step has time for it; stepping by hand all of them do, unless none should."""

import pytest

from cnnviz.canvas.motion.pace import LIVELY, STILL


@pytest.mark.parametrize(
    ("speed", "wanted"),
    [(0.5, LIVELY), (4, LIVELY.within(250)), (60, STILL)],
)
def test_playing_there_is_what_a_step_has_time_for(window, speed, wanted):
    player = window.session.player
    player.set_speed(speed)
    assert window.stage.motion == window.map.motion == LIVELY
    window.session.go_to_start()
    player.play()
    assert window.stage.motion == window.map.motion == wanted
    player.pause()
    assert window.stage.motion == window.map.motion == LIVELY


def test_reduced_there_is_none_of_it_however_slow(window):
    action = window.actions_by_id["view.reduce_motion"]
    action.trigger()
    assert window.stage.motion == window.map.motion == STILL
    window.session.player.set_speed(0.5)
    window.session.player.play()
    assert window.stage.motion == STILL
    window.session.player.pause()
    action.trigger()
    assert window.stage.motion == LIVELY
