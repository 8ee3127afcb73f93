"""The actions of the window, as scripts find them."""

import pytest
from PyQt5.QtWidgets import QAction

from cnnviz.ui.window.actions import connect


def test_every_action_is_found_from_the_window_by_its_id(window):
    for name, action in window.actions_by_id.items():
        assert window.findChild(QAction, name) is action


def test_an_action_that_would_do_nothing_is_an_error(window):
    commands = {name: print for name in window.actions_by_id if name != "help.about"}
    with pytest.raises(KeyError, match=r"help\.about"):
        connect(window.actions_by_id, commands)
