"""An update is read as one line, W − η · dW = new W, for every parameter that there may be."""

import pytest
from run_catalogue import WAYS, convolved, experiments, image

from cnnviz.canvas.plans.planes import Planes
from cnnviz.canvas.plans.updates import weights_plan
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten, linear_layer
from cnnviz.experiment.windows import Window
from cnnviz.qt import QGraphicsSimpleTextItem
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

MADE = {
    "one": lambda: Experiment((image(1, (5, 5)),), (convolved(1, 1, size=(5, 5)),)),
    "rectangular": lambda: Experiment((image(1, (6, 6)),), (convolution(Window((2, 4)), 1, 1),)),
    "channels": lambda: Experiment((image(3, (8, 8)),), (convolved(3, 4, size=(8, 8)),)),
    "list": lambda: experiments()["classifier"],
}
KINDS = ChapterKind.UPDATE_WEIGHT, ChapterKind.UPDATE_BIAS


def ten_units():
    """Return an experiment whose biases are a longer list."""
    return Experiment((image(1, (4, 4)),), (Flatten(), linear_layer(16, 10)))


def scenes(stage, make, kinds=KINDS):
    """Yield the scene of each update of an experiment."""
    run = run_of(make(), WAYS["window by window"])
    for number, chapter in enumerate(run.chapters):
        if chapter.kind in kinds:
            stage.set_frame(Frame(run, Position(number, len(chapter.trace) // 2)))
            yield stage.scene()


def texts(scene):
    """Return where each text that is seen stands."""
    items = [item for item in scene.items() if isinstance(item, QGraphicsSimpleTextItem)]
    return [(item.text(), item.sceneBoundingRect()) for item in items if item.isVisible() and item.text()]


@pytest.mark.some(3)
@pytest.mark.parametrize("room", [(1221, 347), (600, 380)], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", MADE)
def test_the_signs_stand_between_the_grids_and_over_none(new_stage, name, room):
    seen = 0
    for scene in scenes(new_stage(*room), MADE[name]):
        found, grids = texts(scene), {key: grid.sceneBoundingRect() for key, grid in scene.grids.items()}
        assert scene.lens.face is not None
        for sign in scene.plan.signs:
            left, right = (grids[key] for key in sign.between)
            own = [rect for text, rect in found if text == sign.text and left.right() <= rect.left()]
            between = [rect for rect in own if rect.right() <= right.left() and rect.intersects(left | right)]
            assert between, (scene.frame.chapter.key, sign)
            for rect in between:
                assert not any(rect.intersects(grid) for grid in grids.values())
            seen += 1
    assert seen


@pytest.mark.parametrize("room", [(656, 280), (656, 240), (600, 220), (912, 220)])
@pytest.mark.parametrize("name", MADE)
def test_in_low_rooms_what_is_said_of_a_sign_stands_over_no_other_line(new_stage, name, room):
    for scene in scenes(new_stage(*room), MADE[name]):
        found = texts(scene)
        said = {sign.said for sign in scene.plan.signs} - {""}
        signs = {sign.text for sign in scene.plan.signs}
        taken = [grid.sceneBoundingRect() for grid in scene.grids.values()]
        taken += [rect.adjusted(0, 0, 0, -1) for text, rect in found if text in signs]
        for text, rect in found:
            if text in said and scene.lens.face is not None:
                assert not any(rect.intersects(other) for other in taken), (scene.frame.chapter.key, text)


@pytest.mark.parametrize("room", [(1185, 380), (888, 395)], ids=["wide", "narrow"])
def test_a_long_list_is_read_from_top_to_bottom_with_the_signs_between_its_rows(new_stage, room):
    (scene,) = scenes(new_stage(*room), ten_units, KINDS[1:])
    grids = {key: grid.sceneBoundingRect() for key, grid in scene.grids.items()}
    found = texts(scene)
    for sign in scene.plan.signs:
        upper, lower = (grids[key] for key in sign.between)
        assert upper.bottom() < lower.top()
        (rect,) = [
            r for text, r in found if text == sign.text and upper.bottom() < r.center().y() < lower.top()
        ]
        assert not any(rect.intersects(grid) for grid in grids.values())
        assert not any(rect.intersects(other) for _, other in found if other != rect)
    assert {sign.said for sign in scene.plan.signs} <= {"", *(text for text, _ in found)}
    assert min(grid.cell for grid in scene.grids.values()) >= 40  # side by side they had 20


def test_another_filter_in_hand_has_signs_and_those_before_are_gone(new_stage):
    run = run_of(MADE["channels"](), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is KINDS[0])
    stage = new_stage(1221, 347)
    counts = set()
    for step in (0, len(run.chapters[number].trace) - 1):
        stage.set_frame(Frame(run, Position(number, step)))
        counts.add(sum(text == "− η ·" for text, _ in texts(stage.scene())))
    assert counts == {3}


def test_the_rate_is_that_of_the_step(new_stage):
    made = MADE["one"]()
    run = run_of(made, WAYS["window by window"])
    chapter = next(chapter for chapter in run.chapters if chapter.kind is KINDS[0])
    assert weights_plan(Planes(chapter, 0)).signs[0].said == f"η = {made.learning_rate}"
