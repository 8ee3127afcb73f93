"""How wrong the network is, as one number, and the gradient with which the backward pass begins."""

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, same_shape


@np.errstate(all="ignore")
def softmax(logits: ArrayLike) -> Array:
    """Return ``exp(z) / sum of exp(z)`` along the last axis.

    The largest logit is taken off first, so that nothing overflows.

    **Shape**: any, kept.

    Raises
    ------
    ValueError, TypeError
        For an array without elements, or anything but real numbers.
    """
    (logits,) = floats(("logits", logits, None))
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    share: Array = powers / powers.sum(-1, keepdims=True)
    return share


@np.errstate(all="ignore")
def softmax_cross_entropy(logits: ArrayLike, labels: ArrayLike) -> tuple[float, Array]:
    """Return the mean of ``-log softmax(logits)[label]`` over the samples, and its gradient.

    ``dlogits = (softmax(logits) - onehot(labels)) / n``

    **Shape**: logits ``(n, classes)``, labels ``(n,)`` of integers from 0 to classes - 1, dlogits as logits.

    Raises
    ------
    ValueError, TypeError
        For labels that are not one class number per sample.
    """
    (logits,) = floats(("logits", logits, 2))
    chosen = _classes(labels, logits.shape)
    shifted = logits - logits.max(1, keepdims=True)
    powers = np.exp(shifted)
    total = powers.sum(1, keepdims=True)
    rows = np.arange(len(logits))
    loss = float((np.log(total[:, 0]) - shifted[rows, chosen]).sum() / len(logits))
    dlogits = powers / total
    dlogits[rows, chosen] -= 1
    dlogits /= len(logits)
    return loss, dlogits


@np.errstate(all="ignore")
def mse(y: ArrayLike, target: ArrayLike) -> tuple[float, Array]:
    """Return the mean of ``(y - target)²`` over all numbers, and its gradient ``2 (y - target) / size``.

    **Shape**: y and target alike, any; dy too.

    Raises
    ------
    ValueError
        For a target of another shape.
    """
    y, target = floats(("y", y, None), ("target", target, None))
    same_shape("target", target, y.shape, "the shape of y")
    difference = y - target
    return float(np.mean(difference**2)), difference * (2 / y.size)


def _classes(labels: ArrayLike, shape: tuple[int, ...]) -> Array:
    chosen = np.asarray(labels)
    if chosen.dtype.kind not in "iu":
        raise TypeError(f"labels hold {chosen.dtype}, but a class is an integer")
    same_shape("labels", chosen, shape[:1], "one per sample")
    if chosen.min() < 0 or chosen.max() >= shape[1]:
        raise ValueError(
            f"labels from {chosen.min()} to {chosen.max()} must lie between 0 and {shape[1] - 1}"
        )
    return chosen
