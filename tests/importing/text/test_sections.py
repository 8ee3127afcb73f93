"""Arrays as MATLAB, Octave, Julia, R and PyTorch's C++ print them."""

import numpy as np
import pytest

from cnnviz.importing.source import Refused
from cnnviz.importing.text.opening import open_text, table

MATLAB_CUBE = "ans(:,:,1) =\n\n     1     2\n     3     4\n\n\nans(:,:,2) =\n\n     5     6\n     7     8\n"
JULIA_CUBE = "2×2×2 Array{Int64, 3}:\n[:, :, 1] =\n 1  2\n 3  4\n\n[:, :, 2] =\n 5  6\n 7  8"
R_CUBE = (
    ", , 1\n\n     [,1] [,2]\n[1,]    1    2\n[2,]    3    4\n\n"
    ", , 2\n\n     [,1] [,2]\n[1,]    5    6\n[2,]    7    8\n"
)
LIBTORCH_CUBE = "(1,.,.) = \n  1  2\n  3  4\n\n(2,.,.) = \n  5  6\n  7  8\n[ CPUFloatType{2,2,2} ]"


@pytest.mark.parametrize(
    "text",
    [
        "A =\n\n     1     2\n     3     4\n\n",
        "A =\n\n   1   2\n   3   4\n\n",
        ">> A\n\nA =\n\n     1     2\n     3     4\n",
        "A = 2×2\n\n     1     2\n     3     4\n",
        "ans =\n\n  2×2 uint8 matrix\n\n   1   2\n   3   4\n",
        "A =\n\n  Columns 1 through 1\n\n     1\n     3\n\n  Column 2\n\n     2\n     4\n",
        " Columns 1 and 2:\n\n   1   2\n   3   4\n",
        "A =\n\n   1.0e+03 *\n\n    0.0010    0.0020\n    0.0030    0.0040\n",
        "     [,1] [,2]\n[1,]    1    2\n[2,]    3    4\n",
        "     [,1]\n[1,]    1\n[2,]    3\n     [,2]\n[1,]    2\n[2,]    4\n",
        "     a b\n[1,] 1 2\n[2,] 3 4\n",
        "  [,1] [,2]\nx    1    2\ny    3    4\n",
        "  a b\n1 1 2\n2 3 4\n",
        "2×2 Matrix{Int64}:\n 1  2\n 3  4",
        " 1  2\n 3  4\n[ CPUFloatType{2,2} ]",
        "\n 1  2\n 3  4\n[torch.FloatTensor of size 2x2]\n",
    ],
)
def test_one_square_in_many_hands(text):
    assert table(text)[..., 0].tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize("text", [MATLAB_CUBE, JULIA_CUBE, R_CUBE, LIBTORCH_CUBE])
def test_planes_are_channels(text):
    np.testing.assert_array_equal(table(text), [[[1, 5], [2, 6]], [[3, 7], [4, 8]]])


def test_many_planes_are_a_stack():
    text = "".join(f"ans(:,:,{plane}) =\n\n  {plane}  0\n\n" for plane in range(1, 18))
    (part,) = open_text(text, "pasted").parts
    assert (part.shape, part.orders[0]) == ((17, 1, 2), "nhw")
    assert part.source("nhw", 16).values[..., 0].tolist() == [[17, 0]]


def test_planes_of_four_axes_have_their_places():
    text = "".join(f"A(:,:,{c},{n}) =\n\n  {c}  {n}\n\n" for n in (1, 2) for c in (1, 2, 3))
    (part,) = open_text(text, "pasted").parts
    assert part.shape == (2, 1, 2, 3)
    assert part.source("nhwc", 1).values.tolist() == [[[1, 2, 3], [2, 2, 2]]]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("[1] 10 20 30", [[10, 20, 30]]),
        (" [1] 10 20\n [3] 30 40\n", [[10, 20], [30, 40]]),
        (" [1] 10 20 30\n [4] 40 50\n", [[10, 20, 30, 40, 50]]),
        ("> x\n [1] TRUE FALSE -Inf\n", [[1, 0, -np.inf]]),
        ("[1] 0.5", [[0.5]]),
        ("3-element Vector{Float64}:\n 1.0\n 2.5\n 3.0", [[1], [2.5], [3]]),
    ],
)
def test_vectors(text, values):
    assert table(text)[..., 0].tolist() == values


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A =\n\n 1 2\n\nB =\n\n 3 4\n", "there are several arrays in it, 'A' and 'B': copy one"),
        (
            MATLAB_CUBE.replace("(:,:,1)", "(:,:,3)"),
            "some of its planes are missing, or are there twice",
        ),
        (MATLAB_CUBE.replace("     7     8\n", ""), "its planes are not all of one size"),
        ("A =\n\n  Columns 2 through 3\n\n 1 2\n", "columns before column 2 are missing"),
        (
            "A =\n\n  Columns 1 through 1\n\n 1\n 2\n\n  Column 2\n\n 3\n",
            "some rows of its last columns are missing",
        ),
        ("3×2 Matrix{Int64}:\n 1  2\n 3  4", "it states 3×2 numbers, and 2×2 are there"),
        ("     [,1] [,2]\n[1,]    1    2\n[3,]    3    4\n", "row 2 is missing: '[3,]' stands there"),
        (" [1] 1 2 3\n [6] 4 5 6", "the numbers before '[6]' are missing: 3 are there"),
        ("[1] 1 2\nLevels: 1 2", "'Levels: 1 2' does not belong to the numbers: copy them alone"),
        ("A =\n\n     1     x\n", "'x' in row 3, column 2 is no number"),
        ("A =\n\n", "there are no numbers below a heading"),
        ("2×9 Matrix{Int64}:\n 1  2  …  9\n 1  2  …  9", "'…' in row 2, column 3 is no number"),
    ],
)
def test_nothing_may_be_missing(text, sentence):
    with pytest.raises(Refused) as error:
        table(text)
    assert str(error.value) == sentence
