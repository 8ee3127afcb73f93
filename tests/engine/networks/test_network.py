"""A stack of layers, against PyTorch, the numeric derivative, and what learning is for."""

import numpy as np
import pytest

from cnnviz import engine
from cnnviz.engine.networks.flat_layers import FlattenLayer, LinearLayer
from cnnviz.engine.networks.layers import ActivationLayer, AvgPool2d, Conv2d, MaxPool2d
from cnnviz.engine.networks.network import Network

RNG = np.random.default_rng(5)


def small_network(dtype=np.float64):
    rng = np.random.default_rng(3)

    def numbers(*shape):
        return rng.normal(size=shape).astype(dtype) / 2

    return Network(
        (
            Conv2d(numbers(3, 3, 2, 4), numbers(4), padding="same", padding_mode="replicate"),
            ActivationLayer("tanh"),
            MaxPool2d(2, padding=1),
            Conv2d(numbers(2, 2, 2, 6), numbers(3, 3, 6), groups=2),
            ActivationLayer("leaky_relu"),
            AvgPool2d(2, stride=1),
            Conv2d(numbers(1, 1, 6, 6)),
            FlattenLayer(),
            LinearLayer(numbers(24, 3), numbers(3)),
        )
    )


def loss_of(network, x, labels):
    return engine.softmax_cross_entropy(network.forward(x)[-1], labels)[0]


def test_gradients_are_the_numeric_ones():
    network, x, labels = small_network(), RNG.normal(size=(2, 6, 6, 2)), [0, 2]
    arrays = network.forward(x)
    gradients = network.backward(engine.softmax_cross_entropy(arrays[-1], labels)[1], arrays)
    assert [g.shape for g in gradients.arrays] == [a.shape for a in arrays]
    numeric = engine.numeric_gradient(lambda x: loss_of(network, x, labels), x)
    np.testing.assert_allclose(gradients.arrays[0], numeric, atol=1e-8)
    for place, own in enumerate(gradients.parameters):
        assert set(own) == set(network.parameters[place])
        for name, gradient in own.items():

            def loss(values, place=place, name=name):
                changed = list(network.layers)
                kept = {**vars(changed[place]), name: values}
                changed[place] = type(changed[place])(**kept)
                return loss_of(Network(tuple(changed)), x, labels)

            parameter = network.parameters[place][name]
            np.testing.assert_allclose(gradient, engine.numeric_gradient(loss, parameter), atol=1e-8)


def test_the_parameters_gradients_alone_are_those_of_the_whole_backward_pass():
    network, x = small_network(), RNG.normal(size=(2, 6, 6, 2))
    for layers in (network.layers, network.layers[:1], network.layers[1:3], network.layers[6:], ()):
        part = Network(layers)
        start = x if layers[:1] == network.layers[:1] else RNG.normal(size=(2, 2, 2, 6))
        arrays = part.forward(start)
        dy = RNG.normal(size=arrays[-1].shape)
        for own, whole in zip(part.gradients(dy, arrays), part.backward(dy, arrays).parameters, strict=True):
            assert list(own) == list(whole)
            for name in own:
                np.testing.assert_array_equal(own[name], whole[name])


def test_a_step_goes_downhill_and_leaves_the_old_network_alone():
    network, x, labels = small_network(), RNG.normal(size=(4, 6, 6, 2)), [0, 1, 2, 1]
    before = [{k: v.copy() for k, v in p.items()} for p in network.parameters]
    losses, current = [], network
    for _ in range(30):
        arrays = current.forward(x)
        loss, dlogits = engine.softmax_cross_entropy(arrays[-1], labels)
        losses.append(loss)
        current = current.step(current.gradients(dlogits, arrays), 0.2)
    assert losses[-1] < losses[0] / 10
    for old, kept in zip(network.parameters, before, strict=True):
        for name in kept:
            np.testing.assert_array_equal(old[name], kept[name])


def test_float32_stays():
    network, x = small_network(np.float32), RNG.normal(size=(2, 6, 6, 2)).astype(np.float32)
    arrays = network.forward(x)
    gradients = network.backward(engine.softmax_cross_entropy(arrays[-1], [0, 1])[1], arrays)
    everything = [*arrays, *gradients.arrays, *(a for own in gradients.parameters for a in own.values())]
    stepped = network.step(gradients.parameters, 0.1)
    everything += [a for own in stepped.parameters for a in own.values()]
    assert {a.dtype for a in everything} == {np.dtype(np.float32)}


def test_learns_as_torch_does():
    torch = pytest.importorskip("torch", reason="PyTorch, the reference here, is not installed")
    F = torch.nn.functional
    rng = np.random.default_rng(0)
    w, b = rng.normal(size=(3, 3, 1, 4)) / 3, rng.normal(size=4)
    dense, c = rng.normal(size=(4 * 4 * 4, 5)) / 8, rng.normal(size=5)
    x, labels = rng.normal(size=(16, 8, 8, 1)), rng.integers(0, 5, 16)
    network = Network(
        (
            Conv2d(w, b, padding=1),
            ActivationLayer("relu"),
            MaxPool2d(2),
            FlattenLayer(),
            LinearLayer(dense, c),
        )
    )
    rows = dense.reshape(4, 4, 4, 5).transpose(2, 0, 1, 3).reshape(64, 5)  # PyTorch flattens plane by plane
    theirs = [torch.tensor(np.ascontiguousarray(a)) for a in (w.transpose(3, 2, 0, 1), b, rows, c)]
    for tensor in theirs:
        tensor.requires_grad_()
    planes = torch.tensor(np.ascontiguousarray(np.moveaxis(x, 3, 1)))
    descent = torch.optim.SGD(theirs, lr=0.1)
    for _ in range(10):
        arrays = network.forward(x)
        loss, dlogits = engine.softmax_cross_entropy(arrays[-1], labels)
        network = network.step(network.gradients(dlogits, arrays), 0.1)
        y = F.max_pool2d(F.relu(F.conv2d(planes, theirs[0], theirs[1], padding=1)), 2)
        other = F.cross_entropy(y.flatten(1) @ theirs[2] + theirs[3], torch.tensor(labels))
        descent.zero_grad()
        other.backward()
        descent.step()
        assert loss == pytest.approx(other.item(), rel=1e-10)
    mine = network.layers[0].weight.transpose(3, 2, 0, 1)
    np.testing.assert_allclose(mine, theirs[0].detach().numpy(), rtol=1e-9, atol=1e-12)
