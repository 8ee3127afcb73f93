"""Code in the window: the listing with the line in hand marked, and its variables, which light their cells."""

import pytest
from explain_tools import catch_up, cells_of, move, opened_tab, to_chapter
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QPushButton, QToolButton

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.explain import listing
from cnnviz.explain.listings.dialect import Dialect
from cnnviz.explain.listings.files import program
from cnnviz.explain.listings.ways import WAYS
from cnnviz.export.source import script_of
from cnnviz.run.timeline import Position
from cnnviz.session.settings.settings import DIALECT, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance
from cnnviz.ui.explain.code.code_lines import rows_of
from cnnviz.ui.explain.code.code_tab import CodeTab
from cnnviz.ui.explain.code.code_view import CodeView
from cnnviz.ui.explain.code.values_view import ValuesView


@pytest.fixture
def tab(window):
    """Return the tab at a step of the scattered gradient."""
    to_chapter(window, "scatter", 28)
    return opened_tab(window, "code")


def marked(tab):
    """Return the line that is marked, as its text, and the colour at its left edge."""
    view = tab.findChild(CodeView)
    shown = view.listing
    return shown.program.lines[shown.line].strip(), view.rect_of(shown.line)


def values(tab):
    return {place.value.name: place.value for place in tab.findChild(ValuesView).places}


@pytest.mark.some(1)
@pytest.mark.parametrize("theme", THEMES)
def test_the_line_in_hand_is_marked_and_seen_in_every_theme(window, tab, theme):
    appearance().set_palette(palette(theme))
    text, rect = marked(tab)
    assert text == "dx_pad[rows, cols, own] += part"
    view = tab.findChild(CodeView)
    assert view.visibleRegion().boundingRect().contains(rect.adjusted(0, 0, -1, -1))
    image = view.grab().toImage()
    accent = palette(theme).role("accent").name()
    bar = [y for y in range(image.height()) if image.pixelColor(1, y).name() == accent]
    assert bar == [*range(rect.top(), rect.bottom() + 1)]


def test_it_follows_the_steps_and_the_multiplications(window, tab):
    assert values(tab)["h, w, f"].text == "3, 4, 0"
    move(window)
    assert values(tab)["h, w, f"].text == "3, 5, 0"
    here = window.session.position
    window.session.seek(Position(here.chapter, here.step, 4))
    catch_up()
    assert marked(tab)[0] == "part = dy[h, w, f] * weight[..., f]"
    assert values(tab)["part"].block.known.sum() == 4
    to_chapter(window, "convolve", 3)
    assert marked(tab)[0] == "y[h, w, f] = part.sum() + b[h, w, f]"


def test_what_is_shown_is_the_listing_of_the_frame(window, tab):
    for number, chapter in enumerate(window.session.timeline.chapters):
        window.session.seek(Position(number, len(chapter.trace) - 1))
        catch_up()
        shown = listing(window.session.frame)
        assert tab.findChild(CodeView).listing is shown
        assert [place.value for place in tab.findChild(ValuesView).places] == shown.values


def test_pointing_at_a_number_lights_its_cell_and_at_a_name_all_of_them(window, tab):
    seen = []
    window.explain.panel.cells_hovered.connect(seen.append)
    view = tab.findChild(ValuesView)
    part = next(place for place in view.places if place.value.name == "part")
    QTest.mouseMove(view, part.cells[5].rect.center())
    assert cells_of(seen[-1]) == {("dx_pad", (0, 4, 6, 0))}
    QTest.mouseMove(view, part.rect.topLeft() + QPoint(4, 8))
    assert len(seen[-1]) == 9
    QApplication.sendEvent(view, _leave())
    assert seen[-1] == ()


def _leave():
    from PyQt5.QtCore import QEvent

    return QEvent(QEvent.Type.Leave)


def test_it_is_read_out(tab):
    assert "line 19: dx_pad[rows, cols, own] += part" in tab.findChild(CodeView).accessibleName()
    assert "rows: 3:6" in tab.findChild(ValuesView).accessibleName()


