"""Arrays from .npy and .npz files, and what is refused of them before it is read."""

import io
import struct
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnnviz.importing.arrays import stored
from cnnviz.importing.files import open_file
from cnnviz.importing.source import Refused

KINDS = ["<f8", ">f8", "<f4", ">f4", "<f2", ">f2", "?", "u1", "i1", "<i2", ">u2", "<i4", "<i8", ">i8", "<u8"]


def saved(folder, array, name="array.npy", **options):
    path = folder / name
    np.save(path, array, **options)
    return path


def only(path, sample=0):
    """Return the values of the first part as they are read by default."""
    part = open_file(path).parts[0]
    return part.source(part.orders[0], sample).values


def refusal(path):
    with pytest.raises(Refused) as error:
        open_file(path)
    sentence = str(error.value)
    assert path.name in sentence
    assert "\n" not in sentence
    return sentence


def header(shape, descr="<f8", version=1):
    text = repr({"descr": descr, "fortran_order": False, "shape": shape}).encode() + b"\n"
    size = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + size + text


@pytest.mark.some(6)
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_whatever_numpy_writes_reads_back(tmp_path_factory, kind, data):
    shape = data.draw(array_shapes(min_dims=2, max_dims=3, max_side=4))
    array = data.draw(arrays(np.dtype(kind), shape))
    folder = tmp_path_factory.mktemp("npy")
    for order in "CF":
        values = only(saved(folder, np.asarray(array, order=order)))
        np.testing.assert_array_equal(values, array.astype(float).reshape(values.shape))


@pytest.mark.parametrize(
    ("shape", "order", "image"),
    [
        ((), "w", (1, 1, 1)),
        ((5,), "w", (1, 5, 1)),
        ((6, 5), "hw", (6, 5, 1)),
        ((6, 5, 3), "hwc", (6, 5, 3)),
        ((3, 6, 5), "chw", (6, 5, 3)),
        ((1, 28, 28), "chw", (28, 28, 1)),
        ((3, 6, 4), "hwc", (3, 6, 4)),
        ((9, 6, 5), "nhw", (6, 5, 1)),
        ((28, 28, 8), "hwc", (28, 28, 8)),
        ((90, 28, 28), "nhw", (28, 28, 1)),
        ((7, 6, 5, 3), "nhwc", (6, 5, 3)),
        ((7, 3, 6, 5), "nchw", (6, 5, 3)),
        ((7, 20, 20, 8), "nhwc", (20, 20, 8)),
        ((7, 8, 20, 20), "nchw", (20, 20, 8)),
    ],
)
def test_axes_are_read_as_one_expects(tmp_path, shape, order, image):
    array = np.arange(np.prod(shape, dtype=int), dtype=float).reshape(shape)
    part = open_file(saved(tmp_path, array)).parts[0]
    assert part.orders[0] == order
    values = part.source(order, 0).values
    assert values.shape == image
    planes = array[0] if order.startswith("n") else array
    expected = np.moveaxis(planes, 0, 2) if order.endswith("chw") else planes.reshape(image)
    np.testing.assert_array_equal(values, expected)


def test_an_image_of_a_stack_is_chosen(tmp_path):
    stack = np.random.default_rng(1).random((9, 6, 5))
    for sample in (0, 3, 8):
        np.testing.assert_array_equal(only(saved(tmp_path, stack), sample)[..., 0], stack[sample])


def test_another_reading_of_the_axes_can_be_chosen(tmp_path):
    array = np.random.default_rng(1).random((6, 5, 3))
    part = open_file(saved(tmp_path, array)).parts[0]
    assert part.orders == ("hwc", "chw", "nhw")
    np.testing.assert_array_equal(part.source("chw", 0).values, np.moveaxis(array, 0, 2))
    np.testing.assert_array_equal(part.source("nhw", 4).values[..., 0], array[4])


def test_bytes_are_told_from_other_numbers(tmp_path):
    def in_bytes(array):
        part = open_file(saved(tmp_path, array)).parts[0]
        return part.source(part.orders[0], 0).in_bytes

    assert in_bytes(np.array([[0, 255]], np.uint8))
    assert not in_bytes(np.array([[0, 1]], np.uint8))
    assert not in_bytes(np.array([[0, 255]], np.int64))


