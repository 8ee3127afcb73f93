"""Where kernels are turned each number says whose it is: of which filter, and for which channel."""

import pytest
from painted_texts import texts
from run_catalogue import WAYS, convolved, image

from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

ROOM = 1181, 427
MADE = {
    "several of both": ((2, 3, 1), {f"filter {f} · channel {c}" for f in range(3) for c in range(2)}),
    "in groups": ((4, 2, 2), {f"filter {f} · channel {2 * f + c}" for f in range(2) for c in range(2)}),
    "one channel": ((1, 3, 1), {f"filter {f}" for f in range(3)}),
    "one filter": ((3, 1, 1), {f"channel {c}" for c in range(3)}),
}


@pytest.mark.parametrize("name", MADE)
def test_each_has_its_name_and_no_two_the_same(new_stage, name):
    (channels, filters, groups), names = MADE[name]
    made = Experiment((image(channels),), (convolved(channels, filters, groups=groups),))
    run = run_of(made, WAYS["turned"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.TURN)
    stage = new_stage(*ROOM)
    stage.set_frame(Frame(run, Position(number, len(run.chapters[number].trace) // 2)))
    said = texts(stage)
    assert all(said.count(one) == 1 for one in names - headings(stage)), said
    assert names <= {*said} | headings(stage)


def headings(stage):
    """Return what is said over the grids too, of those in hand."""
    return {plane.subtitle for plane in stage.scene().plan.planes}
