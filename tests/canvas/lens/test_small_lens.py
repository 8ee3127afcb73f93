"""Where a lens has to shrink, what comes of a step is readable all the same: a number that stands alone."""

import pytest
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.lens.slots import Part
from cnnviz.experiment.document import Experiment
from cnnviz.gallery.classifier import classifier
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.mark.some(1)
@pytest.mark.parametrize("kind", [ChapterKind.CORRELATE, ChapterKind.BIAS_GRADIENT])
def test_the_result_of_hundreds_of_terms_is_as_large_as_lens_cells_are(new_stage, kind):
    made = Experiment((image(1, (28, 28)),), (convolved(1, 4, size=(28, 28), kernel_size=(5, 5)),))
    run = run_of(made, WAYS["turned"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage = new_stage(1181, 427)
    stage.set_frame(Frame(run, Position(number, len(run.chapters[number].trace) // 2)))
    face = stage.scene().lens.face
    (result,) = (put for put in face.grids if put.node.slot.part is Part.RESULT)
    assert min(put.cell for put in face.grids) < 14
    assert result.cell >= 28


def test_a_lens_of_large_windows_leaves_the_grids_so_large_that_they_can_be_pointed_at(new_stage):
    """Three channels under windows as large as their gradient, in the smallest window of the program."""
    run = run_of(classifier(), WAYS["cell by cell"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.CORRELATE)
    stage = new_stage(925, 395)
    stage.set_frame(Frame(run, Position(number, 10)))
    scene = stage.scene()
    assert scene.layout.cell >= 6
    for key, grid in scene.grids.items():
        if key.startswith("dweight"):
            assert grid.typography(grid.cell) is not None
    windows = [grid for put, grid in scene.lens.face.grids.items() if put.node.slot.part is Part.FACTOR]
    assert windows[0].typography(windows[0].cell) is not None


@pytest.mark.parametrize("room", [(925, 395), (1181, 427)])
def test_what_is_written_of_several_channels_has_its_digits(new_stage, room):
    run = run_of(classifier(), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.ACCUMULATE)
    stage = new_stage(*room)
    stage.set_frame(Frame(run, Position(number, 26)))
    written = [grid for key, grid in stage.scene().grids.items() if key.startswith("dweight")]
    assert len(written) == 3
    assert all(grid.typography(grid.cell) is not None for grid in written)
