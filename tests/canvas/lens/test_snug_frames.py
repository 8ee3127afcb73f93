"""The frame of a lens is as large as its largest form needs, and has the sentence where cells have no digits."""

import pytest
from run_catalogue import experiments

from cnnviz.canvas.lens.lettering.texts import words_width
from cnnviz.canvas.lens.ways.arrangements import is_noted
from cnnviz.canvas.lens.ways.forms import forms_of
from cnnviz.canvas.lens.ways.offers import DOWN
from cnnviz.canvas.lens.ways.sizes import ACROSS, Sizes
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.laid_out import laid_out
from cnnviz.gallery.digit import digit
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

ROOMS = [(901, 427), (925, 395)]


def chosen_in(run, room):
    """Yield chapters whose grids are all their own, with the forms of their lens and how it is laid out in a room."""
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, 0))
        plan = stage_plan(chapter, frame.focus, lens=True, run=run.chapters)
        if any(plane.chapter is not None for plane in plan.planes):
            continue
        shapes = tuple(plane.of(chapter.arrays[plane.array]).shape for plane in plan.planes)
        forms = tuple(forms_of(frame, words_width).values())
        yield chapter, forms, laid_out(plan, shapes, room, 1.0, forms, 100)[1]


@pytest.mark.some(1)
@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_spare_in_a_frame(qapp, room):
    for chapter, forms, chosen in chosen_in(run_of(experiments()["classifier"]), room):
        extents = [
            Sizes(form.by_slot, form.labels, chosen.cell, form.note, form.headed).of(
                chosen.ways[form.kinds][0]
            )
            for form in forms
        ]
        needs = max(e.width for e in extents) + 2 * ACROSS, max(e.height for e in extents) + 2 * DOWN
        assert (chosen.width, chosen.height) == needs, chapter.key


@pytest.mark.parametrize("room", ROOMS)
def test_cells_without_digits_leave_room_for_the_sentence(qapp, room):
    told = {}
    for chapter, forms, chosen in chosen_in(run_of(digit()), room):
        told[chapter.kind] = all(is_noted(chosen.ways[form.kinds][0]) for form in forms)
    for kind in (ChapterKind.PAD, ChapterKind.ACTIVATE, ChapterKind.CROP):
        assert told[kind], kind
