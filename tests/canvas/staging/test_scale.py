"""Whose scale the colours are: of the finished array, or of all that the run has."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.canvas.grids.cells import FINISHED, CellLook
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import palette
from cnnviz.canvas.plans.stage_plan import Style
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.looks import looks_of
from cnnviz.canvas.staging.scale import named_scale, scale_in
from cnnviz.explain.number_format import format_in
from cnnviz.gallery.first_example import first_example
from cnnviz.resource import THEMES
from cnnviz.run.array_info import SINGLE_NUMBER
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

EVERYTHING = slice(None), slice(None)
NAMES = sorted(experiments())


def run(name):
    return run_of(experiments()[name], RunOptions())


def frames(timeline, **how):
    return [Frame(timeline, Position(k, 0), **how) for k in range(len(timeline.chapters))]


def largest(array):
    return np.abs(array[np.isfinite(array)]).max(initial=0) or 1.0


@pytest.mark.parametrize("name", NAMES)
def test_the_ends_are_those_of_the_finished_array_with_all_its_channels(qapp, name):
    for frame in frames(run(name)):
        for array, info in frame.chapter.info.items():
            scale = scale_in(frame, array)
            assert scale.own is None
            if info.is_signed and not info.beside:
                arrays, chapter = frame.chapter.arrays, frame.chapter
                alike = chapter.kind is ChapterKind.ACTIVATE and chapter.function in ("relu", "leaky_relu")
                most = max(largest(arrays[name]) for name in (("z", "a") if alike else (array,)))
                assert (scale.low, scale.high) == pytest.approx((-scale.high, most))


def test_a_number_that_an_activation_lets_through_has_one_colour(qapp):
    for frame in frames(run("grey")):
        if frame.chapter.kind is ChapterKind.ACTIVATE:
            assert scale_in(frame, "z") == scale_in(frame, "a")
            assert named_scale(frame).name == "Y and A"


def test_a_share_is_seen_from_0_to_1_and_the_largest_of_a_list_among_its_numbers(qapp):
    """A number that has no others has no colour of its own: a total is not the darkest orange for being alone."""
    timeline = run("classifier")
    (frame,) = (one for one in frames(timeline) if one.chapter.key == "cross_entropy")
    logits, shares = (largest(frame.chapter.arrays[name]) for name in ("logits", "probability"))
    assert shares < 1
    ends = {name: scale_in(frame, name) for name in frame.chapter.info}
    assert [ends[name][:3] for name in ("probability", "power")] == [("signed", -1, 1)] * 2
    assert ends["largest"][:3] == ("signed", -logits, logits) == ends["logits"][:3]
    assert {name for name, one in ends.items() if one.kind == "plain"} == {
        *("total", "inverse", "log_total", "loss")
    }


@pytest.mark.parametrize("theme", THEMES)
def test_what_has_no_colour_of_its_own_looks_like_any_other_such_number(qapp, theme):
    look = CellLook(palette(theme), "plain", -9.0, 9.0, np.zeros((1, 3), bool))
    colours = look.colours(np.array([[-9.0, 0.5, 9.0]]), np.full((1, 3), FINISHED, np.int8), EVERYTHING)
    zero = CellLook(palette(theme), "signed", -1.0, 1.0, np.zeros((1, 3), bool))
    assert (colours == zero.colours(np.zeros((1, 3)), np.full((1, 3), FINISHED, np.int8), EVERYTHING)).all()


@pytest.mark.parametrize("name", NAMES)
def test_one_scale_is_that_of_the_largest_number_of_the_run_wherever_it_is(qapp, name):
    timeline = run(name)
    most = max(
        largest(chapter.arrays[array])
        for chapter in timeline.chapters
        for array, info in chapter.info.items()
        if info.is_signed and info.axes != SINGLE_NUMBER
    )
    for frame in frames(timeline, one_scale=True):
        for array, info in frame.chapter.info.items():
            scale = scale_in(frame, array)
            if not info.is_signed or info.axes == SINGLE_NUMBER:  # one number has no scale to share
                assert scale == scale_in(Frame(timeline, frame.position), array)
            else:
                assert (scale.low, scale.high) == pytest.approx((-most, most))


@pytest.mark.some(4)
@pytest.mark.parametrize("name", NAMES)
def test_digits_are_as_large_by_one_scale_as_by_their_own(qapp, name):
    """The colours go further than the numbers do, which need no more room for that."""
    timeline = run(name)
    for own, all_ in zip(frames(timeline), frames(timeline, one_scale=True), strict=True):
        planes = stage_plan(own.chapter, own.focus).planes
        looks = [looks_of(planes, frame, palette("light")) for frame in (own, all_)]
        for plane in planes:
            one, other = looks[0][plane.key][0], looks[1][plane.key][0]
            assert (one.ends or (one.low, one.high)) == (other.ends or (other.low, other.high))
            assert one.wide == other.wide
            sizes = []
            for look in (looks[0][plane.key], looks[1][plane.key]):
                digits = GridItem(*look).typography(30)
                sizes.append(digits and digits.glyphs.height)
            assert sizes[0] == sizes[1]


@pytest.mark.parametrize("name", NAMES)
def test_where_nothing_is_below_0_digits_leave_no_room_for_a_sign(qapp, name):
    timeline, seen = run(name), set()
    for frame in frames(timeline):
        planes = stage_plan(frame.chapter, frame.focus).planes
        looks = looks_of([plane for plane in planes if plane.chapter is None], frame, palette("light"))
        for plane in planes:
            array = frame.chapter.arrays.get(plane.array)
            if plane.key not in looks or array is None or looks[plane.key][0].kind != "signed":
                continue
            positive = float(array[np.isfinite(array)].min(initial=0)) == 0
            seen.add(positive)
            look = looks[plane.key][0]
            assert (min(look.ends or (look.low,)) < 0) == (not positive) or plane.style is Style.SUMS
    assert True in seen


@pytest.mark.parametrize("name", NAMES)
def test_the_bar_is_about_what_the_chapter_makes(qapp, name):
    for frame in frames(run(name)):
        named, chapter = named_scale(frame), frame.chapter
        last = [update.target.array for update in chapter.trace[len(chapter.trace) - 1].updates]
        made = max(reversed(last), key=lambda array: chapter.arrays[array].size)  # dW, not db
        if chapter.info[made].axes == SINGLE_NUMBER:  # of one number there is no scale to tell
            (other,) = {array for array in chapter.info if chapter.label(array) == named.name}
            assert chapter.info[other].axes != SINGLE_NUMBER
            made = other
        assert named.name.split(" and ")[-1] == chapter.label(made)
        assert named.scale == scale_in(frame, made)
        for label in named.name.split(" and "):
            same = [array for array in chapter.info if chapter.label(array) == label]
            assert any(scale_in(frame, array) == named.scale for array in same)


@pytest.mark.parametrize(("decimals", "expected"), [(0, ("−2.50", "2.50")), (6, ("−2.500010", "2.500010"))])
def test_the_ends_for_an_update_are_no_longer_than_such_numbers_are_elsewhere(qapp, decimals, expected):
    start = first_example()
    weight = start.layers[0].weight.copy()
    weight[0, 0] = 2.50001
    start = start.with_layer(0, start.layers[0].with_parameters(weight=weight))
    timeline = run_of(replace(start, learning_rate=1e-9), RunOptions())
    (frame,) = (
        one for one in frames(timeline, decimals=decimals) if one.chapter.kind is ChapterKind.UPDATE_WEIGHT
    )
    assert format_in(frame.chapter, "weight_new", decimals).decimals == 6
    assert named_scale(frame).ends == expected


def test_where_source_and_result_have_one_scale_the_bar_says_both(qapp):
    timeline = run("grey")
    names = {frame.chapter.key: named_scale(frame).name for frame in frames(timeline)}
    assert names["convolve"] == "Y"
    assert any(" and " in name for name in names.values())


def test_of_one_scale_the_bar_says_all(qapp):
    signed = [named_scale(frame) for frame in frames(run("grey"), one_scale=True)]
    assert {named.name for named in signed if named.scale.kind == "signed"} == {"all"}


def test_the_values_of_a_bar_go_from_end_to_end_through_zero(qapp):
    for frame in frames(run("grey")):
        named = named_scale(frame)
        assert list(named.values) == sorted(named.values)
        assert (named.values[0], named.values[-1]) == (named.scale.low, named.scale.high)
        assert 0.0 in named.values
