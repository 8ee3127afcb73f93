"""The kernels that come with the program, in every size that can be set."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.experiment.kernels.presets import name_of, preset, shipped, suggested
from cnnviz.experiment.kernels.profiles import PROFILES
from cnnviz.resource import resource

sizes = st.tuples(st.integers(1, 11), st.integers(1, 11))
names = st.sampled_from(sorted(shipped()))

CLASSIC = {
    "Identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "Box blur": np.full((3, 3), 1 / 9),
    "Gaussian blur": np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16,
    "Motion blur": np.array([[0, 0, 0], [1, 1, 1], [0, 0, 0]]) / 3,
    "Sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "Sobel x": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
    "Sobel y": [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
    "Prewitt x": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    "Prewitt y": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
    "Scharr x": [[3, 0, -3], [10, 0, -10], [3, 0, -3]],
    "Scharr y": [[3, 10, 3], [0, 0, 0], [-3, -10, -3]],
    "Laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "Edge 45°": [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]],
    "Emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "Shift right": [[0, 0, 0], [1, 0, 0], [0, 0, 0]],
    "One-hot": [[1, 0, 0], [0, 0, 0], [0, 0, 0]],
}
SUM_TO_0 = [name for name, kernel in CLASSIC.items() if np.sum(kernel) == 0]
SUM_TO_1 = [name for name, kernel in CLASSIC.items() if np.isclose(np.sum(kernel), 1)]


def test_every_preset_is_one_of_the_books():
    assert list(shipped()) == list(CLASSIC)
    assert {*SUM_TO_0, *SUM_TO_1} == set(CLASSIC)


@pytest.mark.parametrize("name", CLASSIC)
def test_of_3_by_3_they_are_those_of_the_books(name):
    np.testing.assert_allclose(preset(name, (3, 3), 1)[..., 0], CLASSIC[name], atol=1e-15)


@given(names, sizes, st.integers(1, 3))
def test_a_preset_is_finite_in_every_size_never_nothing_and_without_negative_zeros(name, size, channels):
    kernel = preset(name, size, channels)
    assert kernel.shape == (*size, channels)
    assert np.isfinite(kernel).all()
    assert kernel.any()
    assert (kernel == kernel[..., :1]).all()
    assert not np.signbit(kernel[kernel == 0]).any()


@given(st.tuples(st.integers(2, 11), st.integers(2, 11)), st.sampled_from(SUM_TO_0))
def test_an_edge_kernel_gives_nothing_on_an_even_area(size, name):
    assert preset(name, size, 1).sum() == 0


@given(sizes, st.sampled_from(SUM_TO_1))
def test_others_keep_the_brightness(size, name):
    assert preset(name, size, 1).sum() == pytest.approx(1)


@given(sizes, st.sampled_from(["Identity", "Shift right", "One-hot"]))
def test_some_are_a_single_one(size, name):
    kernel = preset(name, size, 1)
    assert (kernel.sum(), np.count_nonzero(kernel)) == (1, 1)


@pytest.mark.parametrize("name", CLASSIC)
def test_a_single_cell_lets_the_image_pass(name):
    assert preset(name, (1, 1), 1).tolist() == [[[1]]]
    assert name_of(np.ones((1, 1, 1))) == "Identity"


@pytest.mark.parametrize("name", CLASSIC)
def test_a_kernel_is_known_by_its_numbers(name):
    kernel = preset(name, (3, 3), 2)
    assert name_of(kernel) == name
    changed = kernel.copy()
    changed[0, 0, 1] += 1
    assert name_of(changed) == ""


@given(st.integers(0, 40))
def test_names_come_again_only_when_all_have_been(count):
    chosen = suggested(count)
    assert len(chosen) == count
    assert set(chosen) <= set(shipped())
    assert len(set(chosen)) == min(count, len(shipped()))


@given(st.lists(names, max_size=8), st.integers(0, 8))
def test_new_filters_are_what_one_has_not_seen(seen, count):
    assert not set(suggested(count, seen)) & set(seen)


def test_the_first_filter_finds_edges():
    assert suggested(4) == ("Sobel x", "Sobel y", "Laplacian", "Sharpen")


@pytest.mark.parametrize("file", sorted(resource("presets").iterdir()), ids=lambda file: file.name)
def test_each_file_can_be_read_by_people_and_names_what_there_is(file):
    content = json.loads(file.read_text("utf-8"))
    assert file.suffix == ".json"
    assert set(content) <= {"name", "about", "does", "order", "suggested", "sum_to_one", "parts"}
    assert 10 < len(content["about"]) < 90
    assert not content["about"].endswith(".")
    assert content["does"].split()[0] in {"finds", "blurs", "makes", "copies", "sharpens", "moves"}  # it
    for part in content["parts"]:
        assert {part["rows"], part["columns"]} <= set(PROFILES)


def test_each_has_a_place_of_its_own_in_the_list():
    contents = [json.loads(file.read_text("utf-8")) for file in resource("presets").iterdir()]
    for key in ("order", "suggested"):
        places = [content[key] for content in contents if key in content]
        assert len(places) == len(set(places))
