"""The input gradient of a convolution as one more convolution, with spread-out dy and turned kernels."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.convolution import conv2d
from cnnviz.engine.geometry import Axis
from cnnviz.trace.convolution.windows import PLAIN, ConvSettings, check_gradient, conv_layout
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Access, Statement, Table, as_floats, constant, followed, once_each


class SpreadGradient(LoopNest):
    """Put zeros between the cells of ``dy`` (stride - 1 of them) and a border around them: ``dy_spread``.

    The border is as wide as the kernel reaches, dilation*(kernel - 1), and at the end also as the cells of
    the padded image that lie behind the last window. One step is one cell with all its channels.

    Parameters
    ----------
    dy : (n, oh, ow, c_out)
    weight_shape, x_pad_shape : of the convolution
    """

    def __init__(
        self,
        dy: Array,
        weight_shape: Sequence[int],
        x_pad_shape: Sequence[int],
        settings: ConvSettings = PLAIN,
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        layout = conv_layout(x_pad_shape, weight_shape, settings)
        check_gradient(dy, layout, x_pad_shape[0], weight_shape[3])
        rows, columns = layout.geometry.rows, layout.geometry.columns
        p, q = (np.arange(axis.padded + axis.extent - 1) for axis in (rows, columns))
        self._placed = at_p, at_q = _placed(rows), _placed(columns)
        gap_p, gap_q = np.delete(p, at_p), np.delete(q, at_q)
        copy = Table(h=np.arange(rows.output), p=at_p), Table(w=np.arange(columns.output), q=at_q)
        bands = (Table(p=gap_p), Table(q=q)), (Table(p=at_p), Table(q=gap_q))
        n, f = layout.sample, Table(f=np.arange(dy.shape[3]))
        target, zero = Access("dy_spread", "npqf"), constant(0.0, "zero fill")
        statements = [Statement(target, (Access("dy", "nhwf"),), (n, *copy, f))]
        statements += [Statement(target, (zero,), (n, *band, f)) for band in bands]
        inputs, shapes = {"dy": as_floats(dy)}, {"dy_spread": (len(dy), len(p), len(q), dy.shape[3])}
        super().__init__(inputs, shapes, {"p": p, "q": q}, ("row", "column"), statements, finished)

    @property
    def placed(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which rows and which columns of ``dy_spread`` hold cells of ``dy``."""
        _, *sizes, _ = self._shapes["dy_spread"]
        rows, columns = (np.isin(np.arange(size), at) for size, at in zip(sizes, self._placed, strict=True))
        return rows, columns

    def _compute(self) -> Mapping[str, Array]:
        dy, (rows, columns) = self.inputs["dy"], self._placed
        spread = np.zeros(self._shapes["dy_spread"], dy.dtype)
        spread[:, rows[:, None], columns] = dy
        return {"dy_spread": spread}


class TurnKernel(LoopNest):
    """Turn the kernels by 180° and exchange their channel axes.

    ``weight_turned[p,q,m,c] = weight[kh-1-p, kw-1-q, k, f]``. Without groups m is f and k is c; with groups m
    counts the filters of a group and c all channels, as the weight of a convolution has it. One step is one
    cell (row, column) with all its channels.

    Parameters
    ----------
    weight : (kh, kw, c_in / groups, c_out)
    groups : as in `conv2d`
    """

    def __init__(
        self, weight: Array, *, groups: int = 1, finished: Mapping[str, Array] | None = None
    ) -> None:
        weight = as_floats(weight)
        kh, kw, depth, count = weight.shape
        per_group = count // groups
        m, c = (index.ravel() for index in np.indices((per_group, depth * groups)))
        channels = Table(m=m, c=c, k=c % depth, f=c // depth * per_group + m)
        p, q = np.arange(kh), np.arange(kw)
        tables = Table(p=p, u=p[::-1]), Table(q=q, v=q[::-1]), channels
        self._channels = channels.columns
        statement = Statement(Access("weight_turned", "pqmc"), (Access("weight", "uvkf"),), tables)
        inputs, shapes = {"weight": weight}, {"weight_turned": (kh, kw, per_group, depth * groups)}
        super().__init__(inputs, shapes, {"p": p, "q": q}, ("row", "column"), [statement], finished)

    def _compute(self) -> Mapping[str, Array]:
        weight, at = self.inputs["weight"], self._channels
        turned = weight[::-1, ::-1, at["k"], at["f"]]
        return {"weight_turned": turned.reshape(self._shapes["weight_turned"])}


class ConvFull(LoopNest):
    """The forward pass again, over other arrays.

    ``dx_pad[i,j,c] = Σ dy_spread[window] * weight_turned[...,c]``.
    One step is one cell of dx_pad, in the order row, column, channel; terms go filter by filter, as in
    `ConvGather`, with the zeros that were put in between. Parameters as `ConvScatter`.
    """

    def __init__(
        self,
        dy: Array,
        weight: Array,
        x_pad_shape: Sequence[int],
        settings: ConvSettings = PLAIN,
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        inputs = {
            **SpreadGradient(dy, weight.shape, x_pad_shape, settings).outputs,
            **TurnKernel(weight, groups=settings.groups).outputs,
        }
        spread, turned = inputs.values()
        self._again = settings._replace(stride=1, filters=None)
        # Here the roles are exchanged: the "filters" of this layout are the image's channels.
        self._layout = layout = conv_layout(spread.shape, turned.shape, self._again)
        n, channels, rows, columns = (table.renamed(_ROLES) for table in layout.tables)
        self._filters = followed(settings.filters, weight.shape[3])
        channels = channels.keep(np.isin(channels.columns["f"], self._filters))
        product = Access("dy_spread", "npqf"), Access("weight_turned", "uvmc")
        statement = Statement(Access("dx_pad", "nijc"), product, (n, channels, rows, columns))
        loops = {"i": layout.loops["h"], "j": layout.loops["w"], "c": once_each(channels.columns["c"])}
        axes, partial = ("row", "column", "channel"), len(self._filters) < weight.shape[3]
        super().__init__(inputs, {"dx_pad": x_pad_shape}, loops, axes, [statement], finished, partial=partial)

    def _compute(self) -> Mapping[str, Array]:
        spread, turned = self.inputs["dy_spread"], self.inputs["weight_turned"]
        depth, dilation = turned.shape[2], self._again.dilation
        if not self._partial:
            return {"dx_pad": conv2d(spread, turned, dilation=dilation, groups=self._again.groups)}
        dx_pad = np.zeros(self._shapes["dx_pad"], spread.dtype)
        for f in self._filters:
            group, m = divmod(int(f), depth)
            own = slice(group * self._layout.per_group, (group + 1) * self._layout.per_group)
            dx_pad[..., own] += conv2d(
                spread[..., f : f + 1], turned[:, :, m : m + 1, own], dilation=dilation
            )
        return {"dx_pad": dx_pad}


_ROLES = {"h": "i", "w": "j", "i": "p", "j": "q", "c": "f", "k": "m", "f": "c"}


def _placed(axis: Axis) -> Index:
    """Return where the cells of dy come to lie."""
    return axis.extent - 1 + np.arange(axis.output) * axis.stride
