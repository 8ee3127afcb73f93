"""At every step a browser shows the numbers of the window: on the stage, in the lens, in the formula."""

import pytest
from run_catalogue import WAYS, experiments, softmax_of_sums

from cnnviz.canvas.grids.charts.areas import AreaGrid
from cnnviz.canvas.lens.slots import Part, blocks_of, is_alone, is_mask
from cnnviz.canvas.palette import palette
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.looks import looks_of
from cnnviz.canvas.staging.placed_grids import PlacedGrids, made_grid
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.number_format import NumberFormat, format_in
from cnnviz.explain.sums.formula import formula
from cnnviz.export.pages.selection import selected
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.gallery.first_example import first_example
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.storage.document import Document

pytestmark = pytest.mark.browser
DOCUMENTS = {
    "letter": Document(first_example(), RunOptions(follow=0)),
    "classifier": Document(experiments()["classifier"], WAYS["turned"]),
    "softmax": Document(softmax_of_sums(), WAYS["cell by cell"]),
    "positions": Document(experiments()["positions"], WAYS["cell by cell"]),
}


def written(grid):
    """Return what a grid of the window has in its cells."""
    values = grid.values**2 if isinstance(grid, AreaGrid) else grid.values
    pairs = zip(values.ravel().tolist(), grid.progress.ravel().tolist(), strict=True)
    return [grid.form.in_cell(value) if far else "" for value, far in pairs]


def grids_of(frame):
    """Return the grids that the window has, those included that belong to other chapters."""
    plan = stage_plan(frame.chapter, frame.focus, lens=True, run=frame.timeline.chapters)
    looks = looks_of(plan.planes, frame, palette("light"))
    placed = PlacedGrids(plan, {plane.key: made_grid(plane, *looks[plane.key]) for plane in plan.planes})
    placed.show_guests(frame)
    return placed


def in_lens(frame):
    """Return the texts of everything that the lens has of a step, block by block."""
    found = []
    workings = lens(frame)
    for slot, block in blocks_of(workings).items():
        worked_out = slot.part in (Part.PRODUCTS, Part.TOTAL)
        array = workings[slot.working].target if worked_out else block.array
        form = NumberFormat(0) if is_mask(block) else format_in(frame.chapter, array)
        form = form.read if is_alone(block) else form
        found.append([form.in_cell(tile.value) for tile in block.tiles])
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_all_numbers_are_those_of_the_window(qapp, opened, name):
    subject = Subject(DOCUMENTS[name])
    shown = iter(opened(DOCUMENTS[name], f"{subject.run.chapters[0].key}.1").gone_through())
    there, placed = None, None
    for one in selected(subject, ExportOptions()):
        for step in one.steps:
            frame, seen = Frame(subject.run, Position(one.number, step)), next(shown)
            if there != (one.number, frame.focus):
                there, placed = (one.number, frame.focus), grids_of(frame)
            placed.show(frame)
            assert sorted(texts for _, texts in seen["stage"]) == sorted(map(written, placed.grids.values()))
            assert seen["count"] == f"{step + 1} of {len(one.chapter.trace)}"
            assert seen["result"] == formula(frame).result
            assert formula(frame).target.text in seen["formula"]
            assert all(texts in in_lens(frame) for texts in seen["lens"] if texts)
    assert next(shown, None) is None
