"""The network of an experiment as its definition says: every forward sum term after term, in the order of the steps.

What decides (which cell wins a window, whether a ReLU lets something through) may hang on the last bit of a sum. So
nothing that adds in a faster order can be the measure of a run.
"""

import numpy as np
from run_draws import network

from cnnviz.engine.geometry import window_geometry
from cnnviz.engine.networks.flat_layers import GlobalAvgPool2d, LinearLayer
from cnnviz.engine.networks.layers import AvgPool2d, Conv2d
from cnnviz.engine.networks.network import Network
from cnnviz.engine.padding import pad2d


class PlainConv2d(Conv2d):
    """Adds channel by channel, within a channel row by row, the bias last."""

    @np.errstate(all="ignore")
    def forward(self, x):
        kh, kw, depth, filters = self.weight.shape
        geometry = window_geometry(
            x.shape[1:3], (kh, kw), stride=self.stride, padding=self.padding, dilation=self.dilation
        )
        x_pad = pad2d(x, geometry.amounts, self.padding_mode)
        y = np.zeros((len(x), *geometry.output, filters))
        for f in range(filters):
            first = f // (filters // self.groups) * depth
            for k, u, v in np.ndindex(depth, kh, kw):
                seen = x_pad[:, geometry.rows.taps[:, u]][:, :, geometry.columns.taps[:, v]]
                y[..., f] += seen[..., first + k] * self.weight[u, v, k, f]
        return y + self.bias


class PlainLinear(LinearLayer):
    """Adds in the order of the inputs, the bias last."""

    @np.errstate(all="ignore")
    def forward(self, x):
        y = np.zeros((len(x), len(self.bias)))
        for seen, weights in zip(x.T, self.weight, strict=True):
            y += seen[:, None] * weights
        return y + self.bias


class PlainAvgPool2d(AvgPool2d):
    """Adds what each cell that counts gives to the mean, row by row through the window."""

    @np.errstate(all="ignore")
    def forward(self, x):
        geometry = window_geometry(
            x.shape[1:3],
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            ceil_mode=self.ceil_mode,
        )
        x_pad = pad2d(x, geometry.amounts)
        y = np.zeros((len(x), *geometry.output, x.shape[3]))
        for h, w in np.ndindex(geometry.output):
            rows, columns = self._counted(geometry.rows, h), self._counted(geometry.columns, w)
            share = 1 / (len(rows) * len(columns))
            for i in rows:
                for j in columns:
                    y[:, h, w] += x_pad[:, i, j] * share
        return y

    def _counted(self, axis, window):
        first, end = (0, axis.padded) if self.count_include_pad else (axis.before, axis.before + axis.size)
        return [cell for cell in axis.taps[window] if first <= cell < end]


class PlainGlobalAvgPool2d(GlobalAvgPool2d):
    """Adds what each cell gives to the mean, row by row."""

    @np.errstate(all="ignore")
    def forward(self, x):
        y, share = np.zeros((len(x), x.shape[3])), 1 / (x.shape[1] * x.shape[2])
        for i, j in np.ndindex(x.shape[1:3]):
            y += x[:, i, j] * share
        return y


PLAIN = {
    Conv2d: PlainConv2d,
    LinearLayer: PlainLinear,
    AvgPool2d: PlainAvgPool2d,
    GlobalAvgPool2d: PlainGlobalAvgPool2d,
}


def plain_network(experiment):
    """Return the network whose way back is the engine's own, and whose way there is plain."""
    layers = network(experiment).layers
    return Network(tuple(PLAIN.get(type(layer), type(layer))(**vars(layer)) for layer in layers))


def check_forward(network, arrays):
    """Check that each array is, to the bit, what its layer of a plain network makes of the one before it."""
    for layer, x, y in zip(network.layers, arrays[:-1], arrays[1:], strict=True):
        np.testing.assert_array_equal(y, layer.forward(x), type(layer).__name__)
