"""Where the order of adding counts: terms that cancel leave 0 or 6e-17, which ReLU or a maximum behind tells apart.

PyTorch adds in whatever order is fastest. A program that is to make the same numbers does one of three things with the
sums of a layer that such a kink comes behind: nothing, where no two of them are alike or near 0; it takes off the last
digits, where those that are not the same differ clearly; or it adds in the order of the screen.
"""

import math
from collections.abc import Sequence

import numpy as np

from cnnviz.experiment.layers import Activation, ActiveLayer, MaxPooling
from cnnviz.trace.steps import Array

SETTLED = '''\
def settled(sums, decimals):
    """Return sums without their last digits, which an order of adding leaves where terms cancel."""
    return sums + (sums.round(decimals=decimals) - sums).detach()'''
CONV2D = '''\
def conv2d(x, weight, bias, stride=(1, 1), dilation=(1, 1), groups=1):
    """Return what F.conv2d does, added in the order of the screen: another one leaves 6e-17 where terms cancel."""
    filters, depth, kh, kw = weight.shape
    (sh, sw), (dh, dw) = stride, dilation
    seen = x[0].unfold(1, (kh - 1) * dh + 1, sh).unfold(2, (kw - 1) * dw + 1, sw)
    seen = seen[..., ::dh, ::dw].unflatten(0, (groups, 1, depth))
    own = weight.reshape(groups, -1, depth, 1, 1, kh, kw)
    y = torch.zeros(1)
    for k in range(depth):
        for u in range(kh):
            for v in range(kw):
                y = y + seen[:, :, k, ..., u, v] * own[:, :, k, ..., u, v]
    return y.flatten(0, 1)[None] + (bias[:, None, None] if bias.dim() == 1 else bias)'''
LINEAR = '''\
def linear(x, weight, bias):
    """Return what F.linear does, added in the order of the screen: another one leaves 6e-17 where terms cancel."""
    y = torch.zeros(1)
    for i in range(x.shape[1]):
        y = y + x[:, i : i + 1] * weight[:, i]
    return y + bias'''
HELPERS = {"conv2d": CONV2D, "linear": LINEAR}
_DIGITS, _CLEARLY = 12, 1e-9


def has_kink(layers: Sequence[ActiveLayer]) -> bool:
    """Return whether there is a layer that tells numbers apart that hardly differ."""
    return any(
        isinstance(layer, MaxPooling)
        or (isinstance(layer, Activation) and layer.name in ("relu", "leaky_relu"))
        for layer in layers
    )


def decimals_to_settle(sums: Array) -> int | None:
    """Return to how many decimals sums are the same that are alike, 0 among them; None where they are not.

    >>> decimals_to_settle(np.array([0.0, 20.0, 3.0])), decimals_to_settle(np.array([6e-17, 20.0]))
    (10, None)
    """
    if not np.isfinite(sums).all():
        return None
    largest = float(np.abs(sums).max(initial=0))
    apart = np.diff(np.unique(np.append(sums, 0.0)))
    if not largest or apart.min() <= _CLEARLY * largest:
        return None if largest else _DIGITS
    return _DIGITS - math.ceil(math.log10(largest))


def all_differ(sums: Array) -> bool:
    """Return whether no two sums are the same or nearly, nor any of them 0."""
    with_zero = np.append(sums, 0.0)
    apart = np.diff(np.sort(with_zero, axis=None))
    return bool(np.isfinite(sums).all() and apart.min() > _CLEARLY * float(np.abs(sums).max()))
