"""`read_file` and `read_text` give what opening and pasting give at once."""

import numpy as np
import pytest
from PIL import Image

from cnnviz.importing import Refused, read_file, read_text


def test_refusals_are_value_errors():
    assert issubclass(Refused, ValueError)


def test_numbers_are_as_they_are_and_bytes_go_from_0_to_1(tmp_path):
    np.save(tmp_path / "a.npy", np.array([[0, 51], [102, 255]], np.uint8))
    assert read_file(tmp_path / "a.npy")[..., 0].tolist() == [[0, 0.2], [0.4, 1]]
    np.save(tmp_path / "b.npy", np.array([[0, 300]]))
    assert read_file(str(tmp_path / "b.npy"))[..., 0].tolist() == [[0, 300]]


def test_all_is_read_unless_fewer_cells_are_wanted(tmp_path):
    pixels = np.random.default_rng(2).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    np.testing.assert_array_equal(read_file(tmp_path / "a.png"), pixels / 255)
    assert read_file(tmp_path / "a.png", longer_side=28).shape == (19, 28, 3)
    text = "\n".join(["1 2 3"] * 60)
    assert read_text(text).shape == (60, 3, 1)
    assert read_text(text, longer_side=20).shape == (20, 1, 1)


def test_of_several_the_first_is_taken(tmp_path):
    stack = np.random.default_rng(3).random((30, 20, 20))
    np.savez(tmp_path / "a.npz", words=np.array(["x"]), images=stack, more=np.zeros(3))
    np.testing.assert_array_equal(read_file(tmp_path / "a.npz")[..., 0], stack[0])


@pytest.mark.parametrize("read", [read_file, read_text])
def test_what_is_read_is_float64_and_read_only(tmp_path, read):
    (tmp_path / "a.txt").write_text("1 2")
    array = read(tmp_path / "a.txt" if read is read_file else "1 2")
    assert (array.dtype, array.shape, array.flags.writeable) == (np.float64, (1, 2, 1), False)
