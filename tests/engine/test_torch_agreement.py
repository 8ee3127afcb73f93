"""The engine beside PyTorch, over random settings."""

import numpy as np
import pytest
from engine_draws import convolutions, few, generators, pairs, poolings
from hypothesis import given
from hypothesis import strategies as st

from cnnviz import engine
from cnnviz.engine.activation import ACTIVATIONS

torch = pytest.importorskip("torch", reason="PyTorch, the reference here, is not installed")
F = torch.nn.functional
torch.backends.mkldnn.set_flags(False)  # of some float32 it makes what is never twice the same


def planes(x):
    """Return an NHWC array as a leaf tensor of planes."""
    return torch.tensor(np.ascontiguousarray(np.moveaxis(x, 3, 1)), requires_grad=True)


def images(tensor):
    return np.moveaxis(tensor.detach().numpy(), 1, 3)


def agree(ours, theirs, tolerance=1e-9):
    scale = np.max(np.abs(theirs), initial=1, where=np.isfinite(theirs))
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance * scale)


def theirs(case):
    x, weight = planes(case.x), torch.tensor(case.weight.transpose(3, 2, 0, 1).copy(), requires_grad=True)
    (top, bottom), (left, right) = case.geometry.amounts
    mode = {"zeros": "constant"}.get(case.settings["padding_mode"], case.settings["padding_mode"])
    chosen = {k: v for k, v in case.settings.items() if k in ("stride", "dilation", "groups")}
    y = F.conv2d(F.pad(x, (left, right, top, bottom), mode=mode), weight, **chosen)
    bias = torch.tensor(case.bias if case.bias.ndim == 1 else case.bias.transpose(2, 0, 1).copy())
    bias.requires_grad_()
    y = y + (bias[:, None, None] if bias.ndim == 1 else bias)
    y.backward(torch.tensor(np.moveaxis(case.dy, 3, 1).copy()))
    dbias = bias.grad.numpy()
    dbias = dbias if dbias.ndim == 1 else dbias.transpose(1, 2, 0)
    return images(y), images(x.grad), weight.grad.numpy().transpose(2, 3, 1, 0), dbias


@given(convolutions())
def test_convolution(case):
    y = engine.conv2d(case.x, case.weight, case.bias, **case.settings)
    gradients = engine.conv2d_backward(
        case.dy, case.x, case.weight, bias_shape=case.bias.shape, **case.settings
    )
    for mine, other in zip((y, *gradients), theirs(case), strict=True):
        agree(mine, other)


@few
@given(convolutions(dtype=np.float32))
def test_convolution_in_float32(case):
    y = engine.conv2d(case.x, case.weight, case.bias, **case.settings)
    gradients = engine.conv2d_backward(
        case.dy, case.x, case.weight, bias_shape=case.bias.shape, **case.settings
    )
    for mine, other in zip((y, *gradients), theirs(case), strict=True):
        assert mine.dtype == np.float32
        agree(mine, other, 1e-4)


@few
@given(convolutions(modes=["zeros"]), generators)
def test_convolution_of_what_is_not_finite(case, rng):
    case.x[rng.random(case.x.shape) < 0.1] = rng.choice([np.nan, np.inf, -np.inf])
    case.dy[rng.random(case.dy.shape) < 0.1] = rng.choice([np.nan, np.inf, -np.inf])
    y = engine.conv2d(case.x, case.weight, case.bias, **case.settings)
    gradients = engine.conv2d_backward(
        case.dy, case.x, case.weight, bias_shape=case.bias.shape, **case.settings
    )
    for mine, other in zip((y, *gradients), theirs(case), strict=True):
        agree(mine, other)


def beside(function, case, dy, **chosen):
    x = planes(case)
    y = function(x, **chosen)
    y.backward(torch.tensor(np.moveaxis(dy, 3, 1).copy()))
    return images(y), images(x.grad)


FLAWED = [-np.inf, np.inf, np.nan, 0, 1, 2]


