"""Convolution window by window, forward."""

from collections.abc import Mapping

from cnnviz.engine.in_order import conv2d_in_order
from cnnviz.trace.convolution.windows import PLAIN, ConvSettings, bias_access, conv_layout
from cnnviz.trace.loop_nest import LoopNest
from cnnviz.trace.steps import Array
from cnnviz.trace.tables import Access, Statement, as_floats, like


class ConvForward(LoopNest):
    """Slide every filter over the padded image: ``y[h,w,f] = Σ x_pad[window] * weight[...,f] + bias[f]``.

    One step is one output cell, in the order row, column, filter. Its terms go channel by channel, and within
    a channel row by row through the window; the bias comes last.

    Parameters
    ----------
    x_pad : (n, h, w, c_in), padding included
    weight : (kh, kw, c_in / groups, c_out)
    bias : (c_out,), or (oh, ow, c_out) for one per position, or None
    """

    def __init__(
        self,
        x_pad: Array,
        weight: Array,
        bias: Array | None = None,
        settings: ConvSettings = PLAIN,
        *,
        finished: Mapping[str, Array] | None = None,
    ) -> None:
        inputs = {"x_pad": as_floats(x_pad), "weight": as_floats(weight)}
        layout = conv_layout(x_pad.shape, weight.shape, settings)
        self.geometry = layout.geometry
        target = Access("y", "nhwf")
        statements = [Statement(target, (Access("x_pad", "nijc"), Access("weight", "uvkf")), layout.tables)]
        if bias is not None:
            inputs["bias"] = as_floats(bias)
            access = bias_access("bias", inputs["bias"].shape, layout, weight.shape[3])
            statements.append(Statement(target, (access,), layout.once))
        self._settings = settings
        shapes = {"y": (len(x_pad), *layout.geometry.output, weight.shape[3])}
        super().__init__(inputs, shapes, layout.loops, ("row", "column", "filter"), statements, finished)

    def _compute(self) -> Mapping[str, Array]:
        a, (stride, dilation, groups, *_) = self.inputs, self._settings
        y = conv2d_in_order(
            a["x_pad"], a["weight"], a.get("bias"), stride=stride, dilation=dilation, groups=groups
        )
        return {"y": like(a.values(), y)}
