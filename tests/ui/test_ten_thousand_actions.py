"""Ten thousand random actions raise nothing, show no number that the engine would not give, and can all be undone.

The first five hundred, others each time, are done with every change; all of them in the long run.
"""

import numpy as np
import pytest
from monkey import Monkey
from plain_network import check_forward, plain_network
from PyQt5.QtCore import QCoreApplication, QEvent, Qt
from swept_up import mark, swept_up

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED
from cnnviz.canvas.plans.stage_plan import Style
from cnnviz.canvas.stage import Stage
from cnnviz.engine import softmax_cross_entropy
from cnnviz.experiment.document import same
from cnnviz.explain.by_maps import by_maps
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.ui.appearance import appearance
from cnnviz.ui.fields.cell_editor import CellEditor

ACTIONS = 500
ROUNDS = 20
PICTURES = 25  # actions between two comparisons of all pixels


def test_five_hundred_actions(window, seed):
    do_and_undo(window, seed)


@pytest.mark.long
@pytest.mark.parametrize("number", range(1, ROUNDS))
def test_and_all_the_others(window, seed, number):
    do_and_undo(window, f"{seed}.{number}")


def do_and_undo(window, seed):
    """Do at random what follows from a seed, take it all back, and compare whatever can be compared."""
    session = window.session
    session.undo_stack.setUndoLimit(0)
    start = session.experiment
    monkey = Monkey(window, seed)
    try:
        do(window, monkey)
    except BaseException:
        print("\n".join(monkey.diary[-30:]))
        raise
    session.player.pause()
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    assert same(session.experiment, start)
    check_run(session)
    check_stage(window, Fresh())


def do(window, monkey):
    session, checked, fresh_run = window.session, None, Fresh()
    for turn in range(ACTIONS):
        monkey.act()
        if session.experiment is not checked:
            check_run(session)
            checked = session.experiment
        check_stage(window, fresh_run)
        if turn % PICTURES == 0:
            check_pixels(window)
            assert not swept_up()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            mark()


def check_run(session):
    """Compare every array of the run with what a plain network, and the engine's way back, make of the layers."""
    experiment, timeline = session.experiment, session.timeline
    net = plain_network(experiment)
    made = {product.label: product for product in timeline.arrays}
    outputs = [p for p in timeline.arrays if not p.gradient and "padded" not in p.label]
    arrays = [product.array for product in outputs]
    np.testing.assert_array_equal(arrays[0], experiment.image[None])
    check_forward(net, arrays)
    upstream = made[f"d{outputs[-1].label}"].array
    if experiment.loss.name == "cross_entropy":
        close(upstream, softmax_cross_entropy(arrays[-1], np.array([experiment.loss.labels[0]]))[1])
    gradients = net.backward(upstream, arrays).arrays
    for product, gradient in zip(outputs, gradients, strict=True):
        close(made[f"d{product.label}"].array, gradient)


class Fresh:
    """The run computed from nothing but what is set up: once, as long as that stays."""

    def __init__(self):
        self.experiment = self.options = self.run = None

    def of(self, session):
        if session.experiment is not self.experiment or session.options != self.options:
            self.experiment, self.options = session.experiment, session.options
            self.run = run_of(self.experiment, self.options)
        return self.run


def check_stage(window, fresh_run):
    """Compare every number on the stage with a run computed from nothing but what is set up."""
    session = window.session
    fresh = Frame(fresh_run.of(session), session.position)
    scene = window.stage.scene()
    assert scene.frame.position == session.position
    for plane in scene.plan.planes:
        if plane.key not in scene.grids:
            assert plane.still  # a filter that is not followed, for which there is no room
            continue
        grid, name = scene.grids[plane.key], plane.array
        if plane.chapter is not None:
            check_guest(plane, grid, fresh)
            continue
        small = plane.size.name == "SMALL" and not plane.exact
        array = fresh.arrays[name] if name in fresh.progress and not small else fresh.chapter.arrays[name]
        np.testing.assert_array_equal(grid.values, plane.of(array), err_msg=f"{fresh.chapter.key}: {name}")
        if name in fresh.progress and not small:
            reached = plane.of(fresh.progress[name])
            left_over = grid.unread & (reached == UNTOUCHED)  # no window will come: their 0 is final
            np.testing.assert_array_equal(grid.progress, np.where(left_over, FINISHED, reached))
        elif name not in fresh.progress:
            assert (grid.progress == FINISHED).all()


def check_guest(plane, grid, frame):
    """Compare what is shown of another chapter, all of it or nothing yet, with that chapter of a run made anew."""
    chapter, there = frame.timeline.chapters[plane.chapter], plane.chapter < frame.position.chapter
    array = by_maps(chapter) if plane.style is Style.SUMS else chapter.arrays[plane.array]
    expected = plane.of(array) if there else np.zeros(grid.unread.shape)
    np.testing.assert_array_equal(grid.values, expected, err_msg=f"{chapter.key}: {plane.array}")
    assert (grid.progress == (FINISHED if there else UNTOUCHED)).all()


def check_pixels(window):
    """Compare the stage, painted bit by bit over many edits, with one that is painted for the first time."""
    stage = window.stage
    for editor in stage.findChildren(CellEditor):
        editor.leave()
    stage.setFocus()  # first: what is being typed elsewhere is taken when the keyboard goes
    QCoreApplication.processEvents()  # a part that has come or gone may have given it another size
    window.session.player.pause()
    window.session.clock.wait(1)
    stage.tick()
    QCoreApplication.sendEvent(stage, QEvent(QEvent.Type.Leave))  # also of another size
    stage.emphasise(())
    fresh = Stage(appearance().palette)
    fresh.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    fresh.resize(stage.size())
    fresh.show()
    fresh.set_magnification(stage.magnification)
    fresh.set_frame(window.session.frame)
    QCoreApplication.processEvents()
    for name in ("horizontalScrollBar", "verticalScrollBar"):
        getattr(fresh, name)().setValue(getattr(stage, name)().value())
    shown, expected = stage.viewport().grab().toImage(), fresh.viewport().grab().toImage()
    fresh.deleteLater()
    assert shown == expected


def close(a, b):
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)
