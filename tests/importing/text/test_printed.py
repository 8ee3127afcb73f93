"""Arrays as Python's libraries print them, and as they are written in code."""

import re
from importlib.util import find_spec

import numpy as np
import pytest
from refusals import refusal

from cnnviz.importing.text.opening import open_text, table

SQUARE = [[1, 2], [3, 4]]
needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not here")


def plane(text):
    array = table(text)
    assert array.shape[2] == 1
    return array[..., 0].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "array([[1, 2],\n       [3, 4]])",
        "matrix([[1, 2],\n        [3, 4]])",
        "Array([[1., 2.],\n       [3., 4.]], dtype=float32, weak_type=True)",
        "tensor([[1., 2.],\n        [3., 4.]], device='cuda:0', grad_fn=<AddBackward0>)",
        "tensor([[1, 2],\n        [3, 4]], size=(2, 2), dtype=torch.int8)",
        "Parameter containing:\nParameter(tensor([[1., 2.],\n        [3., 4.]], requires_grad=True))",
        "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)",
        "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
        "<tf.Variable 'kernel:0' shape=(2, 2) dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]])>",
        "Tensor(shape=[2, 2], dtype=float32, place=Place(gpu:0), stop_gradient=True,\n       [[1., 2.],\n  [3., 4.]])",
        "\n[[1. 2.]\n [3. 4.]]\n<NDArray 2x2 @cpu(0)>",
        "masked_array(\n  data=[[1, 2],\n        [3, 4]],\n  mask=False,\n  fill_value=999999)",
        "[array([1, 2]), array([3, 4])]",
        "[tensor([1., 2.]), tensor([3., 4.])]",
        "[[np.float64(1.0), np.float64(2.0)], [np.int64(3), np.uint8(4)]]",
        "[[tensor(1.), tensor(2.)], [tensor(3.), tensor(4., grad_fn=<MulBackward0>)]]",
        ">>> a\narray([[1, 2],\n       [3, 4]])",
        ">>> np.array([[1, 2],\n...           [3, 4]])",
        "In [3]: a\nOut[3]: \narray([[1, 2],\n       [3, 4]])",
        "x = np.array([[1, 2], [3, 4]], dtype=np.float32)",
        "x = np.array([[1, 2], [3, 4]], float)  # a kernel",
        "x: [[1 2]\n [3 4]]",
        "((1, 2), (3, 4))",
        "{{1, 2}, {3, 4}}",
        "float k[2][2] = {{1.0f, 2.f},\n // edges\n {3, 4}};",
        "const k = [[1, 2], [3, 4]];",
        "[1, 2]\n[3, 4]",
        "[1 2]\n[3 4]\n",
        "[[1, 2,], [3, 4,],]",
        "[1 2\n 3 4]",
        "A = [1 2; 3 4];",
        "A = [1, 2;\n     3, 4]  % as in MATLAB",
        "rbind(c(1, 2), c(3L, 4L))",
        "cbind(c(1, 3), c(2, 4))",
        "matrix(c(1, 3, 2, 4), nrow = 2)",
        "matrix(c(1, 2, 3, 4), 2, 2, byrow = TRUE)",
    ],
)
def test_one_square_in_many_hands(text):
    assert plane(text) == SQUARE


def test_words_that_are_numbers():
    text = "[[True, np.False_, nan], [np.inf, -np.inf, None]]"
    np.testing.assert_array_equal(table(text)[..., 0], [[1, 0, np.nan], [np.inf, -np.inf, np.nan]])


@pytest.mark.parametrize("length", [5, 25, 40, 200])
def test_a_long_row_that_numpy_breaks_stays_one(length):
    for array in (np.arange(length), np.linspace(-1, 1, length), np.arange(length) > 3):
        np.testing.assert_allclose(table(str(array))[0, :, 0], array, atol=1e-8)
        np.testing.assert_allclose(table(repr(array))[0, :, 0], array, atol=1e-8)


def test_full_lines_may_be_rows_as_well_and_are_asked():
    row = " ".join(["0"] * 37)
    offer = open_text(f"[{row}\n {row}]", "pasted")
    assert [part.shape for part in offer.parts] == [(74,), (2, 37)]
    assert offer.readings


@pytest.mark.parametrize("shape", [(2, 3, 3), (6, 5, 3), (3, 5, 6), (1, 2, 3, 4), (5, 6, 5, 3), (12, 20, 20)])
def test_numpy_prints_of_more_axes_are_what_the_array_itself_is(tmp_path, shape):
    from cnnviz.importing.files import open_file

    array = np.arange(np.prod(shape)).reshape(shape)
    np.save(tmp_path / "array.npy", array)
    (stored,) = open_file(tmp_path / "array.npy").parts
    with np.printoptions(threshold=10**6):
        for text in (str(array), repr(array), str(array.tolist())):
            (part,) = open_text(text, "pasted").parts
            assert (part.shape, part.orders, part.unclear) == (stored.shape, stored.orders, stored.unclear)
            order = part.orders[-1]
            np.testing.assert_array_equal(part.source(order, 0).values, stored.source(order, 0).values)


