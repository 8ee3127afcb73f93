"""The check in the window: what is nudged, by how much, and what is worked out when."""

from fractions import Fraction

import pytest
from explain_tools import catch_up, move, opened_tab, part, to_chapter
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from run_catalogue import experiments
from ui_tools import until

from cnnviz.explain.checks.check import NudgeSide, check
from cnnviz.explain.checks.curve import POINTS
from cnnviz.explain.checks.spot import Spot, givens
from cnnviz.explain.numbers import shown
from cnnviz.run.compute import run_of
from cnnviz.run.edits import with_number
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.check import check_work
from cnnviz.ui.explain.check.check_numbers import CheckNumbers, lines_of
from cnnviz.ui.explain.check.check_work import CheckWork

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def numbers(window):
    """Return the lines of the check, by what they are called."""
    lines = part(window, "check_numbers").accessibleName().split("; ")
    return dict(line.split(": ", 1) for line in lines)


def drawn(window):
    """Return the points of the plot, when all are there."""
    plot = part(window, "check_plot")
    until(lambda: len(plot.points) > POINTS)
    return plot.points


def test_the_loss_stands_beside_the_gradient(window, tab):
    spot = tab.spot
    window.findChild(QToolButton, "check_up").click()
    window.findChild(QSlider, "check_eps").setValue(21)
    made = check(window.session.timeline, spot, 0.1, NudgeSide.UP)
    shown = numbers(window)
    assert spot.name == "W[1, 0]"
    assert (shown["Loss before"], shown["Loss after"]) == ("19.4", "20.21")
    assert shown["dW[1, 0]"] == "8.1"
    assert float(shown["Δ loss / ε"]) == pytest.approx(made.quotient, rel=1e-5)


def test_the_change_is_the_difference_of_the_losses_as_they_are_printed(window, tab):
    window.findChild(QToolButton, "check_down").click()
    slider = window.findChild(QSlider, "check_eps")
    for notch in (21, 15, 20):
        slider.setValue(notch)
        shown = numbers(window)
        before, after, change = (
            Fraction(shown[name].replace("−", "-")) for name in ("Loss before", "Loss after", "Δ loss")
        )
        assert after - before == change, shown
    assert (shown["Loss after"], shown["Δ loss"]) == ("18.995", "−0.405")


def test_the_curve_goes_through_the_losses(window, tab, monkeypatch):
    points = dict(drawn(window))
    spot = tab.spot
    assert points[spot.value] == window.session.timeline.loss
    assert len(points) == POINTS + 3  # both ends of the step, and its middle is one of them
    anew = []
    monkeypatch.setattr(check_work, "points", lambda *_: anew.append(1) or iter(()))
    window.findChild(QSlider, "check_eps").setValue(6)
    QApplication.processEvents()
    assert not anew  # the same curve
    assert len(part(window, "check_plot").points) == POINTS + 3
    window.findChild(QToolButton, "check_up").click()
    window.findChild(QSlider, "check_eps").setValue(21)
    assert len(drawn(window)) == POINTS + 2


@pytest.fixture
def asked(monkeypatch):
    """Return the names of all numbers that are nudged from now on."""
    names, real = [], check_work.checked

    def note(probe, *more):
        names.append(probe.spot.name)
        return real(probe, *more)

    monkeypatch.setattr(check_work, "checked", note)
    return names


def test_steps_in_which_the_same_number_takes_part_work_nothing_out(window, tab, asked):
    drawn(window)
    for _ in range(3):
        move(window)
    assert not asked


def test_of_steps_that_go_by_at_once_the_number_of_the_last_is_nudged_when_the_stage_is_painted(
    window, tab, asked
):
    window.session.set_options(input_gradient="gather")
    to_chapter(window, "gather", 23)
    asked.clear()
    for _ in range(3):
        window.session.move(1)
    assert not asked
    catch_up()
    assert asked == [tab.spot.name] == ["X[1, 5]"]


def test_a_number_that_was_picked_stays_and_no_step_works_anything_out(window, tab, asked):
    window.session.set_options(weight_gradient="correlate")
    to_chapter(window, "correlate", 2)
    assert tab.spot.name == "W[0, 2]"
    tab.choice.spot_chosen.emit(Spot(tab.spot.given, (1, 1, 0, 0)))
    asked.clear()
    move(window, 2)
    assert (tab.spot.name, asked) == ("W[1, 1]", [])


def test_its_numbers_have_the_decimals_that_are_asked_for(opened):
    window = opened("grey")
    to_chapter(window, "convolve", 3)
    tab, said = opened_tab(window, "check"), []
    for decimals in (2, 6, 0):
        window.session.set_decimals(decimals)
        catch_up()
        value = f"= {shown(tab.spot.value, decimals)}"
        assert value in [label.text() for label in tab.choice.findChildren(QLabel)]
        said.append(value)
    assert said[1] not in (said[0], said[2])


