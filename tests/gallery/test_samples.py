"""The samples are whole, may be shipped, and show what their sentences say."""

import re

import numpy as np
import pytest

from cnnviz.engine import avg_pool2d, conv2d, max_pool2d
from cnnviz.experiment.drawing.painting import shifted
from cnnviz.experiment.kernels.presets import preset
from cnnviz.gallery.samples import groups, load, samples, source
from cnnviz.resource import resource

BY_KEY = {sample.key: sample for sample in samples()}
LICENCES = {"CC0-1.0", "CC-BY-4.0", "public domain"}


def image(key):
    return load(BY_KEY[key])


def under(key, name, **settings):
    """Return what a kernel of three by three makes of a sample, without padding unless it is set."""
    array = image(key)
    weight = preset(name, (3, 3), array.shape[2])[..., None]
    return conv2d(array[None], weight, **settings)[0, :, :, 0]


def test_there_are_samples_in_every_group_and_each_has_a_name_of_its_own():
    assert {sample.group for sample in samples()} == set(groups())
    assert len(BY_KEY) == len(samples())
    assert len({sample.title for sample in samples()}) == len(samples())


@pytest.mark.parametrize("sample", samples(), ids=list(BY_KEY))
def test_each_is_whole(sample):
    array = load(sample)
    assert array.shape == sample.shape
    assert array.dtype == np.float64
    assert np.isfinite(array).all()
    assert not array.flags.writeable
    assert np.ptp(array) > 0 or sample.key == "white"
    assert sample.note.endswith(".")
    assert sample.licence in LICENCES
    assert sample.credit


def test_photographs_and_handwriting_stay_within_0_and_1():
    for sample in samples():
        if sample.group in ("handwritten", "photographs"):
            assert 0 <= load(sample).min() < load(sample).max() <= 1


def test_every_file_that_ships_is_listed_with_the_licence_that_the_sample_states():
    listed = resource("LICENCES.md").read_text("utf-8")
    files = {path.name for path in resource("samples").iterdir()}
    assert files == set(re.findall(r"`samples/([^`]+)`", listed))
    for sample in samples():
        if sample.from_file:
            line = next(line for line in listed.splitlines() if f"`samples/{source(sample).name}`" in line)
            assert line.rstrip(" |").endswith(sample.licence)
            assert sample.credit.split(";")[0].split(",")[0] in line
    assert sum(path.stat().st_size for path in resource("samples").iterdir()) < 300_000


def test_there_are_three_hands_for_each_digit():
    hands = [sample for sample in samples() if sample.group == "handwritten"]
    assert [sample.title for sample in hands] == [f"Handwritten {d}{k}" for d in range(10) for k in "abc"]


@pytest.mark.parametrize(
    ("key", "sees", "misses"), [("edge_vertical", "x", "y"), ("edge_horizontal", "y", "x")]
)
def test_one_sobel_sees_an_edge_and_the_other_does_not(key, sees, misses):
    assert under(key, f"Sobel {sees}").any()
    assert not under(key, f"Sobel {misses}").any()
    assert under(key, f"Sobel {misses}", padding=1).any()


def test_both_sobels_see_half_of_a_diagonal_edge():
    np.testing.assert_allclose(
        under("edge_diagonal", "Sobel x"), under("edge_diagonal", "Sobel y"), atol=1e-12
    )


def test_both_sobels_answer_at_the_corners_only():
    both = (under("corner", "Sobel x", padding=1) != 0) & (under("corner", "Sobel y", padding=1) != 0)
    assert both.any()
    rows, columns = np.nonzero(both)
    assert all(min(abs(row - edge) for edge in (1.5, 7.5)) <= 1.5 for row in rows)
    assert all(min(abs(column - edge) for edge in (1.5, 7.5)) <= 1.5 for column in columns)


def test_zero_padding_makes_edges_and_replicate_does_not():
    assert under("white", "Sobel x", padding=1).any()
    assert not under("white", "Sobel x", padding=1, padding_mode="replicate").any()