@needs_torch
@pytest.mark.parametrize("shape", [(2, 3), (3, 4, 4), (1, 28, 28), (1, 3, 5, 4), (12, 4, 5)])
def test_torch_prints_have_their_channels_first(shape):
    import torch

    tensor = torch.arange(float(np.prod(shape))).reshape(shape)
    torch.set_printoptions(threshold=10**6)
    array = tensor.numpy().reshape(shape[-3:]) if len(shape) > 2 else tensor.numpy()[None]
    for one in (tensor, tensor.requires_grad_(), torch.nn.Parameter(tensor.detach())):
        np.testing.assert_allclose(table(repr(one)), np.moveaxis(array, 0, 2), rtol=1e-3)
    torch.set_printoptions(profile="default")


def test_four_axes_ask_which_image_and_which_axes():
    array = np.arange(48).reshape(2, 2, 3, 4)
    (part,) = open_text(f"tensor({array.tolist()})", "pasted").parts
    assert (part.shape, part.orders) == ((2, 2, 3, 4), ("nchw", "nhwc"))
    np.testing.assert_array_equal(part.source("nchw", 1).values, np.moveaxis(array[1], 0, 2))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[1, 2], [3]]", "row 2 has 1 number, the rows before it have 2"),
        ("[1 2; 3]", "row 2 has 1 number, the rows before it have 2"),
        ("[1 2]\n[3]", "row 2 has 1 number, the rows before it have 2"),
        ("[1 2 3\n 4 5]", "row 2 has 2 numbers, the rows before it have 3"),
        ("[[1, 2], 3]", "a number stands beside a row of numbers: each row has as many as the others"),
        ("[[[1], [2]], [[3]]]", "block 2 has 1×1 numbers, the first 2×1: each is as large"),
        ("[1,, 2]", "the cell in row 1, column 2 is empty"),
        ("[[1, 2]", "it ends before its last bracket is closed"),
        ("[[1, 2)]", "')' in row 1, column 3 is no number"),
        ("[[1 2]\n ...\n [3 4]]", "'...' in row 2, column 2 is no number"),
        ("[1/9, 2/9]", "'1/9' in row 1, column 1 is no number"),
        ("array([1.+2.j])", "'1.+2.j' in row 1, column 1 is no number"),
        ("array([['a']], dtype='<U1')", "'a' in row 1, column 1 is no number"),
        ("[1e999]", "'1e999' in row 1, column 1 is no number"),
        ("array([[1, 2]]) / 9", "'/ 9' behind the numbers is not known: copy the numbers alone"),
        ("[1 2; 3 4]'", "''' behind the numbers is not known: copy the numbers alone"),
        ("array([1, 2]).T", "'.T' behind the numbers is not known: copy the numbers alone"),
        (
            "The kernel [[1, 2], [3, 4]]",
            "'The kernel' in front of the numbers is not known: copy them alone",
        ),
        (
            '{"image": [[1, 2], [3, 4]]}',
            "'{\"image\":' in front of the numbers is not known: copy them alone",
        ),
        (
            "tensor([1], quantization_scheme=a)",
            "'quantization_scheme=a' beside the numbers is not known: copy the numbers alone",
        ),
        ("tensor([[1, 2]], size=(3, 2))", "it states 3×2 numbers, and 1×2 are there"),
        ("[[1, 2]]\n[[3, 4]]", "there are 2 arrays in it: copy one of them"),
        ("tensor([], size=(0, 3))", "there are no numbers in it"),
        ("[[[[[1]]]]]", "an array with 5 axes is no image: 1 to 4 are read"),
        ("matrix(c(1, 2, 3), nrow = 2)", "3 numbers do not fill 2 rows and 1 columns"),
    ],
)
def test_what_is_not_known_is_refused_with_its_words(text, sentence):
    assert refusal(table, text) == sentence


def test_a_type_of_whole_numbers_changes_none():
    assert "whole numbers alone" in refusal(table, "np.array([1.5, 2], dtype=int)")
    assert plane("np.array([1., 2.], dtype=np.uint8)") == [[1, 2]]


@pytest.mark.parametrize("text", ["[mm],[kg]\n1,2", "(m),(s)\n1,2", "f(x),g(x)\n1,2", "a[0],a[1]\n1,2"])
def test_names_of_columns_may_have_brackets(text):
    assert plane(text) == [[1, 2]]


@pytest.mark.parametrize(
    "text", ["[" * 10**5, "[1," * 10**5, "[[1]" + "\n" * 10**6, "tensor(" + "dtype=a," * 10**5, "[]" * 10**5]
)
def test_brackets_without_end_are_one_sentence(text):
    assert not re.search(r"[\n\[]{9}", refusal(table, text)[30:])