@pytest.mark.parametrize("values", [None, FLAWED, [-np.inf, 0]], ids=["plain", "flawed", "minus infinity"])
def test_max_pooling(values):
    @given(poolings(symmetric=True, values=values))
    def law(case):
        y, dx = beside(F.max_pool2d, case.x, case.dy, **case.settings)
        np.testing.assert_array_equal(engine.max_pool2d(case.x, **case.settings), y)
        agree(engine.max_pool2d_backward(case.dy, case.x, **case.settings), dx)

    law()


@pytest.mark.parametrize("values", [None, FLAWED], ids=["plain", "flawed"])
def test_average_pooling(values):
    @given(poolings(symmetric=True, dilated=False, values=values), st.booleans())
    def law(case, include):
        chosen = case.settings | {"count_include_pad": include}
        y, dx = beside(F.avg_pool2d, case.x, case.dy, **chosen)
        agree(engine.avg_pool2d(case.x, **chosen), y)
        agree(engine.avg_pool2d_backward(case.dy, case.x.shape, **chosen), dx)

    law()


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation(name, dtype):
    z = np.array([-800, -3, -1e-3, 0.0, 1e-3, 3, 800, np.inf, -np.inf, np.nan], dtype)
    da = np.linspace(-1, 2, z.size).astype(dtype)
    tensor = torch.tensor(z, requires_grad=True)
    a = {"identity": torch.clone}.get(name, getattr(F, name, None) or getattr(torch, name, None))(tensor)
    a.backward(torch.tensor(da))
    tolerance = 1e-12 if dtype == np.float64 else 1e-5
    mine = engine.activation(name, z), engine.activation_backward(name, da, z)
    for ours, other in zip(mine, (a.detach(), tensor.grad), strict=True):
        assert ours.dtype == dtype
        np.testing.assert_allclose(ours, other.numpy(), tolerance, tolerance)


@few
@given(generators, st.integers(1, 5), st.integers(1, 6), st.integers(1, 4))
def test_linear(rng, n, inputs, outputs):
    x, weight, bias = (rng.normal(size=s) for s in ((n, inputs), (inputs, outputs), (outputs,)))
    dy = rng.normal(size=(n, outputs))
    tensors = [torch.tensor(a, requires_grad=True) for a in (x, weight, bias)]
    y = tensors[0] @ tensors[1] + tensors[2]
    y.backward(torch.tensor(dy))
    agree(engine.linear(x, weight, bias), y.detach().numpy())
    for mine, tensor in zip(engine.linear_backward(dy, x, weight), tensors, strict=True):
        agree(mine, tensor.grad.numpy())


@few
@given(generators, st.integers(1, 5), st.integers(1, 6), st.sampled_from([1.0, 1e3]))
def test_losses(rng, n, classes, scale):
    logits, labels = rng.normal(size=(n, classes)) * scale, rng.integers(0, classes, n)
    tensor = torch.tensor(logits, requires_grad=True)
    loss = F.cross_entropy(tensor, torch.tensor(labels))
    loss.backward()
    mine, dlogits = engine.softmax_cross_entropy(logits, labels)
    agree(mine, loss.item())
    agree(dlogits, tensor.grad.numpy())
    target = rng.normal(size=(n, classes))
    tensor.grad = None
    loss = F.mse_loss(tensor, torch.tensor(target))
    loss.backward()
    mine, dy = engine.mse(logits, target)
    agree(mine, loss.item())
    agree(dy, tensor.grad.numpy())


@few
@given(generators, pairs)
def test_step_of_descent(rng, shape):
    parameter, gradient = rng.normal(size=shape), rng.normal(size=shape)
    tensor = torch.tensor(parameter, requires_grad=True)
    tensor.grad = torch.tensor(gradient)
    torch.optim.SGD([tensor], lr=0.3).step()
    agree(engine.sgd_step(parameter, gradient, 0.3), tensor.detach().numpy())
