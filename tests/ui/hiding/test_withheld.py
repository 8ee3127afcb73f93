"""Where a result is hidden and its terms are not, nobody works it out: it is nowhere in the window."""

import math

import numpy as np
import pytest
from hidden_tools import said
from PyQt5.QtWidgets import QApplication, QGraphicsView

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.numbers import exactly
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.session.hiding import hide

NEAR = 1e-9
LARGER = ("colour", "classifier")


def worked_out(frame):
    """Return the results of the step in hand and what it works out on the way to them, if no other number is that."""
    made = set()
    for working in lens(frame):
        for group in working.groups:
            blocks = [block for block in (group.products, group.after) if block is not None]
            made |= {tile.value for block in blocks for tile in block.tiles}
            made |= {group.total.value} if group.total is not None else set()
        made |= {working.result.value} if working.result is not None else set()
    others = np.concatenate([np.ravel(array) for array in frame.before.values()])
    constants = [f.value for u in frame.step.updates for t in u.terms for f in t if hasattr(f, "value")]
    known = np.abs(np.append(others, [*constants, 0.0, 1.0]))
    return {value for value in made if np.isfinite(value) and np.abs(known - abs(value)).min() > NEAR}


def numbers(window):
    """Return every number that a grid of the stage shows, or may show."""
    (view,) = [one for one in window.findChildren(QGraphicsView) if one is window.stage]
    grids = [item for item in view.scene().items() if isinstance(item, GridItem)]
    return np.concatenate([grid.values.ravel() for grid in grids])


@pytest.mark.parametrize("name", ["colour", pytest.param("classifier", marks=pytest.mark.long)])
def test_what_a_step_writes_is_nowhere_until_it_is_shown(opened, name):
    window = opened(name)
    session = window.session
    noise = np.random.default_rng(3).random(session.experiment.image.shape)
    session.edit(session.experiment.with_image(noise, "noise"), "noise")
    window.explain.open(True)
    session.set_decimals(6)
    checked = 0
    for index, chapter in enumerate(session.timeline.chapters):
        position = Position(index, len(chapter.trace) // 2)
        session.seek(position)
        open_frame = Frame(session.timeline, position)
        secret = worked_out(open_frame)
        results = {float(open_frame.arrays[one.array][one.index]) for one in open_frame.step.writes}
        hide(session, session.frame.step.writes)
        target, source = session.frame.step.updates[0].target, session.frame.step.reads
        for cell in (target, *list(source)[:1]):
            window.stage.hover(cell)
            QApplication.processEvents()
            words = said(window)
            for value in secret:
                assert not np.isclose(numbers(window), value, rtol=0, atol=NEAR).any(), (chapter.key, value)
                digits = exactly(abs(round(value, 6)))
                if len(digits) > 6 and value in results:  # a product may be that of another step, too
                    assert not [text for text in words if digits in text], (chapter.key, digits)
        window.stage.hover(None)
        checked += len(secret)
        session.undo()
        assert not session.hidden
    assert checked > 20


def test_who_has_won_is_not_told(opened):
    window = opened("grey")
    session = window.session
    for key in ("max_pool", "max_pool_back"):
        index = [chapter.key for chapter in session.timeline.chapters].index(key)
        session.seek(Position(index, 5))
        assert session.frame.standings
        hide(session, session.frame.step.writes)
        frame = session.frame
        assert not frame.standings
        masks = [f for u in frame.step.updates for t in u.terms for f in t if getattr(f, "of", "")]
        assert all(math.isnan(mask.value) and mask.label == "?" for mask in masks)
        if key == "max_pool":
            window_of_it = {aside.index for update in frame.step.updates for aside in update.aside}
            for array in (frame.arrays["mask"], frame.chapter.arrays["mask"]):
                assert set(map(tuple, np.argwhere(np.isnan(array)).tolist())) == window_of_it
        session.undo()


@pytest.mark.parametrize("name", ["grey", *(pytest.param(name, marks=pytest.mark.long) for name in LARGER)])
def test_what_is_asked_is_nowhere_until_it_is_answered(opened, name):
    window = opened(name)
    session = window.session
    noise = np.random.default_rng(5).random(session.experiment.image.shape)
    session.edit(session.experiment.with_image(noise, "noise"), "noise")
    window.explain.open(True)
    session.set_decimals(6)
    window.actions_by_id["learn.predict"].trigger()
    checked = 0
    for index, chapter in enumerate(session.timeline.chapters):
        position = Position(index, len(chapter.trace) // 2)
        session.seek(position)
        talk = session.talk
        if not talk.is_open:
            continue
        open_frame = session.open_frame(position)
        results = [float(open_frame.arrays[one.array][one.index]) for one in open_frame.step.writes]
        later = [
            array for one in open_frame.timeline.chapters[index + 1 :] for array in one.trace.outputs.values()
        ]
        ahead = {float(array.ravel()[array.size // 2]) for array in later}
        seen = {float(value) for array in session.frame.arrays.values() for value in array.ravel()}
        ahead -= seen | {-value for value in seen}  # the largest of some is one of them
        secret = worked_out(open_frame)
        for cell in (*open_frame.step.writes, *list(open_frame.step.reads)[:1]):
            window.stage.hover(cell)
        words = said(window)
        shown = numbers(window)
        for value in secret:
            assert not np.isclose(shown, value, rtol=0, atol=NEAR).any(), (chapter.key, value)
        for value in {*results, *ahead} & {*secret, *ahead}:
            digits = exactly(abs(round(value, 6)))
            if len(digits) > 6:
                assert not [text for text in words if digits in text], (chapter.key, digits)
        checked += len(secret)
        window.stage.hover(None)
    assert checked > 5
