"""Global average pooling: of each channel the mean over the whole image, and the way back from it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, same_shape


@np.errstate(all="ignore")
def global_avg_pool2d(x: ArrayLike) -> Array:
    """Return the mean of each channel: ``y[n,c] = sum over i,j of x[n,i,j,c] / (h*w)``.

    Lin, Chen and Yan, "Network in network" (2014).

    **Shape**: x ``(n, h, w, c)``, result ``(n, c)``.

    Raises
    ------
    ValueError, TypeError
        For anything but images of real numbers.
    """
    (x,) = floats(("x", x, 4))
    return np.asarray(x.mean((1, 2)))


@np.errstate(all="ignore")
def global_avg_pool2d_backward(dy: ArrayLike, x_shape: Sequence[int]) -> Array:
    """Return the gradient of `global_avg_pool2d` with respect to x: each cell gets ``dy[n,c] / (h*w)``.

    **Shape**: dy ``(n, c)``; x_shape and result ``(n, h, w, c)``.

    Raises
    ------
    ValueError, TypeError
        For a dy that is not shaped like the means of images of `x_shape`.
    """
    (dy,) = floats(("dy", dy, 2))
    if len(x_shape) != 4:
        raise ValueError(f"x_shape {tuple(x_shape)} has {len(x_shape)} axes instead of 4")
    n, h, w, c = x_shape
    same_shape("dy", dy, (n, c), "the samples and channels of x")
    return np.broadcast_to((dy * (1 / (h * w)))[:, None, None], tuple(x_shape)).copy()