@pytest.mark.some(40)
@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("name", sorted(WAYS))
def test_every_listing_is_shown_whole_and_no_row_is_too_wide(name, dialect):
    shown = program(name, dialect)
    rows = rows_of(shown, 42)
    for number, line in enumerate(shown.lines):
        own = [row for row in rows if row.line == number]
        text = "".join(piece.text for row in own for piece in row.pieces)
        assert text.replace(" ", "") == line.replace(" ", "")
        assert [row.goes_on for row in own] == [False, *[True] * (len(own) - 1)]
    for row in rows:
        assert all(piece.column + len(piece.text) <= 42 for piece in row.pieces), row


@pytest.mark.parametrize("library", ["numpy", "torch"])
def test_the_run_is_copied_as_a_program(window, tab, library):
    QTest.mouseClick(tab.findChild(QPushButton, f"code_copy_{library}"), Qt.MouseButton.LeftButton)
    here = window.session
    written = script_of(library, here.experiment, here.timeline, here.frame.decimals)
    assert f"import {library}" in written
    assert QApplication.clipboard().text() == written


def choose(tab, dialect):
    QTest.mouseClick(tab.findChild(QToolButton, f"code_{dialect}"), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("dialect", [Dialect.VECTORISED, Dialect.TORCH])
def test_another_listing_is_chosen_and_remembered(window, tab, dialect):
    choose(tab, dialect.value)
    assert tab.findChild(CodeView).listing is listing(window.session.frame, dialect)
    assert settings().get(DIALECT) == dialect.value
    move(window)
    assert tab.findChild(CodeView).listing is listing(window.session.frame, dialect)
    again = CodeTab(window.explain.panel.tab("code").palette_in_force, tab)
    again.show_frame(window.session.frame, None)
    assert again.findChild(CodeView).listing.dialect is dialect


def test_the_cells_of_a_listing_of_all_steps_light_up(window, tab):
    choose(tab, "vectorised")
    to_chapter(window, "convolve", 28)
    seen = []
    window.explain.panel.cells_hovered.connect(seen.append)
    view = tab.findChild(ValuesView)
    window_of = next(place for place in view.places if place.value.name == "x_pad[3:6, 4:7, 0]")
    QTest.mouseMove(view, window_of.cells[5].rect.center())
    assert cells_of(seen[-1]) == {("x_pad", (0, 4, 6, 0))}
    assert values(tab)["x_pad.shape"].text == "(10, 10, 1)"


def test_nothing_is_worked_out_while_it_is_not_seen(window, tab, monkeypatch):
    asked = []
    monkeypatch.setattr(CodeTab, "show_frame", lambda *_: asked.append(1))
    window.explain.panel.choose("why")
    move(window, 2)
    window.explain.open(False)
    move(window, 2)
    assert not asked


def test_a_cell_under_the_pointer_marks_its_lines_and_leaves_them_again(window):
    to_chapter(window, "scatter", 11)
    tab = opened_tab(window, "code")
    view = tab.findChild(CodeView)
    cell = Cell("dy", (0, 1, 3, 0))
    QTest.mouseMove(window.stage.viewport(), window.stage.cell_centre(cell))
    lines = view.listing.program.lines
    assert [lines[line].strip() for line in view.pointed] == ["part = dy[h, w, f] * weight[..., f]"]
    move(window)  # the window has gone on, and the cell is in none of its numbers any more
    assert [lines[line].strip() for line in view.pointed] == ["part = dy[h, w, f] * weight[..., f]"]
    QTest.mouseMove(window.stage.viewport(), QPoint(3, 3))
    assert not view.pointed


def test_pointed_lines_are_none_of_another_program(window):
    to_chapter(window, "scatter", 11)
    tab = opened_tab(window, "code")
    view = tab.findChild(CodeView)
    tab.point_at(Cell("dx_pad", (0, 2, 5, 0)))
    assert max(view.pointed) > 15
    to_chapter(window, "crop")
    assert [view.listing.program.lines[line].strip() for line in view.pointed] == [
        "dx[i, j] = dx_pad[top + i, left + j]"
    ]
    to_chapter(window, "update_weight")
    assert not view.pointed
    view.point_at(frozenset({5}))
    to_chapter(window, "crop")
    view.show_listing(listing(window.session.frame))
    assert not view.pointed
