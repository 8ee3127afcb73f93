"""What differs in the unit, the filter or the channel in hand alone is laid out once for all of them."""

import pytest
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.staging import laid_out
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten, MaxPooling, linear_layer
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.mark.parametrize("kind", [ChapterKind.LINEAR, ChapterKind.CONVOLVE])
def test_one_layout_is_enough_for_what_is_gone_through(new_stage, monkeypatch, kind):
    size = (16, 16)  # so many inputs that the weights of the unit in hand stand alone
    layers = convolved(2, 3, size=size, padding="same"), MaxPooling(), Flatten(), linear_layer(192, 10)
    run = run_of(Experiment((image(2, size),), layers), WAYS["all filters"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    chosen, choose = [], laid_out.choose
    monkeypatch.setattr(laid_out, "choose", lambda *given: chosen.append(given) or choose(*given))
    stage = new_stage(1173, 431)  # as no other test has it, so that nothing is known of it
    places = {}
    for step in range(min(len(run.chapters[number].trace), 10)):
        frame = Frame(run, Position(number, step))
        stage.set_frame(frame)
        grids = {key: grid.sceneBoundingRect().getRect() for key, grid in stage.scene().grids.items()}
        assert set(grids) >= {plane.key for plane in stage.scene().plan.planes}
        places[frame.focus] = [grids[plane.key] for plane in stage.scene().plan.planes]
    first, *others = places.values()
    assert others
    assert all(other == first for other in others)
    assert len(chosen) == 1
