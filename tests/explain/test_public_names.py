"""What people script against: each takes a frame, whatever rooms are open already."""

import cnnviz.explain.lenses.lens
import cnnviz.explain.sums.formula  # noqa: F401  # a room that is open takes no name's place
from cnnviz.explain import formula, ledger, lens, listing, why
from cnnviz.gallery.first_example import first_example
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


def test_each_answers_for_a_frame():
    frame = Frame(run_of(first_example(), RunOptions(0)), Position(1, 27))
    target = frame.step.updates[0].target
    assert str(formula(frame)).startswith("Y[3, 3] = ")
    assert [working.target for working in lens(frame)] == ["y"]
    assert ledger(frame, target).cell == target
    assert why(frame)
    assert listing(frame)
