"""Where everything on the map lies: apart from each other, whole, and within 144 pixels, or 84."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_boxes import BROAD, assert_apart, contents, planned, stack
from run_catalogue import experiments
from run_draws import experiments as drawn
from run_draws import few, run_options

from cnnviz.canvas.map.contents import StopKind, contents_of
from cnnviz.canvas.map.style import Measures, styles
from cnnviz.run.compute import run_of

HEAD = 5  # pixels that the head of an arrow takes, upwards and back from its end
WIDTHS = (700, 968, 1080, 1224, 1384, 2504)


def assert_whole(plan):
    """Check that there is room for every text that may ever be written."""
    for stop in plan.stops:
        if plan.style.names and stop.stop.kind in (StopKind.ARRAY, StopKind.TARGET):
            size = BROAD.text(stop.stop.size) if plan.style.sizes else 0
            assert stop.caption.width >= BROAD.name(stop.stop.label) + size
    for arrow in plan.arrows:
        for word in arrow.arrow.possible(alone=plan.alone) if arrow.words else ():
            assert arrow.words.width >= BROAD.name(word), word


def assert_clear_of_heads(plan):
    """Check that words keep off the heads of their arrows: over them, or beside them by 2 pixels where a row is low."""
    for arrow in plan.arrows:
        if arrow.words is None:
            continue
        off = arrow.end - arrow.words.right if arrow.end > arrow.start else arrow.words.x - arrow.end
        assert off >= HEAD + 2 or arrow.words.bottom <= arrow.y - HEAD


@pytest.mark.some(14)
@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", experiments())
def test_nothing_lies_over_anything_and_nothing_is_cut(name, width, compact):
    for options in ({}, {"input_gradient": "full", "weight_gradient": "correlate"}):
        plan = planned(contents(name, **options), width, compact=compact)
        assert plan.height == (84 if compact else 144)
        assert_apart(plan, width)
        assert_whole(plan)
        assert_clear_of_heads(plan)


@pytest.mark.some(16)
@pytest.mark.parametrize("percent", [80, 110, 150, 200])
@pytest.mark.parametrize("name", experiments())
def test_with_larger_text_all_of_it_is_larger_and_still_apart(name, percent):
    for compact in (False, True):
        plan = planned(contents(name), 1000, compact=compact)
        scaled = plan.scaled(percent)
        assert scaled.height == round(plan.height * percent / 100)
        assert_apart(scaled, 10 * percent)
        for before, after in zip(plan.stops, scaled.stops, strict=True):
            if before.picture is not None:
                assert (
                    after.picture.width == after.picture.height == round(before.picture.width * percent / 100)
                )
            if before.caption is not None:
                assert after.caption.width == pytest.approx(before.caption.width * percent / 100, abs=1)


@few
@given(drawn(), run_options(), st.integers(700, 2560), st.booleans())
def test_nor_does_it_on_any_other_map(experiment, options, width, compact):
    plan = planned(contents_of(run_of(experiment, options)), width, compact=compact)
    assert_apart(plan, width)
    assert_whole(plan)


@pytest.mark.some(4)
@pytest.mark.parametrize("count", [1, 5, 12, 30, 60, 100])
@pytest.mark.parametrize("compact", [False, True])
def test_a_long_run_shrinks_until_it_fits(count, compact):
    plan = planned(stack(count), 700, compact=compact)
    assert_apart(plan, 700)
    arrays = [stop for stop in plan.stops if stop.stop.kind is StopKind.ARRAY]
    assert len(arrays) == 2 * (count + 1)
    assert all(stop.picture.width == plan.style.side >= 2 for stop in arrays)


def test_sizes_give_way_first_then_words_then_names_and_pictures_last():
    for compact in (False, True):
        shown = [(style.sizes, style.words, style.names) for style in styles(compact=compact)]
        assert shown == sorted(shown, reverse=True)
        assert shown[0] == (True, True, True)
        sides = [style.side for style in styles(compact=compact) if style.words]
        assert set(sides) == {26 if compact else 40}


@pytest.mark.parametrize("compact", [False, True])
def test_more_room_never_shows_less(compact):
    found, every = contents("classifier"), list(styles(compact=compact))
    shown = [every.index(planned(found, width, compact=compact).style) for width in range(500, 1800, 20)]
    assert shown == sorted(shown, reverse=True)
    assert shown[-1] == 0 < shown[0]


def test_forward_stands_above_backward_and_goes_to_the_right_to_the_loss():
    plan = planned(contents("positions"), 1300)
    at = {stop.stop.label: stop for stop in plan.stops}
    for label in ("X", "Y", "A"):
        assert at[label].picture.x == at[f"d{label}"].picture.x
        assert at[label].hot.bottom < at[f"d{label}"].hot.y
    order = [at[label].hot for label in ("X", "Y", "A", "loss", "target")]
    assert order == sorted(order)
    assert at["loss"].hot.y <= at["Y"].picture.y
    assert at["loss"].hot.bottom >= at["dY"].picture.bottom
    for arrow in plan.arrows:
        back = arrow.arrow is None or arrow.arrow.leg.back
        assert (arrow.end < arrow.start) == back


def test_names_stand_under_the_middle_of_their_pictures_or_beside_them():
    for compact in (False, True):
        named = [stop for stop in planned(contents("positions"), 1300, compact=compact).stops if stop.picture]
        for stop in (stop for stop in named if stop.stop.kind is not StopKind.PARAMETER):
            picture, caption = stop.picture, stop.caption
            if compact:
                assert caption.x == picture.right + 6
            else:
                assert abs(2 * caption.x + caption.width - 2 * picture.x - picture.width) <= 2
                assert caption.y >= picture.bottom


def test_however_broad_letters_are_nothing_lies_over_anything():
    for broad in (9, 13, 18):
        measures = Measures(
            lambda text, broad=broad: broad * len(text), lambda text, broad=broad: broad * len(text)
        )
        for name in ("positions", "classifier"):
            assert_apart(planned(contents(name), 1800, measures=measures), 1800)


@pytest.mark.parametrize(("compact", "width"), [(False, 1400), (True, 1400), (True, 968)])
def test_parameters_lie_beneath_their_arrow(compact, width):
    plan = planned(contents("classifier"), width, compact=compact)
    arrows = {arrow.arrow.leg: arrow for arrow in plan.arrows}
    chips = [stop for stop in plan.stops if stop.stop.kind is StopKind.PARAMETER]
    assert [chip.stop.label for chip in chips] == ["W", "b", "W₂", "b₂", "dW", "db", "dW₂", "db₂"]
    for chip in chips:
        line = arrows[chip.stop.leg]
        assert chip.hot.y > line.y
        middle = chip.hot.x + chip.hot.width / 2
        assert min(line.start, line.end) < middle < max(line.start, line.end)


@pytest.mark.parametrize("name", ["grey", "classifier"])
def test_a_compact_map_has_pictures_of_kernels_and_of_their_gradients(name):
    plan = planned(contents(name), 968, compact=True)
    chips = {stop.stop.label: stop for stop in plan.stops if stop.stop.kind is StopKind.PARAMETER}
    assert {"W", "b", "dW", "db"} <= set(chips)
    assert chips["W"].picture.width == chips["dW"].picture.width == 9
    assert chips["b"].picture is None


def test_a_word_of_the_way_back_is_not_squeezed_between_parameters():
    plan = planned(contents("grey"), 1224, compact=True)
    chips = [stop.hot for stop in plan.stops if stop.stop.kind is StopKind.PARAMETER]
    words = [arrow.words for arrow in plan.arrows if arrow.words is not None]
    beside = [(word, chip) for word in words for chip in chips if word.x < chip.right and chip.x < word.right]
    assert len(beside) > 4  # over its own, and between those of the upper row and its own
    for word, chip in beside:
        assert word.y - chip.bottom >= 3 or chip.y - word.bottom >= 3


def test_columns_stand_evenly_where_there_is_room_and_no_further_apart_than_they_need():
    for width in (1500, 2500):
        plan = planned(contents("grey"), width)
        lefts = [stop.picture.x for stop in plan.stops if stop.stop.kind is StopKind.ARRAY]
        steps = {one - other for one, other in zip(lefts[1:6], lefts[:5], strict=True)}
        assert steps == {168}


def test_another_picture_of_the_same_size_moves_nothing():
    one, other = (planned(contents("colour"), 1100) for _ in range(2))
    assert [stop.hot for stop in one.stops] == [stop.hot for stop in other.stops]
    assert [arrow.zone for arrow in one.arrows] == [arrow.zone for arrow in other.arrows]
