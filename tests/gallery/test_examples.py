"""The gallery shows the notebooks' numbers, each at the chapter that it is about."""

import numpy as np
import pytest

from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.session.session import Session
from cnnviz.trace.steps import Cell

BY_KEY = {example.key: example for example in EXAMPLES}
UPSTREAM = 25.0


def run(key):
    example = BY_KEY[key]
    return run_of(example.make(), example.options)


def product(key, label):
    return next(product.array[0] for product in run(key).arrays if product.label == label)


def finished(key, kind, name):
    """Return an array of a chapter as its last step leaves it."""
    chapter = next(chapter for chapter in run(key).chapters if chapter.kind.value == kind)
    return chapter.trace.state(len(chapter.trace))[name]


def close(array, numbers):
    np.testing.assert_allclose(np.squeeze(array), numbers, rtol=0, atol=1e-8)


def test_keys_and_titles_are_unique():
    assert len(BY_KEY) == len(EXAMPLES)
    assert len({example.title for example in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.some(12)
@pytest.mark.parametrize("key", BY_KEY)
def test_each_opens_at_its_chapter_and_step(qapp, key):
    example = BY_KEY[key]
    session = Session()
    session.open_example(example)
    chapter = session.frame.chapter
    assert (chapter.key, session.position.step) == (example.chapter, example.step)
    assert 0 <= example.step < len(chapter.trace)
    assert session.options == example.options
    session.undo_stack.undo()
    assert session.experiment.image_name == "letter E"


@pytest.mark.some(12)
@pytest.mark.parametrize("key", BY_KEY)
def test_what_it_opens_on_is_not_a_row_of_zeros(key):
    timeline = run(key)
    chapter = next(c for c in timeline.chapters if c.key == BY_KEY[key].chapter)
    step = chapter.trace[BY_KEY[key].step]
    assert any(chapter.arrays[cell.array][cell.index] for cell in step.writes) != (key == "relu_back")


def test_a_relu_passes_no_gradient_where_its_number_is_below_0():
    session = Session()
    session.open_example(BY_KEY["relu_back"])
    (update,) = session.frame.step.updates
    (gradient,) = (cell for term in update.terms for cell in term if isinstance(cell, Cell))
    arrays = session.frame.chapter.arrays
    at = update.target.index
    assert arrays["z"][at] < 0 != arrays[gradient.array][gradient.index]
    assert arrays[update.target.array][at] == 0
    assert np.array_equal(arrays[update.target.array], arrays["z"] > 0)


def test_c_forward_and_the_slope_of_the_sigmoid():
    close(product("c", "Y"), [[0.77, 0.8229], [-0.0737, 0.0066]])
    close(product("c", "A"), [[0.68352089, 0.69485158], [0.48158334, 0.50164999]])
    close(product("c", "dY"), [[0.21632008, 0.21203286], [0.24966083, 0.24999728]])


def test_c_backward():
    close(finished("c", "accumulate", "dweight"), [[0.42891012, 0.84603426], [0.28361417, 0.28214164]])
    close(
        product("c", "dX"),
        [
            [0.08652803, 0.06318114, -0.02120329],
            [0.14961795, 0.25575564, 0.10434032],
            [0.05742199, 0.20979248, 0.15249834],
        ],
    )


def test_d_turns_the_kernel_and_has_a_bias_per_position():
    experiment = BY_KEY["d"].make()
    layer = experiment.layers[0]
    assert layer.bias.shape == experiment.shapes[1]
    turned = finished("d", "turn", "weight_turned")
    np.testing.assert_array_equal(turned, layer.weight[::-1, ::-1].transpose(0, 1, 3, 2))
    np.testing.assert_array_equal(finished("d", "bias_gradient", "dbias")[..., 0], product("d", "dY")[..., 0])


def test_d_goes_down_the_gradient():
    experiment = BY_KEY["d_update"].make()
    layer, rate = experiment.layers[0], experiment.learning_rate
    for kind, name, old in (("update_weight", "weight", layer.weight), ("update_bias", "bias", layer.bias)):
        chapter = next(chapter for chapter in run("d_update").chapters if chapter.kind.value == kind)
        gradient = chapter.trace.inputs[f"d{name}"]
        assert gradient.any()
        close(finished("d_update", kind, f"{name}_new"), np.squeeze(old - rate * gradient))


def test_d_correlates_the_image_with_the_gradient():
    from cnnviz.engine import conv2d

    layer = BY_KEY["d_weight"].make().layers[0]
    image, upstream = product("d_weight", "X"), product("d_weight", "dY")
    expected = [conv2d(image[None], upstream[:, :, None, k : k + 1])[0, :, :, 0] for k in range(2)]
    update = next(c for c in run("d_weight").chapters if c.kind is ChapterKind.UPDATE_WEIGHT)
    assert layer.weight.shape[3] == 2
    close(update.trace.inputs["dweight"], np.stack(expected, axis=-1))


def test_a_backward():
    image, layer = product("a", "X"), BY_KEY["a"].make().layers[0]
    ones = np.ones((3, 3))
    windows = np.lib.stride_tricks.sliding_window_view(image[..., 0], (3, 3))
    close(finished("a_weight", "accumulate", "dweight"), np.einsum("hw,uvhw->uv", ones, windows))
    expected = np.zeros((5, 5))
    for row, column in np.ndindex(3, 3):
        expected[row : row + 3, column : column + 3] += layer.weight[:, :, 0, 0]
    close(product("a", "dX"), expected)


def test_b_cuts_off_what_fell_on_the_padding():
    inner = finished("b_crop", "crop", "dx")[0]
    whole = next(c for c in run("b_crop").chapters if c.kind is ChapterKind.CROP).arrays["dx_pad"][0]
    close(inner, whole[1:-1, 1:-1])
    assert inner.shape == (6, 6, 3)
    assert whole[0].any()


def test_e_zero_padding_and_padding_that_keeps_the_size():
    image, padded = product("e_padding", "X"), product("e_padding", "X padded")
    assert image.shape == (3, 3, 2)
    close(padded, np.pad(image, ((2, 2), (2, 2), (0, 0))))
    assert product("same", "Y").shape == product("same", "X").shape


def test_e_convolution_forward():
    numbers = [
        4.98925312,
        -0.12934609,
        6.77487928,
        -6.44934224,
        1.80531313,
        8.75470928,
        -2.85387942,
        -2.65858316,
    ]
    close(product("e_convolution", "Y")[2, 1], numbers)
    chapter = next(c for c in run("e_convolution").chapters if c.key == BY_KEY["e_convolution"].chapter)
    written = {cell.index[:3] for cell in chapter.trace[BY_KEY["e_convolution"].step].writes}
    assert written == {(0, 2, 1)}


def test_e_convolution_backward_of_one_sample():
    """Of the notebook's ten samples one is shown; the engine's own tests have the means over all of them."""
    from cnnviz.engine import conv2d_backward

    random = np.random.RandomState(1)
    images, weight, _ = random.randn(10, 4, 4, 3), random.randn(2, 2, 3, 6), random.randn(1, 1, 1, 6)
    output = product("e_gradient", "Y")
    np.testing.assert_array_equal(product("e_gradient", "dY"), output)
    dx, dweight, dbias = conv2d_backward(output[None], images[:1], weight, stride=2, padding=2)
    close(product("e_gradient", "dX"), dx[0])
    update = next(c for c in run("e_gradient").chapters if c.kind is ChapterKind.UPDATE_WEIGHT)
    close(update.trace.inputs["dweight"], dweight.squeeze())
    update = next(c for c in run("e_gradient").chapters if c.kind is ChapterKind.UPDATE_BIAS)
    close(update.trace.inputs["dbias"], dbias)


def test_depthwise_takes_each_channel_by_itself_and_then_mixes_them():
    from cnnviz.engine import conv2d

    image, (each, mix) = product("depthwise", "X"), BY_KEY["depthwise"].make().layers
    assert (each.groups, each.channels, mix.weight.shape) == (3, 3, (1, 1, 3, 2))
    alone = [
        conv2d(image[None, ..., k : k + 1], each.weight[..., k : k + 1], padding="same")[0] for k in range(3)
    ]
    made = product("depthwise", "Y")
    close(made, np.concatenate(alone, axis=2))
    close(product("depthwise", "Y₂"), made @ mix.weight[0, 0])
    assert all(channel.any() for channel in np.moveaxis(made, 2, 0))


MAXIMA = [
    [[1.74481176, 0.90159072, 1.65980218], [1.74481176, 1.6924546, 1.65980218]],
    [[1.13162939, 1.51981682, 2.18557541], [1.13162939, 1.6924546, 2.18557541]],
]
MEANS = [
    [[-0.03010467, -0.00324021, -0.33629886], [0.12893444, 0.22242847, 0.1250676]],
    [[-0.38268052, 0.23257995, 0.6259979], [-0.09525515, 0.268511, 0.46605637]],
]


@pytest.mark.parametrize(("key", "numbers"), [("e_max", MAXIMA), ("e_average", MEANS)])
def test_e_pooling_forward(key, numbers):
    close(product(key, "P"), numbers)


def test_e_masks():
    chapter = run("e_max_mask").chapters[0]
    np.testing.assert_array_equal(chapter.arrays["mask"][0, :, :, 0], [[0, 0, 1], [0, 0, 0], [0, 0, 0]])
    close(product("e_max_mask", "dX"), [[0, 0, UPSTREAM], [0, 0, 0], [0, 0, 0]])
    close(product("e_average_mask", "dX"), np.full((3, 3), 2.77777778))


BACK = {
    "e_max_back": [[0, 0], [5.05844394, -1.68282702], [0, 0]],
    "e_average_back": [[0.08485462, 0.2787552], [1.26461098, -0.25749373], [1.17975636, -0.53624893]],
}


@pytest.mark.parametrize("key", BACK)
def test_e_pooling_backward(key):
    close(product(key, "dX")[1], BACK[key])


TIES = {
    "e_ties_first": [[12, 0, 0, 12], [0, 0, 0, 0], [12, 0, 12, 0], [0, 0, 0, 0]],
    "e_ties_all": [[12, 12, 0, 12], [0, 0, 12, 0], [12, 0, 12, 12], [12, 0, 12, 12]],
    "e_ties_split": [[6, 6, 0, 6], [0, 0, 6, 0], [6, 0, 3, 3], [6, 0, 3, 3]],
}


@pytest.mark.parametrize("key", TIES)
def test_e_ties(key):
    close(product(key, "dX"), TIES[key])


def test_every_notebook_has_its_cases():
    """Keys begin with the notebook's letter; what cannot be shown, means over a batch, the engine's tests have."""
    forward = {"convolve", "pad", "max_pool", "average_pool"}
    for letter in "abcde":
        chapters = {e.chapter for e in EXAMPLES if e.key.split("_")[0] == letter}
        assert chapters & forward, letter
        assert chapters - forward, letter


def test_a_digit_of_28_by_28_is_among_them():
    (found,) = (example for example in EXAMPLES if "28" in example.title and "digit" in example.title.lower())
    experiment = found.make()
    assert experiment.images[0].shape == (28, 28, 1)
    assert experiment.layers[0].weight.shape == (5, 5, 1, 1)
    y = finished(found.key, "convolve", "y")[0].ravel()
    assert y[found.step] != 0  # it opens at an edge
