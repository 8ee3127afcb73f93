"""Poolings drawn at random: images with ties and with numbers that are none, windows, and what is followed."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from cnnviz.trace.padding import PadForward
from cnnviz.trace.pooling.windows import PoolSettings


@dataclass
class Case:
    x: np.ndarray
    kernel: tuple
    window: dict
    follow: dict
    random: np.random.Generator

    def padded(self, value):
        return PadForward(self.x, self.window["padding"], value=value).outputs["x_pad"].copy()

    def dy(self, y):
        return self.random.normal(size=y.shape)

    @property
    def settings(self):
        return PoolSettings(self.kernel, **self.window, **self.follow)

    @property
    def own(self):
        return slice(self.follow["sample"], self.follow["sample"] + 1)


@st.composite
def cases(draw, dilated=False, values=("normal", "ties", "odd")):
    kernel = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    dilation = draw(st.tuples(st.integers(1, 2), st.integers(1, 2))) if dilated else (1, 1)
    extent = [(k - 1) * d + 1 for k, d in zip(kernel, dilation, strict=True)]
    ends = [tuple(draw(st.integers(0, e - 1)) for _ in range(2)) for e in extent]
    least = [max(e - sum(pad), 1) for e, pad in zip(extent, ends, strict=True)]
    size = [n + draw(st.integers(0, 3)) for n in least]
    batch, depth = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    kind = draw(st.sampled_from(values))
    x = random.normal(size=(batch, *size, depth))
    if kind == "ties":
        x = random.integers(0, 2, x.shape).astype(float)
    if kind == "odd":
        x.flat[random.integers(x.size, size=3)] = random.choice([np.nan, np.inf, -np.inf], 3)
    window = {
        "stride": draw(st.none() | st.tuples(st.integers(1, 3), st.integers(1, 3))),
        "padding": tuple(ends),
        "ceil_mode": draw(st.booleans()),
    }
    if dilated:
        window["dilation"] = dilation
    channels = draw(st.sampled_from([None, (depth - 1,)]))
    follow = {"sample": draw(st.integers(0, batch - 1)), "channels": channels}
    return Case(x, kernel, window, follow, random)
