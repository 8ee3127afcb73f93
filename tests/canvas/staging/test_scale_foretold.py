"""The scale of an array of which numbers are still to come covers every number that is shown, and tells of no other."""

import numpy as np

from cnnviz.canvas.staging.scale import named_scale, scale_in
from cnnviz.gallery.first_example import first_example
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Known, Veil


def test_who_predicts_sees_each_number_in_a_colour_of_its_own():
    run = run_of(first_example(), RunOptions(0))
    number = [one.key for one in run.chapters].index("scatter")
    chapter, veil = run.chapters[number], Veil(run)
    array, narrow = chapter.trace[0].updates[0].target.array, 0
    last = scale_in(Frame(run, Position(number, 0)), array)
    for step in range(len(chapter.trace) - 1):
        seen = Frame(veil.over(known=Known(number, step + 1)), Position(number, step))
        scale, shown = scale_in(seen, array), np.concatenate([seen.before[array], seen.arrays[array]])
        assert np.nanmax(np.abs(shown)) <= scale.high == -scale.low
        assert named_scale(seen).scale == scale
        narrow += scale.high < last.high
    assert narrow > 2  # it does not tell how large the numbers will be
    whole = Frame(veil.over(known=Known(number + 1, 0)), Position(number, len(chapter.trace) - 1))
    assert scale_in(whole, array) == last
