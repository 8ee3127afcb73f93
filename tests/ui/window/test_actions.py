"""Every action of the window does something."""

from PyQt5.QtWidgets import QAction


def test_no_action_does_nothing(window):
    idle = []
    for name, action in window.actions_by_id.items():
        signal = action.menu().aboutToShow if action.menu() is not None else action.triggered
        sender = action.menu() or action
        if sender.receivers(signal) == 0:
            idle.append(name)
    assert not idle


def test_every_action_is_found_from_the_window_by_its_id(window):
    for name, action in window.actions_by_id.items():
        assert window.findChild(QAction, name) is action