def test_nothing_is_worked_out_while_it_is_hidden(window, tab, monkeypatch):
    window.explain.panel.choose("why")
    asked = []
    monkeypatch.setattr(check_work, "checked", lambda *_: asked.append(1))
    monkeypatch.setattr(check_work, "points", lambda *_: asked.append(1))
    edited = with_number(
        window.session.experiment, window.session.frame.chapter, Cell("weight", (0, 0, 0, 0)), 3.0
    )
    window.session.edit(edited, "another")
    window.session.move(1)
    QApplication.processEvents()
    assert not asked


def test_an_edit_is_checked_at_the_same_number(window, tab):
    before = tab.spot
    cell = Cell("weight", (*before.at[:2], 0, 0))
    window.session.edit(
        with_number(window.session.experiment, window.session.frame.chapter, cell, 3.0), "another"
    )
    assert (tab.spot.name, tab.spot.value) == (before.name, 3.0)
    assert tab.spot.given.array is not before.given.array


def test_what_takes_long_is_worked_out_when_it_is_asked_for(window, tab, monkeypatch):
    monkeypatch.setattr(check_work, "AT_ONCE", 10)
    window.session.edit(experiments()["grey"], "another")
    button = window.findChild(QPushButton, "check_do")
    assert button.isVisible()
    assert not part(window, "check_plot").isVisible()
    QTest.mouseClick(button, LEFT)
    until(lambda: part(window, "check_plot").isVisible())
    assert len(part(window, "check_plot").points) > POINTS
    assert numbers(window)


def test_what_was_asked_for_stays_while_one_steps(window, tab, monkeypatch):
    monkeypatch.setattr(check_work, "AT_ONCE", 10)
    window.session.set_options(weight_gradient="correlate")
    to_chapter(window, "correlate", 2)
    QTest.mouseClick(window.findChild(QPushButton, "check_do"), LEFT)
    move(window)
    assert tab.spot.name == "W[0, 2]"
    until(lambda: part(window, "check_plot").isVisible())


def test_what_comes_when_another_number_is_nudged_is_not_told_of_that(qapp):
    run, other = (run_of(experiments()["grey"]) for _ in range(2))
    spots = [Spot(givens(run)[1], (row, 0, 0, 0)) for row in range(2)]
    work, jobs, found = CheckWork(), [], []
    work.job_asked.connect(jobs.append)
    work.found.connect(found.append)
    for here, now, told in ((run, spots[1], 0), (other, spots[0], 0), (run, spots[0], 1)):
        work.takes_long(run, spots[0])
        work.ask(run, spots[0], 0.1, NudgeSide.BOTH)
        work.takes_long(here, now)
        jobs[-1].done(jobs[-1].work())
        assert len(found) == told


@pytest.mark.parametrize("name", ["classifier", "signed"])
@pytest.mark.parametrize("way", NudgeSide)
@pytest.mark.parametrize("eps", [0.1, 0.002, 1e-5])
def test_the_change_that_is_printed_divided_by_what_is_printed_is_the_quotient(name, way, eps):
    run = run_of(experiments()[name])
    given = next(one for one in givens(run) if one.label.startswith("W"))
    spot = Spot(given, (0,) * (given.array.ndim - given.info.sampled))
    lines = {line.name: line for line in lines_of(check(run, spot, eps, way), 0) if line is not None}
    quotient = next(line for label, line in lines.items() if label.startswith("Δ loss /"))
    above, _, below = quotient.how.replace("−", "-").partition(" / ")
    assert above == lines["Δ loss"].number.replace("−", "-")
    if quotient.number.startswith("≈ "):
        assert eps == 1e-5
        return
    assert (
        f"{float(above) / float(below.strip('()')):.6g}" == f"{float(quotient.number.replace('−', '-')):.6g}"
    )


@pytest.mark.parametrize("room", [262, 300])
def test_no_line_of_the_numbers_is_cut_off(qtbot, room):
    run = run_of(experiments()["classifier"])
    given = next(one for one in givens(run) if one.label.startswith("W"))
    panel = QWidget()
    qtbot.addWidget(panel)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    numbers = CheckNumbers(panel)
    column.addWidget(numbers)
    column.addStretch(1)
    panel.resize(room, 600)
    panel.show()
    numbers.show_check(check(run, Spot(given, (0,) * given.array.ndim), 1e-3, NudgeSide.BOTH), 0)
    until(lambda: numbers.minimumHeight() > 0)
    QApplication.processEvents()
    for label in filter(QLabel.text, numbers.findChildren(QLabel)):
        flags = int(label.alignment()) | (Qt.TextFlag.TextWordWrap if label.wordWrap() else 0)
        inside = label.contentsRect()
        text = label.fontMetrics().boundingRect(inside, flags, label.text())
        assert inside.contains(text.adjusted(1, 1, -1, -1)), label.text()
