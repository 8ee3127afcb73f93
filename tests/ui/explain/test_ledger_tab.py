"""The ledger in the window: a table that can be read, put in order, copied, and followed to its steps."""

import pytest
from explain_tools import catch_up, cells_of, move, opened_tab, row_place, to_chapter
from gallery_frames import example
from painted_texts import written
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QWidget
from run_catalogue import experiments
from ui_tools import press

from cnnviz.canvas.palette import palette
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.timeline import Position
from cnnviz.session.settings.settings import TEXT_SIZE, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance
from cnnviz.ui.explain.flow import font
from cnnviz.ui.explain.ledger.ledger_delegate import fitting
from cnnviz.ui.explain.ledger.ledger_model import LINE
from cnnviz.ui.explain.ledger.ledger_total import LedgerTotal

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def table(window):
    """Return the ledger's table, at a step of the scattered gradient."""
    to_chapter(window, "scatter", 11)
    opened_tab(window, "ledger")
    window.explain.panel.set_cell(Cell("dx_pad", (0, 2, 3, 0)))
    return window.findChild(QTableView, "ledger_table")


def column(table, number):
    model = table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_it_is_a_real_table_with_a_line_for_each_term(table):
    assert [table.model().headerData(k, Qt.Orientation.Horizontal) for k in range(5)] == [
        "window",
        "dY",
        "W",
        "product",
        "running sum",
    ]
    assert column(table, 0)[:3] == ["[0, 1]", "[0, 2]", "[0, 3]"]
    assert column(table, 4) == ["0"] * 5 + ["2"] + ["to come"] * 3
    assert table.model().index(5, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "[1, 3]"


def test_a_number_stands_in_no_column_that_is_called_by_another(window):
    window.session.edit(example("classifier_loss").make(), "x")
    to_chapter(window, "cross_entropy", 10)
    opened_tab(window, "ledger")
    table = window.findChild(QTableView, "ledger_table")
    rows = [[table.model().index(row, at).data() for at in range(5)] for row in range(2)]
    assert table.model().heads == ["term", "factor", "Z − largest", "product", "running sum"]
    assert rows == [
        ["log total", "", "", "0.41", "0.41"],
        ["(Z − largest)[1]", "−1", "−1.24", "1.24", "1.65"],
    ]
    table.model().sort(2)  # what has no number there comes first
    assert column(table, 0)[0] == "log total"


@pytest.mark.parametrize(("key", "word"), [("max_pool", "largest"), ("convolve", "total")])
def test_the_last_line_is_called_as_the_column_above_it(window, key, word):
    to_chapter(window, key, 2)
    tab = opened_tab(window, "ledger")
    last = [part.accessibleName() for part in tab.findChildren(LedgerTotal)]
    assert [words.partition(":")[0].strip() for words in last] == [word]


def test_a_line_leads_to_its_step(window, table):
    QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, row_place(table, 2))
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    assert window.session.position == Position(keys.index("scatter"), 3)


def test_enter_leads_to_the_step_and_arrows_go_through_the_lines(window, table):
    before = window.session.position
    table.setFocus()
    table.selectRow(0)
    press(Qt.Key.Key_Down)
    assert window.session.position == before
    assert table.currentIndex().row() == 1
    press(Qt.Key.Key_Return)
    assert window.session.position == Position(before.chapter, 2)


def test_a_click_on_a_head_puts_the_lines_in_order_and_another_turns_it(table):
    header = table.horizontalHeader()

    def click(section):
        at = QPoint(header.sectionViewportPosition(section) + 5, 5)
        QTest.mouseClick(header.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)

    click(2)
    assert column(table, 2) == ["−2", "−1", "−1", "0", "0", "0", "1", "1", "2"]
    click(2)
    assert column(table, 2) == ["2", "1", "1", "0", "0", "0", "−1", "−1", "−2"]
    click(0)
    assert column(table, 0)[0] == "[0, 1]"


def test_the_order_stays_while_one_steps(window, table):
    table.model().sort(2)
    move(window)
    assert column(table, 2)[0] == "−2"


def test_it_is_copied_as_a_table(window, table):
    QTest.mouseClick(window.findChild(QPushButton, "ledger_copy"), LEFT)
    rows = QApplication.clipboard().text().splitlines()
    assert rows[0].split("\t") == ["window", "dY", "W", "product", "running sum"]
    assert rows[6].split("\t") == ["[1, 3]", "1", "2", "2", "2"]
    assert len(rows) == 10


