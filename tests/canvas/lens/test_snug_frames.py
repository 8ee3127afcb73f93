"""The frame of a lens is as large as its largest form needs, whatever larger way it was tried for."""

import pytest
from run_catalogue import experiments

from cnnviz.canvas.lens.texts import words_width
from cnnviz.canvas.lens.ways.forms import forms_of
from cnnviz.canvas.lens.ways.offers import DOWN
from cnnviz.canvas.lens.ways.sizes import ACROSS, Sizes
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.laid_out import laid_out
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.mark.parametrize("room", [(901, 427), (925, 395)])
def test_nothing_is_spare_in_a_frame(qapp, room):
    run = run_of(experiments()["classifier"])
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, 0))
        plan = stage_plan(chapter, frame.focus, lens=True, run=run.chapters)
        shapes = tuple(
            plane.of(chapter.arrays[plane.array]).shape for plane in plan.planes if plane.chapter is None
        )
        if len(shapes) < len(plan.planes):
            continue  # some belong to another chapter
        forms = tuple(forms_of(frame, words_width).values())
        _, chosen = laid_out(plan, shapes, room, 1.0, forms, 100)
        extents = [
            Sizes(form.by_slot, form.labels, chosen.cell, form.note, form.headed).of(
                chosen.ways[form.kinds][0]
            )
            for form in forms
        ]
        needs = max(e.width for e in extents) + 2 * ACROSS, max(e.height for e in extents) + 2 * DOWN
        assert (chosen.width, chosen.height) == needs, chapter.key
