"""Random settings and arrays for the engine's laws, drawn by hypothesis."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import assume, settings
from hypothesis import strategies as st

from cnnviz.engine.geometry import Geometry, window_geometry
from cnnviz.engine.padding import MODES

few = settings(max_examples=settings.default.max_examples // 2)

generators = st.integers(0, 2**32 - 1).map(np.random.default_rng)
pairs = st.integers(1, 3) | st.tuples(st.integers(1, 3), st.integers(1, 3))
ends = st.tuples(st.integers(0, 3), st.integers(0, 3))
numbers = st.integers(0, 3) | ends | st.tuples(ends, ends)
paddings = numbers | st.sampled_from(["valid", "same", "full"])


@dataclass
class Convolution:
    """Arrays that fit each other, and the settings with which they do."""

    x: Any
    weight: Any
    bias: Any
    dy: Any
    geometry: Geometry
    settings: dict[str, Any]


@st.composite
def convolutions(draw, modes=MODES, dtype=np.float64):
    rng, groups = draw(generators), draw(st.integers(1, 3))
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 8), st.integers(1, 8)))
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    c_in, c_out = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    chosen = {"stride": draw(pairs), "padding": draw(paddings), "dilation": draw(pairs)}
    mode = draw(st.sampled_from(modes))
    geometry = fitting(shape[1:], kernel, **chosen)
    limits = {"reflect": -1, "circular": 0}
    assume(mode not in limits or all(_most(a) <= a.size + limits[mode] for a in _axes(geometry)))
    x = rng.normal(size=(*shape, c_in * groups)).astype(dtype)
    weight = rng.normal(size=(*kernel, c_in, c_out * groups)).astype(dtype)
    dy = rng.normal(size=(shape[0], *geometry.output, c_out * groups)).astype(dtype)
    bias = rng.normal(size=dy.shape[draw(st.sampled_from([1, 3])) :]).astype(dtype)
    return Convolution(x, weight, bias, dy, geometry, chosen | {"groups": groups, "padding_mode": mode})


@dataclass
class Pooling:
    """An image, the gradient of its pooled form, and the settings."""

    x: Any
    dy: Any
    geometry: Geometry
    settings: dict[str, Any]


@st.composite
def poolings(draw, symmetric=False, dilated=True, values=None):
    """Draw a pooling; `symmetric` keeps to what PyTorch takes.

    That is padding of half a window on all sides, and no window whose gaps alone meet the image: there it
    writes outside its memory.
    """
    rng = draw(generators)
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 9), st.integers(1, 9), st.integers(1, 3)))
    kernel = draw(st.integers(1, 4) | st.tuples(st.integers(1, 4), st.integers(1, 4)))
    rows, columns = (kernel, kernel) if isinstance(kernel, int) else kernel
    if symmetric:
        padding = draw(st.tuples(st.integers(0, rows // 2), st.integers(0, columns // 2)))
    else:
        padding = tuple(
            draw(st.tuples(st.integers(0, k - 1), st.integers(0, k - 1))) for k in (rows, columns)
        )
    chosen = {"stride": draw(st.none() | pairs), "padding": padding, "ceil_mode": draw(st.booleans())}
    if dilated:
        chosen["dilation"] = draw(pairs)
    geometry = fitting(shape[1:3], kernel, **chosen | {"stride": chosen["stride"] or kernel})
    assume(not symmetric or all(_meets(axis) for axis in _axes(geometry)))
    if values is None:
        x = rng.integers(-3, 4, size=shape).astype(float) if draw(st.booleans()) else rng.normal(size=shape)
    else:
        x = rng.choice(np.array(values, float), shape)
    dy = rng.normal(size=(shape[0], *geometry.output, shape[3]))
    return Pooling(x, dy, geometry, {"kernel_size": kernel, **chosen})


def fitting(shape, kernel, **chosen):
    """Return the geometry, or have hypothesis draw again where the kernel does not fit."""
    try:
        return window_geometry(shape, kernel, **chosen)
    except ValueError:
        assume(False)


def _axes(geometry):
    return geometry.rows, geometry.columns


def _most(axis):
    return max(axis.before, axis.after)


def _meets(axis):
    cells = axis.taps - axis.before
    return ((cells >= 0) & (cells < axis.size)).any(1).all()
