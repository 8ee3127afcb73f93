"""What a stroke has changed is known until one does something else."""

import numpy as np
import pytest

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session
from cnnviz.session.undo import next_part

LAYERS = (convolution(Window(padding="same"), 2, 3), Activation(), MaxPooling())


@pytest.fixture
def session(qapp):
    image = np.random.default_rng(1).random((7, 6, 2))
    session = Session(Experiment((image,), LAYERS, "noise").with_layers(LAYERS))
    session.seek(Position(1, 20))
    return session


def draw(session, *pixels, part=-1, value=2.0):
    image = session.experiment.image.copy()
    for pixel in pixels:
        image[pixel] = value
    session.edit(session.experiment.with_image(image, "noise"), "draw", part)


@pytest.mark.parametrize("number", range(5))
def test_all_that_is_another_number_is_known_and_nothing_else(session, number):
    session.seek(Position(number, 3))
    before = session.frame.chapter.arrays
    draw(session, (0, 0, 1), (4, 5, 0))
    for name, array in session.frame.chapter.arrays.items():
        changed = np.zeros(array.shape, bool)
        changed[tuple(session.frame.changed.get(name, np.empty((0, array.ndim), int)).T)] = True
        assert np.array_equal(changed, array != before[name])


def test_a_nan_that_stays_one_is_no_change(session):
    draw(session, (2, 2, 0), value=np.nan)
    session.seek(Position(1, 0))
    draw(session, (2, 2, 1), value=np.nan)
    assert [tuple(cell) for cell in session.frame.changed["x_pad"]] == [(0, 3, 3, 1)]
    assert "y" not in session.frame.changed


def test_the_parts_of_a_stroke_are_one_and_the_next_is_another(session):
    part = next_part()
    for column in range(3):
        draw(session, (1, column, 0), part=part)
    assert len(session.frame.changed["x_pad"]) == 3
    draw(session, (5, 5, 0), part=next_part())
    assert len(session.frame.changed["x_pad"]) == 1
    draw(session, (5, 4, 0))
    assert len(session.frame.changed["x_pad"]) == 1


def other_kernel(session):
    layer = session.experiment.layers[0]
    session.edit(
        session.experiment.with_layer(0, layer.with_window(layer.window.changed(stride=(2, 2)))), "stride"
    )


def smaller(session):
    session.edit(session.experiment.with_image(session.experiment.image[1:], "noise"), "crop")


def other_image(session):
    session.edit(session.experiment.with_image(1 - session.experiment.image, "another"), "open another")


@pytest.mark.parametrize(
    "other",
    [
        lambda session: session.move(1),
        lambda session: session.undo(),
        lambda session: session.follow(1),
        other_kernel,
        smaller,
        other_image,
    ],
)
def test_what_one_does_otherwise_ends_it(session, other):
    draw(session, (1, 1, 0))
    assert session.frame.changed
    other(session)
    assert not session.frame.changed
    assert session.frame.earlier is None


def test_other_decimals_leave_it(session):
    draw(session, (1, 1, 0))
    session.set_decimals(4)
    assert session.frame.changed
    session.move(1)
    session.set_decimals(5)
    assert not session.frame.changed


def test_a_run_that_takes_much_memory_is_not_held_on_to(session, monkeypatch):
    monkeypatch.setattr("cnnviz.session.runs.MOST_BYTES", 1000)
    draw(session, (1, 1, 0))
    assert session.frame.earlier is None
