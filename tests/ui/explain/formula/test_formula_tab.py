"""Formula in the window: typeset symbols, numbers term by term, folded in the middle, copied as LaTeX."""

import pytest
from explain_tools import cells_of, opened_tab, to_chapter
from painted_texts import texts
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton
from run_catalogue import runs
from ui_tools import until

from cnnviz.canvas.palette import palette
from cnnviz.explain.prose.worked import worked
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.ui.appearance import appearance
from cnnviz.ui.explain.formula.law_view import ROLES
from cnnviz.ui.explain.formula.typesetting import DrawnLaw

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def tab(window):
    """Return the tab at a step of the first convolution, its law set."""
    to_chapter(window, "convolve", 28)
    tab = opened_tab(window, "formula")
    until(lambda: tab.law.formula is not None)
    return tab


def inked(widget):
    """Return how many pixels of a widget are not its ground."""
    image = widget.grab().toImage()
    ground = image.pixelColor(image.width() // 2, 6)
    return sum(
        image.pixelColor(x, y) != ground
        for x in range(8, image.width() - 8)
        for y in range(6, image.height() - 6)
    )


def test_the_law_is_drawn_on_its_card(tab):
    assert inked(tab.law) > 300
    assert tab.law.accessibleName().startswith("Y[i, j] =")


@pytest.mark.parametrize("width", [250, 140, 90])
def test_a_law_fits_whatever_room_there_is(qapp, width):
    latex = r"Y[i, j, f] = \sum_{u,v,c} X[s_1 i + u, s_2 j + v, c] \cdot W[u, v, c, f] + b[f]"
    formula = DrawnLaw(latex, "#000000", width)
    assert formula.lines == 3
    assert 0 < formula.scale <= 1
    assert DrawnLaw("a = b", "#000000", width).lines == 1


def test_it_stays_while_one_steps_and_changes_with_the_chapter(window, tab):
    before = tab.law.formula
    window.session.move(1)
    assert tab.law.formula is before
    to_chapter(window, "scatter", 3)
    until(lambda: tab.law.formula is not before)
    assert r"\partial" in tab.law.accessibleName()


def test_a_law_that_was_set_before_is_there_at_once(window, tab):
    to_chapter(window, "activate", 3)
    before = tab.law.formula
    until(lambda: tab.law.formula is not before)
    to_chapter(window, "convolve", 3)
    assert tab.law.formula is not None
    assert tab.law.formula.lines == 1


def test_what_stands_beneath_makes_way_for_a_higher_law_at_once(tab):
    beneath = next(one for one in tab.findChildren(QLabel) if one.text().startswith("u and v go over"))
    high = r"Y = \frac{\frac{a}{b}}{\frac{c}{d}}"
    tab.law.show_law(high, "a law of two fractions")
    until(lambda: tab.law.height() > 60)
    tab.law.show_law("a = b", "a law in one line")
    until(lambda: tab.law.height() < 60)
    QApplication.processEvents()
    tab.law.show_law(high, "a law of two fractions")  # set before, it is there at once
    assert tab.law.height() > 60
    assert beneath.y() > tab.law.geometry().bottom()


def test_terms_stand_beneath_with_what_they_come_to(tab):
    lines = tab.terms.lines()
    names = [" · ".join(factor.name for factor in line.row.factors) for line in lines if line.row]
    assert names[:2] == ["X padded[3, 4] · W[0, 0]", "X padded[3, 5] · W[0, 1]"]
    assert names[-1] == "b"
    assert tab.terms.accessibleName().endswith("= 2")


def test_a_sum_of_one_term_is_written_to_its_end(window):
    to_chapter(window, "upstream", 0)
    seen = texts(opened_tab(window, "formula").terms)
    assert seen[seen.index("dP[0, 0]", 1) + 1] == "= 1"
    assert "=" not in seen


def test_pointing_at_a_term_lights_its_cells(window, tab):
    found = []
    window.explain.panel.cells_hovered.connect(found.append)
    QTest.mouseMove(tab.terms, tab.terms.line_rect(3).center())
    assert cells_of(found[-1]) == {("x_pad", (0, 4, 4, 0)), ("weight", (1, 0, 0, 0))}


def test_a_long_sum_folds_in_the_middle_and_unfolds(window):
    window.session.open_example(next(example for example in EXAMPLES if example.key == "b"))
    tab = opened_tab(window, "formula")
    folded = [number for number, line in enumerate(tab.terms.lines()) if line.folded]
    assert [tab.terms.lines()[number].folded for number in folded] == [4, 4, 4]
    before = len(tab.terms.lines())
    QTest.mouseClick(tab.terms, LEFT, NONE, tab.terms.line_rect(folded[0]).center())
    assert len(tab.terms.lines()) == before + 3
    window.session.move(1)
    assert len(tab.terms.lines()) == before + 3


def test_it_is_copied_as_latex_and_as_text(window, tab):
    QTest.mouseClick(window.findChild(QPushButton, "formula_latex"), LEFT)
    law, numbers = QApplication.clipboard().text().splitlines()
    assert law == r"\[ Y[i, j] = \sum_{u,v} X^{\text{padded}}[i+u, j+v] \cdot W[u, v] + b \]"
    assert r"X^{\text{padded}}[3, 4]" in numbers
    QTest.mouseClick(window.findChild(QPushButton, "formula_text"), LEFT)
    assert QApplication.clipboard().text().startswith("Y[3, 4] = X padded[3, 4] · W[0, 0] + ")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_drawn_in_the_theme_in_force(window, tab, theme):
    appearance().set_palette(palette(theme))
    until(lambda: is_set_in(tab.law, palette(theme)))
    assert inked(tab.law) > 300


def is_set_in(law, colours):
    """Return whether a law is drawn in the colours of a theme."""
    own, ink = colours.role("own").name(), colours.role("text").name()
    return law.formula is not None and own in law.formula.latex and law.formula.colour == ink


def test_no_two_origins_of_a_step_have_one_colour():
    for name, timeline in runs():
        for number in range(len(timeline.chapters)):
            made = worked(Frame(timeline, Position(number, 0)))
            found = {factor.origin for group in made.groups for row in group.rows for factor in row.factors}
            assert len({ROLES[origin] for origin in found}) == len(found), (name, found)
