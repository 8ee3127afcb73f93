"""Where a lens has to shrink, what comes of a step is readable all the same: a number that stands alone."""

import pytest
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.lens.slots import Part
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


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
