"""Every chapter of a run, most of all those of the way back, with mouse and keys."""

import numpy as np
import pytest
from layer_tools import chapters, click, go_to, named
from PyQt5.QtCore import QPoint, Qt
from ui_tools import choose, double_click, press

from cnnviz.canvas.palette import palette
from cnnviz.canvas.plans.stage_plan import Size
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.timeline import Grain, Position
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance

KEY = Qt.Key
NAMES = ["grey", "colour", "classifier", "positions"]


@pytest.mark.parametrize("options", [{}, {"input_gradient": "full", "weight_gradient": "correlate"}])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.some(1)
def test_a_click_on_a_written_cell_goes_to_its_step_in_every_chapter(opened, name, options):
    window = opened(name, **options)
    for number, chapter in enumerate(chapters(window)):
        window.session.seek(Position(number, len(chapter.trace) - 1))
        window.session.seek(Position(number, len(chapter.trace) // 2))
        for array in chapter.trace.outputs:
            cells = np.argwhere(window.session.frame.progress[array])
            if not len(cells):
                continue
            cell = Cell(array, tuple(cells[0].tolist()))
            steps = chapter.trace.steps_of(cell)
            before = window.session.position.step
            try:
                at = window.stage.cell_centre(cell)
            except LookupError:
                assert chapter.kind in (
                    ChapterKind.TURN,
                    ChapterKind.SPREAD,
                    ChapterKind.FLATTEN_BACK,
                    ChapterKind.UPDATE_WEIGHT,
                ), chapter.key
                continue
            click(window.stage.viewport(), at)
            expected = next((step for step in steps if step > before), steps[0])
            assert window.session.position == Position(number, expected), (chapter.key, array)
            window.session.seek(Position(number, len(chapter.trace) // 2))


@pytest.mark.parametrize("way", ["scatter", "gather"])
def test_quick_clicks_go_through_all_steps_of_a_cell_and_round(opened, way):
    window = opened("grey", input_gradient=way)
    for array, key in (("dx_pad", way), ("dweight", "accumulate")):
        go_to(window, key, 0)
        trace = window.session.frame.chapter.trace
        window.session.seek(Position(window.session.position.chapter, len(trace) - 1))
        cell = Cell(array, (0, 3, 3, 0) if array == "dx_pad" else (1, 1, 0, 0))
        at, steps, seen = window.stage.cell_centre(cell), list(map(int, trace.steps_of(cell))), []
        assert (len(steps) > 2) is (key != "gather")
        window.session.frame_changed.connect(lambda frame, seen=seen: seen.append(frame.position.step))
        for _ in range(len(steps)):
            click(window.stage.viewport(), at)
            double_click(window.stage.viewport(), at)
        turns = steps * 2 if len(steps) > 1 else steps
        assert seen == turns


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.some(1)
def test_the_keys_work_in_every_chapter(opened, name):
    window = opened(name)
    session = window.session
    for number, chapter in enumerate(chapters(window)):
        middle = Position(number, len(chapter.trace) // 2)
        session.seek(middle)
        at, last = session.timeline.index(middle), len(session.timeline) - 1
        for key, by in ((KEY.Key_Right, 1), (KEY.Key_Left, -1), (KEY.Key_Left, -1), (KEY.Key_Right, 1)):
            press(key)
            at = min(max(at + by, 0), last)
            assert session.timeline.index(session.position) == at
        row = int(np.prod(chapter.trace.shape[1:]))
        session.seek(Position(number, 0))
        press(KEY.Key_Down)
        assert session.position == Position(number, row if row < len(chapter.trace) else 0)
        press(KEY.Key_Up)
        assert session.position == Position(number, 0)
        if number + 1 < len(chapters(window)):
            press(KEY.Key_PageDown)
            assert session.position == Position(number + 1, 0)
            press(KEY.Key_PageUp)
            assert session.position == Position(number, 0)
    press(KEY.Key_End)
    assert session.position == session.timeline.last
    press(KEY.Key_Home)
    assert session.position == session.timeline.first


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["grey", "classifier"])
def test_space_plays_from_any_chapter(opened, clock, name):
    window = opened(name)
    for number, chapter in enumerate(chapters(window)[:-1]):
        window.session.seek(Position(number, len(chapter.trace) - 1))
        press(KEY.Key_Space)
        assert window.session.player.playing
        clock.wait(1 / window.session.player.speed)
        window.session.player.tick()
        assert window.session.position == Position(number + 1, 0)
        if window.session.position != window.session.timeline.last:  # there it stops by itself
            press(KEY.Key_Space)
        assert not window.session.player.playing


def test_at_the_very_end_space_begins_anew(opened):
    window = opened("grey")
    press(KEY.Key_End)
    press(KEY.Key_Space)
    assert window.session.position == window.session.timeline.first
    press(KEY.Key_Space)


@pytest.mark.some(1)
@pytest.mark.parametrize("key", ["scatter", "accumulate", "max_pool_back", "activate_back", "update_weight"])
def test_term_by_term_through_a_chapter_of_the_way_back(opened, key):
    window = opened("grey")
    session = window.session
    choose(named(window, "grain"), Grain.TERM.value)
    window.stage.setFocus()
    go_to(window, key, 2)
    step = session.frame.step
    done = session.frame.arrays
    press(KEY.Key_Left)
    seen = []
    while session.position.step == 2 and session.frame.chapter.key == key:
        seen.append(session.position.term)
        press(KEY.Key_Left)
    assert seen == list(range(step.operations - 1, 0, -1))
    for term in [*range(1, step.operations), None]:
        press(KEY.Key_Right)
        assert session.position == Position(session.position.chapter, 2, term)
        assert window.formula.accessibleDescription()
    for array, values in done.items():
        np.testing.assert_array_equal(session.frame.arrays[array], values)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.some(1)
def test_each_card_of_the_map_goes_to_where_its_array_is_made(opened, name):
    window = opened(name)
    for product in window.session.timeline.arrays:
        click(named(window, f"product_{product.label}"))
        assert window.session.position == Position(product.chapter or 0, 0), product.label
    click(named(window, "product_loss"))
    assert window.session.frame.chapter.phase is Phase.LOSS
    assert window.session.position.step == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.some(1)
def test_the_card_of_the_layer_in_hand_is_marked(opened, name):
    window = opened(name)
    for number, chapter in enumerate(chapters(window)):
        window.session.seek(Position(number, 0))
        cards = [named(window, f"layer_{i}") for i in range(len(window.session.experiment.layers))]
        marked = [i for i, card in enumerate([*cards, named(window, "loss")]) if card.property("current")]
        assert marked == [chapter.layer]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.some(1)
def test_every_chapter_is_painted_at_every_size(opened, name, theme):
    window = opened(name)
    appearance().set_palette(palette(theme))
    for number, chapter in enumerate(chapters(window)):
        window.resize(*((1024, 700), (1280, 800))[number % 2])
        for step in {0, len(chapter.trace) - 1}:
            window.session.seek(Position(number, step))
            assert not window.grab().isNull()


def test_hovering_a_gradient_says_what_it_is(opened):
    window = opened("grey")
    go_to(window, "scatter", 8)
    window.stage.hover(Cell("dx_pad", (0, 1, 1, 0)))
    assert named(window, "place").text().startswith("dX padded[1, 1] = ")
    window.stage.hover(Cell("dx_pad", (0, 7, 7, 0)))
    more = " · click to go to the next of its 2 steps"
    assert named(window, "place").text() == f"dX padded[7, 7] is not computed yet{more}"
    go_to(window, "activate_back", 8)
    window.stage.hover(Cell("dz", (0, 1, 1, 0)))
    assert named(window, "place").text().endswith(" · click to go to its step")


def small_grids(stage, channel):
    """Yield the points of the viewport over the small grid of a channel."""
    for x, y in np.ndindex(stage.viewport().width() // 8, stage.viewport().height() // 8):
        found = stage.scene().cell_at(stage.mapToScene(8 * x, 8 * y))
        if found is not None and found[0].size is Size.SMALL and found[1].index[-1] == channel:
            yield QPoint(8 * x, 8 * y)


def test_another_filter_is_followed_by_a_click_on_its_small_grid(opened):
    window = opened("colour")
    go_to(window, "convolve", 4)
    click(window.stage.viewport(), next(small_grids(window.stage, channel=2)))
    assert window.session.followed == 2
    assert window.session.frame.focus == 2
    assert (window.session.frame.chapter.key, window.session.position.step) == ("convolve", 4)