def test_pointing_at_a_line_outlines_its_cells_on_the_stage(window, table):
    seen = []
    window.explain.panel.cells_hovered.connect(seen.append)
    QTest.mouseMove(table.viewport(), row_place(table, 0))
    QTest.mouseMove(table.viewport(), row_place(table, 1))
    assert cells_of(seen[-1]) == {("weight", (2, 1, 0, 0)), ("dy", (0, 0, 2, 0)), ("dx_pad", (0, 2, 3, 0))}
    QTest.mouseMove(window.stage.viewport(), QPoint(3, 3))
    QApplication.processEvents()


def test_in_another_chapter_the_step_in_hand_is_told_again(window, table):
    window.session.move_chapters(1)
    catch_up()
    assert "dX[0, 0]" in [label.text() for label in window.explain.panel.findChildren(QLabel)]


def test_what_was_set_up_has_no_ledger_and_says_why(window, table):
    to_chapter(window, "convolve", 3)
    window.explain.panel.set_cell(Cell("weight", (0, 0, 0, 0)))
    assert not table.isVisible()
    said = [label.text() for label in window.explain.panel.findChildren(QLabel)]
    assert any("set up, not computed" in text for text in said)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_line_in_hand_is_marked_in_both_themes(window, table, theme):
    appearance().set_palette(palette(theme))
    QApplication.processEvents()
    image = table.viewport().grab().toImage()
    at = table.visualRect(table.model().index(5, 0))
    assert image.pixelColor(at.left() + 1, at.center().y()).name() == palette(theme).role("accent").name()


def test_nothing_is_worked_out_while_it_is_folded_away(window, table, monkeypatch):
    window.explain.open(False)
    asked = []
    monkeypatch.setattr(type(window.explain.panel.tab("ledger")), "show_frame", lambda *_: asked.append(1))
    move(window, 3)
    assert not asked
    window.explain.open(True)
    assert asked


@pytest.mark.some(1)
@pytest.mark.parametrize(("way", "kind"), [("full", "full"), ("gather", "gather"), ("scatter", "scatter")])
def test_no_heading_is_cut_and_the_first_line_is_seen(window, way, kind):
    window.session.edit(experiments()["colour"], "another")
    window.session.set_options(input_gradient=way)
    number = [one.kind.value for one in window.session.timeline.chapters].index(kind)
    window.session.seek(Position(number, 9))
    table = opened_tab(window, "ledger").table
    header, model = table.horizontalHeader(), table.model()
    measured = header.fontMetrics()
    wide = [header.sectionSize(column) for column in range(model.columnCount())]
    for column, size in enumerate(wide):
        text, words = model.heads[column], Qt.TextFlag.TextWordWrap
        place = measured.boundingRect(0, 0, size, 1000, int(words), text)
        assert place.width() <= size, text
        assert place.height() <= header.height(), text
        assert model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & words
    assert sum(wide) <= table.width()
    assert table.indexAt(QPoint(2, 2)).row() == 0


def test_it_goes_along_with_the_line_in_hand_once_it_is_open(window):
    to_chapter(window, "accumulate", 20)
    table = opened_tab(window, "ledger").table
    assert table.model().row_in_hand() > 10
    window.explain.panel.choose("ledger")  # the same step once more
    assert table.indexAt(QPoint(2, 2)).row() == 0
    for _ in range(8):
        move(window)
    row = table.model().row_in_hand()
    assert row > 10
    assert table.viewport().rect().contains(row_place(table, row))


@pytest.mark.parametrize(
    ("key", "step", "longest"), [("convolve", 28, "green [3, 4]"), ("cross_entropy", 10, "(Z − largest)[1]")]
)
def test_the_name_of_a_line_is_not_cut_off(window, key, step, longest):
    window.session.open_example(next(example for example in EXAMPLES if example.key == "classifier"))
    to_chapter(window, key, step)
    opened_tab(window, "ledger")
    table = window.findChild(QTableView, "ledger_table")
    places = [table.model().index(row, 0).data(LINE).place for row in range(table.model().rowCount())]
    assert longest in places
    for place in places:
        wide = table.columnWidth(0) - 8
        found = fitting(font(12), place, wide)
        assert QFontMetrics(found).horizontalAdvance(place) <= wide, place
        assert found.pixelSize() >= 9


@pytest.mark.some(1)
@pytest.mark.parametrize("percent", [100, 150])
def test_how_many_cells_and_how_often_stand_apart_beside_the_map(window, table, percent):
    settings().set(TEXT_SIZE, percent)
    QApplication.processEvents()
    view = window.findChild(QWidget, "coverage_map")
    wide = QFontMetrics(font(12)).horizontalAdvance
    seen = written(view)
    for words, times in [(one, seen[k + 1]) for k, one in enumerate(seen) if one.text.endswith("cells")]:
        assert times.text.endswith("×")
        assert times.at.x() - words.at.x() - wide(words.text) >= 10
        assert times.at.x() + wide(times.text) <= view.width() + 1
    settings().set(TEXT_SIZE, 100)