def test_an_archive_offers_its_arrays_by_name(tmp_path):
    path = tmp_path / "digits.npz"
    images, labels = np.random.default_rng(2).random((4, 6, 6)), np.array(["a", "b"])
    for save in (np.savez, np.savez_compressed):
        save(path, labels=labels, images=images)
        offer = open_file(path)
        assert [part.name for part in offer.parts] == ["labels", "images"]
        assert offer.first == 1
        assert "it holds text" in offer.parts[0].why_not
        source = offer.parts[1].source("nhw", 2)
        assert source.name == "digits.npz, images[2]"
        np.testing.assert_array_equal(source.values[..., 0], images[2])


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.array([[1j]]), "complex numbers"),
        (np.array([["a"]]), "text"),
        (np.array([[b"a"]]), "text"),
        (np.array([["2026-01-01"]], "M8[D]"), "dates"),
        (np.zeros((2, 2), [("a", float)]), "named fields"),
        (np.zeros((2, 2), [("ä", float)]), "named fields"),
        (np.array([[None]]), "never unpickled"),
        (np.zeros((0, 3)), "0×3 has no numbers"),
        (np.zeros((2, 2, 2, 2, 2)), "5 axes"),
        (np.zeros((2, 17, 18, 19)), "up to 16"),
    ],
)
@pytest.mark.filterwarnings("ignore:Stored array in format")
def test_what_is_no_image_is_refused(tmp_path, array, words):
    assert words in refusal(saved(tmp_path, array, allow_pickle=True))
    np.savez(tmp_path / "some.npz", array)
    assert words in refusal(tmp_path / "some.npz")


@pytest.mark.parametrize("shape", [(10**7, 10**7), (1000, 1000), (2**40,), (-1, -8), (10**30, 10**30)])
def test_a_forged_header_is_refused_before_anything_is_read(tmp_path, monkeypatch, shape):
    monkeypatch.setattr(np, "frombuffer", None)
    path = tmp_path / "forged.npy"
    path.write_bytes(header(shape) + bytes(64))
    refusal(path)


@pytest.mark.parametrize(
    "data",
    [
        b"\x93NUMPY",
        b"\x93NUMPY\x09\x09",
        b"\x93NUMPY\x01\x00\xff\xff{",
        header((2, 2), descr="nonsense"),
        header("(2, 2)"),
        header((2, 2))[:-4],
        header((2, 2)) + bytes(31),
        header((2, 2), descr="|O") + b"cos\nsystem\n(S'false'\ntR.",
        header((True, 2)) + bytes(3),
        b"\x93NUMPY\x02\x00\xff\xff\xff\x7f" + b"{" * 99,
        b"PK\x03\x04 and no more",
        b"no array at all",
        b"\x80\x04K\x01.",
    ],
)
@pytest.mark.parametrize("name", ["bad.npy", "bad.npz"])
def test_damage_is_one_sentence(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    refusal(path)


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "void.npy").touch()
    assert "is empty" in refusal(tmp_path / "void.npy")


@given(data=st.data())
@pytest.mark.parametrize("name", ["any.npy", "any.npz", "packed.npz"])
def test_damage_anywhere_gives_an_array_or_a_sentence(tmp_path_factory, name, data):
    stream = io.BytesIO()
    array = np.arange(12.0).reshape(3, 4)
    save = {"any.npy": np.save, "any.npz": np.savez, "packed.npz": np.savez_compressed}[name]
    save(stream, array)
    stored = bytearray(stream.getvalue())
    for _ in range(data.draw(st.integers(1, 3))):
        stored[data.draw(st.integers(0, len(stored) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damage") / name
    path.write_bytes(stored[: data.draw(st.integers(1, len(stored)))])
    with suppress(Refused):  # and no other error, nor a warning
        assert only(path).ndim == 3


def test_an_archive_that_states_less_than_its_array_needs_is_refused(tmp_path):
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("vast.npy", header((10**4, 10**3)) + bytes(10))
    assert "cut short" in refusal(path)


def test_an_array_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "MOST_NUMBERS", 10)
    path = saved(tmp_path, np.zeros((4, 4)))
    with pytest.raises(Refused, match=r"^array.npy has 16 numbers"):
        only(path)


def test_an_archive_without_arrays_is_refused(tmp_path):
    path = tmp_path / "notes.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "nothing")
    assert "holds no arrays" in refusal(path)


def test_an_archive_that_has_gone_is_one_sentence(tmp_path):
    path = tmp_path / "gone.npz"
    np.savez(path, np.zeros((2, 2)))
    part = open_file(path).parts[0]
    path.unlink()
    with pytest.raises(Refused, match=r"^gone.npz, arr_0 cannot be read: No such file"):
        part.source("hw", 0)


def test_a_large_array_is_kept_small(tmp_path):
    part = open_file(saved(tmp_path, np.full((2, 4000), 7, np.uint8))).parts[0]
    source = part.source("hw", 0)
    assert (source.height, source.width, source.values.shape) == (2, 4000, (1, 1024, 1))
    np.testing.assert_allclose(source.values, 7)


def test_the_kind_is_told_by_how_a_file_begins(tmp_path):
    array = np.arange(6.0).reshape(2, 3)
    for name in ("picture.png", "numbers.csv", "numbers.npz"):
        path = tmp_path / name
        with path.open("wb") as file:
            np.save(file, array)
        np.testing.assert_array_equal(only(path)[..., 0], array)
