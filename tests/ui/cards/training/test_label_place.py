"""A label of the loss plot covers neither the line nor what else is written, wherever there is room for it."""

import numpy as np
import pytest

from cnnviz.ui.cards.training.label_place import Box, along, around, best, covers_nothing

SIZE = 0.18, 0.14  # of a loss, as parts of the plot
FALLING = [(float(x), float(0.95 * np.exp(-3 * x) + 0.02)) for x in np.linspace(0.03, 0.94, 50)]
STRAIGHT = [(0.03, 0.95), (0.78, 0.07)]
BEND = [(0.03, 0.9), (0.3, 0.2), (0.94, 0.1)]


def covers(box, run):
    """Return whether a line runs through a box, looked at as densely as pixels lie."""
    xs, ys = zip(*run, strict=True)
    at = np.linspace(max(box.left, xs[0]), min(box.right, xs[-1]), 500)
    heights = np.interp(at, xs, ys)
    return (
        bool(((heights > box.low) & (heights < box.high)).any()) and box.right > xs[0] and box.left < xs[-1]
    )


@pytest.mark.parametrize("run", [FALLING, STRAIGHT, BEND])
@pytest.mark.parametrize("share", [0.0, 0.4, 0.8, 1.0])
def test_the_loss_of_a_round_stands_beside_the_line_and_within_the_plot(run, share):
    box = best(around(run[round(share * (len(run) - 1))], SIZE), [run], [])
    assert not covers(box, run)
    assert box.left >= 0
    assert box.low >= 0
    assert box.right <= 1
    assert box.high <= 1


@pytest.mark.parametrize("current", [0.1, 0.4, 0.9])
def test_what_the_dashes_are_is_written_over_neither_the_line_nor_the_mark_of_what_is_open(current):
    box = best(along(0.3, (0.4, 0.12)), [FALLING], [Box(current, 0, current, 1)])
    assert not covers(box, FALLING)
    assert not box.meets(Box(current, 0, current, 1))


def test_it_is_known_where_nothing_can_be_written_without_covering_something():
    mark = Box(0.64, 0, 0.64, 1)
    run = [(0.03, 0.9), (0.27, 0.3), (0.64, 0.06)]
    long, short = (best(along(0.3, (wide, 0.12)), [run], [mark]) for wide in (0.45, 0.2))
    assert not covers_nothing(long, [run], [mark])
    assert covers(long, run) or long.meets(mark)
    assert covers_nothing(short, [run], [mark])
    assert not covers(short, run)
    assert not short.meets(mark)
