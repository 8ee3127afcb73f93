"""The input gradient of a convolution as one more convolution, with spread-out dy and turned kernels."""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz.engine.convolution import conv2d
from cnnviz.engine.geometry import Axis, Pair
from cnnviz.trace.convolution.forward import conv_layout
from cnnviz.trace.convolution.input_gradient import check_gradient
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Access, Statement, Table, as_floats, constant, followed, only


class SpreadGradient(LoopNest):
    """Put zeros between the cells of ``dy`` (stride - 1 of them) and a border around them: ``dy_spread``.

    The border is as wide as the kernel reaches, dilation*(kernel - 1), and at the end also as the cells of
    the padded image that lie behind the last window. One step is one cell with all its channels.

    Parameters
    ----------
    dy : (n, oh, ow, c_out)
    weight_shape, x_pad_shape : of the convolution
    stride, dilation : as in `conv2d`
    sample : the image that is followed
    """

    def __init__(
        self,
        dy: Array,
        weight_shape: Sequence[int],
        x_pad_shape: Sequence[int],
        *,
        stride: Pair = 1,
        dilation: Pair = 1,
        sample: int = 0,
    ) -> None:
        groups = x_pad_shape[3] // weight_shape[2]
        layout = conv_layout(x_pad_shape, weight_shape, stride=stride, dilation=dilation, groups=groups)
        check_gradient(dy, layout, x_pad_shape[0], weight_shape[3])
        rows, columns = layout.geometry.rows, layout.geometry.columns
        n, f = only(sample, len(dy)), Table(f=np.arange(dy.shape[3]))
        p, q = (np.arange(axis.padded + axis.extent - 1) for axis in (rows, columns))
        self._size = len(p), len(q)
        self._placed = _placed(rows), _placed(columns)
        gap_p, gap_q = np.delete(p, self._placed[0]), np.delete(q, self._placed[1])
        target = Access("dy_spread", "npqf")
        h, w = np.arange(rows.output), np.arange(columns.output)
        copy = Table(h=h, p=self._placed[0]), Table(w=w, q=self._placed[1])
        bands = (Table(p=gap_p), Table(q=q)), (Table(p=self._placed[0]), Table(q=gap_q))
        zero = constant(0.0, "put in between")
        statements = [Statement(target, (Access("dy", "nhwf"),), (n, *copy, f))]
        statements += [Statement(target, (zero,), (n, *band, f)) for band in bands]
        super().__init__({"dy": as_floats(dy)}, {"p": p, "q": q}, ("row", "column"), statements)

    def _finished(self) -> Mapping[str, Array]:
        dy = self.inputs["dy"]
        spread = np.zeros((len(dy), *self._size, dy.shape[3]), dy.dtype)
        rows, columns = self._placed
        spread[:, rows[:, None], columns] = dy
        return {"dy_spread": spread}


class TurnKernel(LoopNest):
    """Turn the kernels by 180° and exchange their channel axes.

    ``weight_turned[u,v,f,c] = weight[kh-1-u, kw-1-v, c, f]``. With groups, f counts within the group and c
    over all channels, as the weight of a convolution has it. One step is one cell (row, column) with all
    its channels.

    Parameters
    ----------
    weight : (kh, kw, c_in / groups, c_out)
    groups : as in `conv2d`
    """

    def __init__(self, weight: Array, *, groups: int = 1) -> None:
        weight = as_floats(weight)
        kh, kw, depth, count = weight.shape
        per_group = count // groups
        m, c = (index.ravel() for index in np.indices((per_group, depth * groups)))
        channels = Table(m=m, c=c, k=c % depth, f=c // depth * per_group + m)
        p, q = np.arange(kh), np.arange(kw)
        tables = Table(p=p, u=p[::-1]), Table(q=q, v=q[::-1]), channels
        self._channels = channels.columns
        statement = Statement(Access("weight_turned", "pqmc"), (Access("weight", "uvkf"),), tables)
        super().__init__({"weight": weight}, {"p": p, "q": q}, ("row", "column"), [statement])

    def _finished(self) -> Mapping[str, Array]:
        weight, at = self.inputs["weight"], self._channels
        per_group, channels = at["m"][-1] + 1, at["c"][-1] + 1
        turned = weight[::-1, ::-1, at["k"], at["f"]]
        return {"weight_turned": turned.reshape(*weight.shape[:2], per_group, channels)}


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
        *,
        stride: Pair = 1,
        dilation: Pair = 1,
        groups: int = 1,
        sample: int = 0,
        filters: Sequence[int] | None = None,
    ) -> None:
        spread = SpreadGradient(dy, weight.shape, x_pad_shape, stride=stride, dilation=dilation).outputs
        turned = TurnKernel(weight, groups=groups).outputs
        layout = conv_layout(
            spread["dy_spread"].shape,
            turned["weight_turned"].shape,
            dilation=dilation,
            groups=groups,
            sample=sample,
        )
        n, channels, rows, columns = layout.tables
        # Here the roles are exchanged: the "filters" of this layout are the image's channels.
        channels = channels.keep(np.isin(channels.columns["c"], followed(filters, weight.shape[3])))
        self._layout, self._channels, self._dilation = layout, channels, dilation
        product = Access("dy_spread", "nijc"), Access("weight_turned", "uvkf")
        statement = Statement(Access("dx_pad", "nhwf"), product, (n, channels, rows, columns))
        loops = {**layout.outputs, "f": np.unique(channels.columns["f"])}
        super().__init__({**spread, **turned}, loops, ("row", "column", "channel"), [statement])

    def _finished(self) -> Mapping[str, Array]:
        spread, turned = self.inputs["dy_spread"], self.inputs["weight_turned"]
        depth, channels = turned.shape[2:]
        groups = spread.shape[3] // depth
        picked = np.unique(self._channels.columns["c"])
        if len(picked) == spread.shape[3]:
            return {"dx_pad": conv2d(spread, turned, dilation=self._dilation, groups=groups)}
        dx_pad = np.zeros((len(spread), *self._layout.geometry.output, channels), spread.dtype)
        for f in picked:
            group, k = divmod(int(f), depth)
            own = slice(group * self._layout.per_group, (group + 1) * self._layout.per_group)
            dx_pad[..., own] += conv2d(
                spread[..., f : f + 1], turned[:, :, k : k + 1, own], dilation=self._dilation
            )
        return {"dx_pad": dx_pad}


def _placed(axis: Axis) -> Index:
    """Return where the cells of dy come to lie."""
    return axis.extent - 1 + np.arange(axis.output) * axis.stride
