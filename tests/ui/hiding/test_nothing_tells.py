"""No view gives a hidden number away: whatever it is, every pixel and every text of the window is the same."""

import pytest
from hidden_tools import SENTINEL, copied, differing, pair, picture, said
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QApplication
from run_catalogue import experiments

from cnnviz.hidden import is_hidden
from cnnviz.run.frames.named import named_arrays
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session
from cnnviz.session.settings.settings import REDUCED_MOTION, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.setup.setup_state import setup_state
from cnnviz.ui.window.explaining import narrating
from cnnviz.ui.window.main_window import MainWindow

TABS = ("why", "code", "ledger", "check")
DIGITS = str(SENTINEL)[:5]


@pytest.fixture
def hidden(qtbot, clock, monkeypatch):
    """Return what opens a window on an experiment with all hidden that depends on one cell of its image."""

    monkeypatch.setattr(narrating, "STAYS", 0)  # each step is told at once
    settings().set(REDUCED_MOTION, True)  # what slides may be anywhere

    def opened(twins, number, **options):
        window = MainWindow(Session(twins[number], clock))
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        window.session.set_options(**options)
        window.session.set_hidden(differing(*twins, window.session.options), "hide")
        window.session.undo_stack.clear()
        window.setup.open("layers")
        window.explain.open(True)
        window.explain.panel.tab("formula")
        window.stage.setFocus()
        QApplication.processEvents()
        return window

    yield opened
    settings().set(REDUCED_MOTION, False)


def shown(window, steps):
    """Go through the chapters, and yield what is to be seen and heard at some steps of each, tab by tab."""
    session = window.session
    for index, chapter in enumerate(session.timeline.chapters):
        for number, step in enumerate(steps(len(chapter.trace))):
            session.seek(Position(index, step))
            tab = TABS[(index + number) % 4]  # not the formula, which sets its type later
            window.explain.panel.choose(tab)
            point(window)
            QApplication.processEvents()
            picture(window)  # what is shown first has its layout when it is painted
            QApplication.processEvents()
            yield f"{chapter.key} {step} {tab}", said(window), picture(window)


def point(window):
    """Have the pointer on a hidden cell, where the chapter shows one."""
    frame = window.session.frame
    names = {frame.chapter.label(name): name for name in frame.chapter.info}
    cells = sorted(
        (one for one in frame.hidden if one.array in names), key=lambda one: (one.array, one.index)
    )
    window.stage.hover(None)
    if cells:
        window.stage.hover(Cell(names[cells[0].array], cells[0].index))


def compare(open_window, name, steps, **options):
    twins = pair(experiments()[name])
    told = []
    first = open_window(twins, 0, **options)
    first.explain.panel.choose("code")  # the first code that a process shows wraps otherwise than all later
    picture(first)
    first.close()
    for number in range(2):
        window = open_window(twins, number, **options)
        told.append(list(shown(window, steps)))
        window.close()
    for (where, words, pixels), (_, other_words, other_pixels) in zip(*told, strict=True):
        assert words == other_words, where
        assert not [text for text in words if DIGITS in text], where
        assert pixels == other_pixels, where


def one(count):
    return [count // 2]


def many(count):
    return sorted({*range(0, count, max(count // 5, 1)), count - 1})


@pytest.mark.parametrize(
    ("name", "options"),
    [("grey", {}), pytest.param("classifier", {"input_gradient": "gather"}, marks=pytest.mark.long)],
)
def test_every_pixel_and_text_is_the_same_whatever_is_hidden(hidden, name, options):
    compare(hidden, name, one, **options)


@pytest.mark.long
@pytest.mark.parametrize("way", [("scatter", "accumulate"), ("gather", "correlate"), ("full", "correlate")])
@pytest.mark.parametrize("name", experiments())
def test_in_every_network_by_every_way(hidden, name, way):
    compare(hidden, name, many, input_gradient=way[0], weight_gradient=way[1])


def test_what_is_copied_is_the_same(hidden):
    twins = pair(experiments()["grey"])
    told = []
    for number in range(2):
        window = hidden(twins, number)
        menu = window.actions_by_id["edit.copy_array"].menu()
        menu.aboutToShow.emit()
        told.append([])
        for action in menu.actions():
            action.trigger()
            told[number].append((action.text(), copied()))
        assert len(told[number]) == len(named_arrays(window.session.timeline))
        window.close()
    for one, other in zip(*told, strict=True):
        assert one == other, one[0]
        assert DIGITS not in one[1][0]
    assert sum("?" in text for _, (text, _) in told[0]) > 2


def test_a_hidden_loss_is_not_that_of_its_round(window):
    window.session.seek(window.session.timeline.last)
    window.session.set_hidden([Cell("loss", (0,))], "hide")
    state = setup_state(window.session, appearance().palette, can_resize=False)
    assert state.losses == [None]
    assert is_hidden(state.loss)


def test_what_is_set_up_and_hidden_is_covered(hidden, qtbot):
    window = hidden(pair(experiments()["grey"]), 0)
    assert window.findChild(type(window.setup), "setup") is window.setup
    for part in ("image", "layers", "loss", "training"):
        window.setup.open(part)
        assert not window.setup.panel(part).isVisible()
    window.actions_by_id["image.draw"].trigger()
    assert len([one for one in QGuiApplication.topLevelWindows() if one.isVisible()]) == 1
    window.actions_by_id["learn.reveal_all"].trigger()
    assert window.setup.panel("training").isVisible()
