"""The axes of the plot: numbers as short as tells them apart, all of them to be read."""

import pytest
from explain_tools import opened_tab, part, to_chapter
from painted_texts import written
from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QFontMetricsF
from ui_tools import until

from cnnviz.explain.checks.check import NudgeSide, check
from cnnviz.explain.checks.curve import POINTS
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.session.settings.settings import TEXT_SIZE, settings
from cnnviz.ui.explain.check.plot_scale import marks, scale_of
from cnnviz.ui.explain.flow import font

PLACE = QRectF(0, 0, 200, 200)


def value(text):
    return float(text.replace("−", "-") or 0)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (1.23, 1.42),
        (1.65308071, 1.65308076),
        (-1.65308076, -1.65308071),
        (-3e-9, 2e-9),
        (0.99999999, 1.00000001),
        (1234567.1, 1234568.9),
        (1e8, 2.5e8),
        (1e-13, 1.02e-13),
        (99999.1, 99999.9),
    ],
)
def test_marks_are_told_apart_in_few_digits(low, high):
    base, found = marks(low, high, 4)
    texts = [text for _, text in found]
    assert 2 <= len(texts) == len(set(texts)) <= 5
    assert max(map(len, texts)) <= 8
    for exact, text in found:
        assert low <= exact <= high
        assert value(base) + value(text) == pytest.approx(exact, abs=(high - low) / 1000)


@pytest.mark.parametrize("loss", [1.6530807111320713, -1.6530807111320713, 0.0, 1234.56789, 1e-3])
def test_a_level_line_has_an_axis_of_few_digits(loss):
    scale = scale_of(PLACE, -1.0, 1.0, [loss] * 3)
    base, found = marks(scale.low, scale.high, 4)
    assert base == ""
    assert max(len(text) for _, text in found) <= 7
    assert scale.up(loss) == pytest.approx(PLACE.center().y())


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("rises", [0.0, 1e-7, 1.0])
def test_nothing_that_the_axes_say_is_cut(window, percent, rises):
    """A number that the loss does not notice, as it is, or in a curve that rises by so much of the loss."""
    settings().set(TEXT_SIZE, percent)
    window.session.open_example(next(shown for shown in EXAMPLES if shown.key == "classifier"))
    to_chapter(window, "linear_weight", 0)
    tab, plot = opened_tab(window, "check"), part(window, "check_plot")
    until(lambda: len(plot.points) > POINTS)
    made = check(window.session.timeline, tab.spot, 0.001, NudgeSide.BOTH)
    loss, values = made.low.loss, [at for at, _ in plot.points]
    plot.show_check(
        made, [(at, loss * (1 + rises * number)) for number, at in enumerate(values)], values[0], values[-1]
    )
    lines = written(plot)
    assert any(line.text.endswith(" +") for line in lines) == (rises == 1e-7)
    for line in lines:
        wide = QFontMetricsF(font(11)).horizontalAdvance(line.text)
        assert line.at.x() >= 0, line.text
        assert line.at.x() + wide <= plot.width() + 1, line.text
        assert 8 <= line.at.y() <= plot.height(), line.text
