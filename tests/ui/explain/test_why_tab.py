"""Why in the window: sentences with chips, which light their cells."""

import pytest
from explain_tools import catch_up, cells_of, move, opened_tab, to_chapter
from PyQt5.QtCore import QPoint
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLabel, QToolButton

from cnnviz.canvas.palette import palette
from cnnviz.explain.prose.spans import SpanKind
from cnnviz.run.timeline import Grain
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance
from cnnviz.ui.explain.why.prose_view import ProseView


@pytest.fixture
def tab(window):
    """Return the tab at a step of the first convolution."""
    to_chapter(window, "convolve", 28)
    return opened_tab(window, "why")


def seen(tab):
    """Return the texts that are shown, from top to bottom."""
    views = [view for view in tab.findChildren(ProseView) if view.isVisible()]
    return [view.accessibleName() for view in views]


def boxes(tab):
    return [(view, box) for view in tab.findChildren(ProseView) if view.isVisible() for box in view.boxes()]


def test_the_step_is_told_part_by_part(tab):
    headings = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert headings == ["A window becomes one number", "WHAT HAPPENS", "WHY", "WHAT FOLLOWS"]
    texts = seen(tab)
    assert texts[0] == "The window covers rows 3 to 5 and columns 4 to 6 of X padded."
    assert "they make 2. The bias is 0, so Y[3, 4] = 2." in texts[1]
    assert tab.contents.accessibleName().startswith("A window becomes one number\nThe window covers")


def test_it_goes_along_with_the_steps(window, tab):
    move(window)
    assert "columns 5 to 7" in seen(tab)[0]
    to_chapter(window, "max_pool_back", 5)
    assert "The winner takes the gradient" in [label.text() for label in tab.findChildren(QLabel)]


def test_who_goes_by_terms_is_told_of_the_term_in_hand_first(window, tab):
    window.session.set_grain(Grain.TERM)
    move(window)
    headings = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert headings[1:4] == ["THE TERM IN HAND", "THE WHOLE STEP", "WHAT HAPPENS"]
    term, whole, step, *_ = seen(tab)
    assert term.startswith("Term 1 of 10: X padded[3, 5] · W[0, 0] = ")
    assert whole == "What follows is said of all 10 terms together."
    assert step == "The window covers rows 3 to 5 and columns 5 to 7 of X padded."
    move(window)
    assert seen(tab)[0].startswith("Term 2 of 10: X padded[3, 6] · W[0, 1] = ")
    window.session.set_hidden([Cell("Y", (0, 3, 5, 0))], "hide")
    catch_up()
    assert seen(tab) == []
    window.session.set_hidden([], "show")
    window.session.set_grain(Grain.STEP)
    catch_up()
    assert seen(tab)[0] == step


def test_it_is_read_out_when_one_comes_to_its_tab(window, tab):
    button = window.findChild(QToolButton, "explain_tab_why")
    assert button.accessibleDescription() == tab.contents.accessibleName()
    move(window)
    assert "columns 5 to 7" in button.accessibleDescription()
    window.explain.panel.choose("formula")
    assert "Y[3, 5] = " in window.findChild(QToolButton, "explain_tab_formula").accessibleDescription()
    window.session.set_hidden([Cell("Y", (0, 3, 5, 0))], "hide")
    words = window.findChild(QToolButton, "explain_tab_formula").accessibleDescription()
    assert words == "A number of this step is hidden."


def test_pointing_at_a_chip_lights_its_cells(window, tab):
    found = []
    window.explain.panel.cells_hovered.connect(found.append)
    view, box = next(
        (v, b) for v, b in boxes(tab) if b.span.kind is SpanKind.NUMBER and len(b.span.cells) == 1
    )
    QTest.mouseMove(view, box.rect.center())
    assert cells_of(found[-1]) == {("y", (0, 3, 4, 0))}
    QTest.mouseMove(view, QPoint(view.width() - 1, box.rect.top()))
    assert found[-1] == ()


def test_every_piece_stands_inside_the_panel_and_none_over_another(window, tab):
    for key in [chapter.key for chapter in window.session.timeline.chapters]:
        to_chapter(window, key, 3)
        QApplication.processEvents()
        for view in tab.findChildren(ProseView):
            own = [box.rect for box in view.boxes()]
            assert all(view.rect().contains(rect) for rect in own if rect.width() < view.width())
            assert not any(a.intersects(b) for k, a in enumerate(own) for b in own[k + 1 :])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chip_has_the_colour_of_its_cell_on_the_stage(window, tab, theme):
    appearance().set_palette(palette(theme))
    QApplication.processEvents()
    view, box = next((v, b) for v, b in boxes(tab) if b.span.source == "value:written")
    chip = view.grab().toImage().pixelColor(box.rect.left() + 3, box.rect.center().y())
    (cell,) = box.span.cells
    rect = window.stage.cell_rect(cell)
    stage = window.stage.viewport().grab().toImage()
    assert stage.pixelColor(rect.left() + 5, rect.top() + 5).name() == chip.name()


def test_nothing_is_worked_out_for_a_tab_that_is_not_shown(window, tab, monkeypatch):
    window.explain.panel.choose("ledger")
    asked = []
    monkeypatch.setattr(type(tab), "show_frame", lambda *_: asked.append(1))
    move(window, 2)
    assert not asked
    window.explain.panel.choose("why")
    assert asked
