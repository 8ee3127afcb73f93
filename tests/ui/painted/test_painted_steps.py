"""What the window writes goes along with the step in hand, in every chapter: read from what it paints."""

import re

import pytest
from layer_tools import chapters, click, go_to, named
from painted_texts import number, texts, written
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QToolButton
from ui_tools import press, to_convolution, type_over

from cnnviz.explain.sums.formula import formula
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


def status(window):
    """Return what is written at the left of the status bar."""
    (line,) = [text for text in texts(named(window, "place")) if text.strip()]
    return line


def hint(window):
    (line,) = texts(named(window, "key_hint"))
    return line


def move(window, at):
    """Move the pointer over the stage, as the platform tells the window of it."""
    QTest.mouseMove(window.windowHandle(), window.stage.viewport().mapTo(window, QPoint(at)))
    QApplication.processEvents()


@pytest.mark.some(1)
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("grey", {}),
        ("classifier", {"input_gradient": "gather"}),
        ("colour", {"weight_gradient": "correlate"}),
    ],
)
def test_heading_and_place_are_those_of_every_chapter(opened, name, options):
    window = opened(name, **options)
    told = []
    for index, chapter in enumerate(chapters(window)):
        step = len(chapter.trace) // 2
        window.session.seek(Position(index, step))
        title, *subtitle = (text.strip() for text in texts(named(window, "heading")))
        assert title == (chapter.heading or chapter.title)
        told.append(subtitle)
        line = status(window)
        assert line.startswith(chapter.title)
        m, n = map(int, re.search(r"step (\d+) of (\d+)", line).groups())
        assert (m, n) == (step + 1, len(chapter.trace))
        frame = window.session.frame
        (cell,) = formula(frame).target.cells
        value = float(frame.arrays[cell.array][cell.index])
        assert number(line.rpartition("= ")[2]) == pytest.approx(value, abs=0.006)
    assert all(any(len(text) > 20 for text in subtitle) for subtitle in told)


def test_a_cell_is_told_as_it_is_now_and_the_step_again_where_the_pointer_has_left(window):
    to_convolution(window, 27)
    place, arrays = status(window), window.session.frame.arrays
    told = set()
    for row in range(1, 8, 2):
        for array, index in (("x_pad", (0, row, row, 0)), ("y", (0, 2, row - 1, 0))):
            cell = Cell(array, index)
            move(window, window.stage.cell_centre(cell))
            line = status(window)
            assert line.startswith(f"{window.session.frame.chapter.label(array)}[{index[1]}, {index[2]}] = ")
            assert number(line.partition("= ")[2]) == pytest.approx(float(arrays[array][index]))
            told.add(line)
    move(window, window.stage.cell_centre(Cell("y", (0, 7, 7, 0))))
    assert re.match(r"Y\[7, 7\] is not computed yet · click", status(window))
    move(window, QPoint(3, 3))
    assert status(window) == place
    assert len(told) == 8


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("array", "index", "words"),
    [
        ("weight", (1, 1, 0, 0), ["click to type", "wheel"]),
        ("x_pad", (0, 3, 3, 0), ["click to type"]),
        ("x_pad", (0, 0, 0, 0), []),
        ("y", (0, 1, 1, 0), ["click to go"]),
    ],
)
def test_what_a_click_on_a_cell_does_is_told(window, array, index, words):
    to_convolution(window, 27)
    move(window, window.stage.cell_centre(Cell(array, index)))
    line = status(window)
    assert all(word in line for word in words)
    assert ("click" in line, "wheel" in line) == (bool(words), "wheel" in words)


def test_the_keys_are_told_that_hold_where_the_keyboard_is(window):
    assert re.match(r"Space plays .*step", hint(window))
    named(window, "draw_pad").setFocus()
    assert re.match(r"Space draws .*Esc", hint(window))
    rate = named(window, "learning_rate")
    rate.setFocus()
    assert re.fullmatch(r"Type a number · Space plays .*step · Esc back to the stage", hint(window))
    before = rate.text()
    type_over(rate, "7")
    assert re.fullmatch(r"Enter.* takes the number · Esc drops it", hint(window))
    press(Qt.Key.Key_Escape)
    assert (rate.text(), hint(window)[:11]) == (before, "Space plays")
    type_over(rate, "7")
    press(Qt.Key.Key_Return)
    assert (rate.text(), hint(window)[:11]) == ("7", "Space plays")


@pytest.mark.parametrize(
    ("chapter", "ways"),
    [
        (
            "scatter",
            {"Scatter": ["scatter"], "Gather": ["gather"], "Turned kernel": ["spread", "turn", "full"]},
        ),
        ("accumulate", {"Accumulate": ["accumulate"], "Correlate": ["correlate", "bias_gradient"]}),
    ],
)
def test_a_way_leads_where_its_button_says(opened, chapter, ways):
    window = opened("colour")
    go_to(window, chapter)
    switch = named(window, "ways")
    for way in reversed(ways):
        lines = {line.text: line.at.toPoint() for line in written(switch)}
        assert list(lines) == list(ways)
        click(switch.childAt(lines[way]))
        assert window.session.frame.chapter.kind.value in ways[way]
        assert [
            button.text()
            for button in switch.findChildren(QToolButton)
            if button.isChecked() and button.isVisible()
        ] == [way]


@pytest.mark.some(2)
@pytest.mark.parametrize("way", ["scatter", "gather", "full"])
def test_the_way_in_force_is_marked_before_any_is_clicked(opened, way):
    window = opened("colour", input_gradient=way)
    go_to(window, {"full": "spread"}.get(way, way))
    marked = [name for name in ("scatter", "gather", "full") if named(window, f"way_{name}").isChecked()]
    assert marked == [way]
