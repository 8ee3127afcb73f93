"""The laws of a whole run: its chapters hand on what they make, and arrive at what the engine and calculus say."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from plain_network import check_forward, plain_network
from run_catalogue import no_number, nothing_but_padding, some_padding_alone
from run_draws import alike, experiments, few, network, run_options

from cnnviz.engine import activation_backward, mse, numeric_gradient, softmax_cross_entropy
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.layers import Linear
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.numbers.training import trained
from cnnviz.run.options import RunOptions
from cnnviz.trace.steps import apply

SET_UP = ("X", "W", "b", "target")  # what no chapter makes


def folded(trace):
    """Carry out every step by plain Python; return the arrays, and where each was written."""
    arrays = {name: array.copy() for name, array in trace.state(0).items()}
    written = {name: np.zeros(array.shape, bool) for name, array in trace.outputs.items()}
    for step in trace:
        apply(step, arrays)
        for cell in step.writes:
            written[cell.array][cell.index] = True
    return arrays, written


def parameters(run):
    """Return what the update chapters read and arrive at, by layer and name."""
    found = {}
    for chapter in run.chapters:
        if chapter.phase is Phase.UPDATE:
            name = chapter.kind.value.removeprefix("update_")
            found[chapter.layer, name] = (
                chapter.trace.inputs["d" + name],
                chapter.trace.outputs[name + "_new"],
            )
    return found


def plain(products, *, gradient):
    """Return the arrays of one row of the map, those with padding left out, in the order of the layers."""
    row = [p.array for p in products if p.gradient == gradient and not p.label.endswith("padded")]
    return row[::-1] if gradient else row


@given(experiments(), run_options())
def test_every_chapter_reads_what_the_chapters_before_it_have_written(experiment, options):
    made = {}
    for chapter in run_of(experiment, options).chapters:
        for name, array in chapter.trace.inputs.items():
            label = chapter.label(name)
            if label in made:
                before, written = made[label]
                alike(array[written], before[written], f"{label} in {chapter.key}")
            else:
                assert label.rstrip("₀₁₂₃₄₅₆₇₈₉") in SET_UP, f"nobody makes {label} for {chapter.key}"
        arrays, written = folded(chapter.trace)
        for name, where in written.items():
            assert where.any() or not chapter.trace.mask.any(), (
                "only where padding alone is seen, nobody wins"
            )
            alike(arrays[name][where], chapter.arrays[name][where], f"{name} of {chapter.key}")
            made[chapter.label(name)] = arrays[name], where


@given(experiments(), run_options())
def test_without_a_filter_to_follow_everything_is_written(experiment, options):
    for chapter in run_of(experiment, replace(options, follow=None)).chapters:
        for name, progress in chapter.trace.progress(len(chapter.trace)).items():
            sparse = name in ("dx_pad", "mask", "loss") and chapter.kind not in (
                ChapterKind.GATHER,
                ChapterKind.FULL,
            )
            assert sparse or (progress == 2).all(), (chapter.key, name)


@given(experiments(), run_options())
def test_following_a_filter_leaves_the_others_to_the_engine(experiment, options):
    run = run_of(experiment, options)
    whole = run_of(experiment, replace(options, follow=None))
    assert [chapter.key for chapter in run.chapters] == [chapter.key for chapter in whole.chapters]
    for own, other in zip(run.arrays, whole.arrays, strict=True):
        assert own.label == other.label
        np.testing.assert_array_equal(own.array, other.array)
    for own, other in zip(run.chapters, whole.chapters, strict=True):
        assert len(own.trace) <= len(other.trace)


@given(experiments(), run_options())
def test_the_map_shows_what_the_engine_s_network_computes(experiment, options):
    run, net = run_of(experiment, options), plain_network(experiment)
    arrays = plain(run.arrays, gradient=False)
    np.testing.assert_array_equal(arrays[0], experiment.image[None])
    check_forward(net, arrays)
    upstream = plain(run.arrays, gradient=True)[-1]
    gradients = net.backward(upstream, arrays)
    for own, engine in zip(plain(run.arrays, gradient=True), gradients.arrays, strict=True):
        alike(own, engine, "backward")
    for (layer, name), (gradient, _) in parameters(run).items():
        alike(gradient, gradients.parameters[layer][name], f"{name} of layer {layer}")


@given(experiments(), run_options())
def test_a_product_is_what_its_chapter_makes(experiment, options):
    run = run_of(experiment, options)
    for product in run.arrays:
        if product.chapter is None:
            np.testing.assert_array_equal(product.array, experiment.image[None])
            continue
        chapter = run.chapters[product.chapter]
        names = [name for name in chapter.trace.outputs if chapter.label(name) == product.label]
        assert len(names) == 1, (chapter.key, product.label)
        alike(product.array, chapter.arrays[names[0]], product.label)


@np.errstate(all="ignore")
def loss_of(experiment, upstream, output):
    """Return the loss by the engine's functions; a given gradient is that of its product with the output."""
    loss = experiment.fitted_loss
    match loss.name:
        case "sum":
            return output.sum()
        case "cell":
            return output[(0, *loss.cell)]
        case "mse":
            return mse(output, loss.targets[0][None])[0]
        case "cross_entropy":
            return softmax_cross_entropy(output, np.array([loss.labels[0]]))[0]
    return (output * upstream).sum()