def test_a_dot_shows_the_kernel_turned():
    kernel = preset("Sobel x", (3, 3), 1)[..., 0]
    np.testing.assert_array_equal(under("dot", "Sobel x", padding=1)[3:6, 3:6], kernel[::-1, ::-1])


def test_the_same_shape_twice_gives_the_same_answer_twice():
    answers = under("dots", "Sobel x", padding=1)
    np.testing.assert_array_equal(answers[:6, :6], answers[6:, 6:])
    assert answers[:6, :6].any()


def test_convolution_shifts_along_and_pooling_only_by_its_stride():
    array = image("shift")
    weight = preset("Sobel x", (3, 3), 1)[..., None]

    def pooled(x):
        return max_pool2d(conv2d(x[None], weight, padding=1), 2)[0]

    conv = [conv2d(x[None], weight, padding=1)[0] for x in (array, shifted(array, 0, 1))]
    np.testing.assert_array_equal(shifted(conv[0], 0, 1), conv[1])
    values = [sorted(pooled(shifted(array, 0, by)).ravel()) for by in (0, 1, 2)]
    assert values[0] == values[2]
    assert values[0] != values[1]


def test_the_checkerboard_is_finer_than_sobel_sees():
    assert not under("checkerboard", "Sobel x").any()
    assert not under("checkerboard", "Sobel y").any()
    assert (max_pool2d(image("checkerboard")[None], 2) == 1).all()
    assert (avg_pool2d(image("checkerboard")[None], 2) == 0.5).all()
    large = under("checkerboard_large", "Sobel x")
    assert large.min() == -large.max() != 0


def test_fine_stripes_are_gone_at_stride_2():
    assert np.ptp(under("stripes_fine", "Laplacian")) > 0
    assert np.ptp(under("stripes_fine", "Laplacian", stride=2)) == 0


@pytest.mark.parametrize("key", ["gradient_horizontal", "gradient_diagonal"])
def test_a_gradient_has_one_slope(key):
    slopes = under(key, "Sobel x")
    np.testing.assert_allclose(slopes, slopes[0, 0], atol=1e-12)
    assert slopes[0, 0]
    np.testing.assert_allclose(under(key, "Laplacian"), 0, atol=1e-12)
    np.testing.assert_allclose(under(key, "Gaussian blur"), image(key)[1:-1, 1:-1, 0], atol=1e-12)


def test_the_laplacian_answers_at_the_peak_of_a_radial_gradient():
    answers = np.abs(under("gradient_radial", "Laplacian"))
    assert np.unravel_index(answers.argmax(), answers.shape) == (3, 3)
    assert np.sort(answers.ravel())[-2] < answers.max() / 1.4


def test_half_of_the_wave_is_below_zero_and_some_numbers_are_beyond_one():
    assert image("wave").sum() == pytest.approx(0)
    assert image("beyond_one").max() == 3
    assert image("beyond_one").min() < 0


def test_lights_are_one_in_each_channel():
    assert (image("lights").sum(axis=(0, 1)) > 20).all()
    assert (image("lights") == 1).all(axis=2).any()  # and white where they meet


def test_characters_that_turn_into_one_another():
    np.testing.assert_array_equal(image("digit_six")[::-1, ::-1], image("digit_nine"))
    for key in ("letter_s", "letter_z"):
        np.testing.assert_array_equal(image(key)[::-1, ::-1], image(key))
    assert not np.array_equal(image("letter_z")[:, ::-1], image("letter_z"))
    turns = [np.rot90(side, k) for side in (image("letter_f"), image("letter_f")[:, ::-1]) for k in range(4)]
    assert len({turn.tobytes() for turn in turns}) == 8
    np.testing.assert_array_equal(image("letter_a")[:, ::-1], image("letter_a"))


def test_a_digit_is_as_large_as_those_that_networks_are_tried_on():
    array = image("digit_28")
    edges = under("digit_28", "Sobel x", padding=1)
    assert array.shape == (28, 28, 1)
    assert 0.1 < array.mean() < 0.3  # a stroke, and nothing around it
    assert array[:4].max() == array[-4:].max() == array[:, :4].max() == array[:, -4:].max() == 0
    assert min(-edges.min(), edges.max()) > 3  # both sides of the stroke are seen
