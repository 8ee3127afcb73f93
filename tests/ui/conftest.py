"""Windows for the tests of the user interface, in which time stands still."""

import pytest
from run_catalogue import experiments
from ui_tools import PATIENCE, give_keyboard


@pytest.fixture(autouse=True)
def _reasons_stay(monkeypatch):
    """Let what a card says stay, however slow the machine is, and nobody stay so long that a step is told.

    A mouse rests only where a test says so.
    """
    from cnnviz.ui.cards import card
    from cnnviz.ui.window.explaining import narrating
    from cnnviz.ui.window.presenting import presentation

    monkeypatch.setattr(card, "REASON_STAYS", PATIENCE)
    monkeypatch.setattr(narrating, "STAYS", PATIENCE)
    monkeypatch.setattr(presentation, "RESTS", PATIENCE)


@pytest.fixture
def window(qtbot, clock):
    """Return the main window on its example, shown, with the keyboard on the stage."""
    from cnnviz.session.session import Session
    from cnnviz.ui.window.main_window import MainWindow

    window = MainWindow(Session(clock=clock))
    window.show()
    qtbot.addWidget(window)
    give_keyboard(window)
    window.stage.setFocus()
    return window


@pytest.fixture
def opened(qtbot, clock):
    """Return what opens a window on an experiment of the catalogue, told in some way."""
    from cnnviz.session.session import Session
    from cnnviz.ui.window.main_window import MainWindow

    def open_on(name, **options):
        window = MainWindow(Session(experiments()[name], clock))
        qtbot.addWidget(window)
        window.show()
        window.session.set_options(**options)
        give_keyboard(window)
        window.stage.setFocus()
        return window

    return open_on
