"""A picture says what it shows: title, place, the names of the grids, and the sum beneath them."""

import numpy as np
import pytest
from figure_tools import drawn
from gallery_frames import frame_at
from seen_pixels import pixels_of
from text_search import holds, printed, says

from cnnviz.canvas.palette import palette
from cnnviz.canvas.staging.scale import named_scale

pytestmark = pytest.mark.some(1)  # of the themes


@pytest.fixture(params=["light", "dark"])
def colours(request, qapp):
    return palette(request.param)


@pytest.fixture
def picture(colours):
    return pixels_of(drawn(frame_at("letter"), colours, 960, 600))


@pytest.mark.some(8)
@pytest.mark.parametrize(
    ("text", "ink", "ground"),
    [
        ("Convolution, forward", "text", "stage"),
        ("every window times W, summed, plus b, is one cell of Y", "muted", "stage"),
        ("X padded", "text", "stage"),
        ("10×10", "muted", "stage"),
        ("W", "text", "stage"),
        ("Y", "text", "stage"),
        ("Y[3, 3]", "accent", "panel"),
        ("0.5·(−2)", "text", "panel"),
        ("= 3", "text", "panel"),
        ("9 products and b = 0", "muted", "panel"),
    ],
)
def test_it_says_what_it_shows(colours, picture, text, ink, ground):
    assert says(picture, text, colours.role(ink), colours.role(ground))


def test_it_says_at_the_right_where_one_is(colours, picture):
    above = picture[: len(picture) // 10, picture.shape[1] // 2 :]
    text = "step 28 of 64 · Y[3, 3] = 3"
    assert says(above, text, colours.role("muted"), colours.role("stage"), aligned=True)


def test_beneath_it_is_the_scale_of_the_colours_where_there_is_room(colours):
    frame = frame_at("letter")
    low, high = named_scale(frame).ends
    for size, there in (((960, 600), True), ((960, 400), False)):
        picture = pixels_of(drawn(frame, colours, *size))
        band = picture[30:70, picture.shape[1] // 2 :]
        for end in (low, high):
            assert says(band, end, colours.role("muted"), colours.role("stage"), aligned=True) == there
        for colour in colours.maps["signed"][[0, -1]]:
            assert (band == colour[:3]).all(axis=2).any() == there


def test_beneath_stands_the_caption_and_whose_figure_it_is(colours):
    frame = frame_at("letter")
    picture = pixels_of(drawn(frame, colours, 960, 600, caption="Nine windows of a letter", name="lesson"))
    beneath = picture[-len(picture) // 10 :]
    assert says(beneath, "Nine windows of a letter", colours.role("text"), colours.role("stage"))
    assert says(beneath, "lesson · cnnviz", colours.role("muted"), colours.role("stage"), aligned=True)
    assert says(picture, "= 3", colours.role("text"), colours.role("panel"))


def test_a_text_that_is_not_there_is_not_found(colours, picture):
    assert not says(picture, "Convolution, backward", colours.role("text"), colours.role("stage"))
    assert not says(picture, "0.50·(−3)", colours.role("text"), colours.role("panel"))


def test_a_part_is_found_wherever_it_is(qapp):
    colours = palette("light")
    part = printed("W", 14, 50, colours.role("text"), colours.role("stage"))
    empty = np.broadcast_to(part[0, 0], (60, 90, 3)).copy()
    assert not holds(empty, part)
    for top, left in ((0, 0), (60 - part.shape[0], 90 - part.shape[1]), (13, 27)):
        there = empty.copy()
        there[top : top + part.shape[0], left : left + part.shape[1]] = part
        assert holds(there, part)
