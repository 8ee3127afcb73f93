"""What does not fit is said in a sentence for a person: which layer is the first, what it has and what there is."""

import re

import pytest
from experiment_draws import shapes
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.padding import MODES
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling, SwitchedOff
from cnnviz.experiment.limits import number_limit, surroundings_of
from cnnviz.experiment.misfits import IMAGE, misfit
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.gallery.first_example import first_example

NOTHING = "a window of nothing but padding has no maximum and no mean"


@pytest.mark.parametrize(
    ("window", "alone", "named"),
    [
        (
            Window((9, 3), padding="valid"),
            "a kernel of 9 rows does not fit: the image has 8, padding adds none",
            "its kernel of 9 rows is larger than its input, which would have 8 and no padding",
        ),
        (
            Window((3, 9), padding=0),
            "a kernel of 9 columns does not fit: the image has 6, padding adds none",
            "its kernel of 9 columns is larger than its input, which would have 6 and no padding",
        ),
        (
            Window((3, 4), padding=(0, 1), dilation=(1, 3)),
            "a kernel of 4 columns with dilation 3 spans 10 and does not fit: the image has 6, padding adds 2",
            "its kernel, which spans 10 columns with dilation 3, is larger than its input, "
            "which would have 6 and 2 of padding",
        ),
        (
            Window((3, 3), padding=(8, 0), padding_mode="reflect"),
            "reflect padding of 8 rows does not fit: the image has 8, of which 7 can be copied",
            "its reflect padding of 8 rows is too much: its input would have 8, of which 7 can be copied",
        ),
        (
            PoolingWindow((1, 2), padding=(1, 0)),
            f"a padding of 1 row is too much for a kernel that spans 1: {NOTHING}",
            f"a padding of 1 row is too much for a kernel that spans 1: {NOTHING}",
        ),
        (Window((8, 6), padding="valid"), None, None),
    ],
)
def test_a_misfit_is_told_in_a_sentence(window, alone, named):
    assert misfit(window, (8, 6), "the image") == alone
    assert misfit(window, (8, 6), is_named=True) == named
    of_image = misfit(window, (8, 6), IMAGE, is_named=True)
    assert of_image == (named and named.replace("its input", IMAGE).replace("would have", "has"))


pairs = st.tuples(st.integers(1, 6), st.integers(1, 6))


@given(shapes, pairs, pairs, st.integers(0, 9), st.sampled_from(MODES), st.booleans())
def test_every_misfit_has_its_own_words_and_nothing_else_has_any(shape, kernel, dilation, by, mode, pools):
    window = (
        PoolingWindow(kernel, padding=by, dilation=dilation)
        if pools
        else Window(kernel, padding=by, dilation=dilation, padding_mode=mode)
    )
    why = misfit(window, shape, "the image")
    if why is None:
        window.over(shape)
    else:
        with pytest.raises(ValueError, match=r".") as refused:
            window.over(shape)
        assert why != str(refused.value)
        assert re.fullmatch(r"[a-z][a-zA-Z0-9 :,]+", why)


def typed(experiment, index, value, name="kernel_size"):
    layer = experiment.layers[index]
    limit = number_limit(layer.window, surroundings_of(experiment, index), name, 0, (0, 0))
    assert not limit.low <= value <= limit.high
    return limit.why_not(value)


def test_the_first_layer_that_does_not_fit_with_what_was_typed_is_told():
    layer = convolution(Window((3, 3), (2, 2), "valid"), 1)
    start = first_example().with_layers((layer, Activation("relu"), MaxPooling()))
    behind = "the max pooling after it would not fit any more: its kernel of 2 rows is larger than its input"
    assert typed(start, 0, 7) == f"{behind}, which would have 1 and no padding"
    for rows in (9, 10, 15):
        whole = f"a kernel of {rows} rows does not fit: the image has 8, padding adds none"
        assert typed(start, 0, rows) == whole
    assert typed(start, 0, 0) == "kernel starts at 1"
    assert typed(start, 2, 4) == "a kernel of 4 rows does not fit: its input has 3, padding adds none"
    assert typed(start.with_layers((SwitchedOff(layer), MaxPooling())), 1, 9) == (
        "a kernel of 9 rows does not fit: the image has 8, padding adds none"
    )


def test_what_is_only_not_offered_says_so():
    start = Experiment(first_example().images, (convolution(Window((3, 3), padding="same"), 1),))
    assert typed(start, 0, 12) == "a kernel of more than 11 is not offered"