@few
@given(experiments(smooth=True))
@example(nothing_but_padding("typed"))
@example(nothing_but_padding("sigmoid_slope"))
@example(some_padding_alone())
def test_the_gradients_are_the_numeric_gradients_of_the_loss(experiment):
    run = run_of(experiment, RunOptions())
    upstream = plain(run.arrays, gradient=True)[-1]

    def loss_over(changed, image):
        return loss_of(experiment, upstream, network(changed).forward(image)[-1])

    # A dilated maximum may step over a small image and read nothing but padding: -inf has no slope, and what
    # a parameter is multiplied by is then no number even where no gradient arrives.
    net, arrays = network(experiment), plain(run.arrays, gradient=False)
    weighted = [x for layer, x in zip(net.layers, arrays[:-1], strict=True) if layer.parameters]
    assume(all(np.isfinite(x).all() for x in (*weighted, loss_over(experiment, experiment.image[None]))))
    own = plain(run.arrays, gradient=True)[0]
    numeric = numeric_gradient(lambda x: loss_over(experiment, x), experiment.image[None])
    np.testing.assert_allclose(own, numeric, 1e-5, 1e-7 * np.abs(own).max(initial=1))
    for (index, name), (gradient, _) in parameters(run).items():
        layer = experiment.layers[index]

        def by(values, index=index, name=name, layer=layer):
            layers = list(experiment.layers)
            layers[index] = replace(layer, **{name: values})
            return loss_over(replace(experiment, layers=tuple(layers)), experiment.image[None])

        numeric = numeric_gradient(by, getattr(layer, name))
        np.testing.assert_allclose(gradient, numeric, 1e-5, 1e-7 * np.abs(gradient).max(initial=1))


@given(experiments())
@example(no_number())
def test_the_value_of_the_loss_is_the_engine_s(experiment):
    run = run_of(experiment, RunOptions())
    output = plain_network(experiment).forward(experiment.image[None])[-1]
    if experiment.loss.name in ("typed", "sigmoid_slope"):
        assert run.loss is None
    else:
        expected = float(loss_of(experiment, None, output))
        assert run.loss == pytest.approx(expected, rel=1e-12, abs=1e-12, nan_ok=True)
    if experiment.loss.name == "sigmoid_slope":
        slope = activation_backward("sigmoid", np.ones_like(output), output)
        alike(plain(run.arrays, gradient=True)[-1], slope, "slope")


@given(experiments(), st.one_of(st.none(), st.integers(0, 2)))
def test_all_ways_arrive_at_the_same_numbers(experiment, follow):
    ways = [
        run_of(experiment, RunOptions(follow, dx, dw))
        for dx, dw in (
            ("scatter", "accumulate"),
            ("gather", "accumulate"),
            ("full", "correlate"),
        )
    ]
    for kinds in (("scatter", "gather", "full"), ("accumulate", "accumulate", "correlate")):
        found = [
            [chapter for chapter in run.chapters if chapter.kind.value == kind]
            for run, kind in zip(ways, kinds, strict=True)
        ]
        for one, two, three in zip(*found, strict=True):
            name = "dx_pad" if "scatter" in kinds else "dweight"
            done = [chapter.trace.state(len(chapter.trace))[name] for chapter in (one, two, three)]
            alike(done[1], done[0], name)
            alike(done[2], done[0], name)
    biases = [[c for c in run.chapters if "dbias" in c.trace.outputs] for run in ways]
    for one, _, three in zip(*biases, strict=True):
        done = [chapter.trace.state(len(chapter.trace))["dbias"] for chapter in (one, three)]
        alike(done[1], done[0], "dbias")


@given(experiments(), run_options())
@example(no_number(), RunOptions())
def test_the_update_arrives_at_the_parameters_of_the_next_round(experiment, options):
    run, (after,) = run_of(experiment, options), trained(experiment, 1)
    np.testing.assert_equal(after.loss, run_of(after.experiment).loss)
    learned = parameters(run)
    for index, layer in enumerate(after.experiment.layers):
        if isinstance(layer, Convolution | Linear):
            for name in ("weight", "bias"):
                _, new = learned.pop((index, name))
                np.testing.assert_array_equal(getattr(layer, name), new)
        else:
            assert layer is experiment.layers[index]
    assert not learned
