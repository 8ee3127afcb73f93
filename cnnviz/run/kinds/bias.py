"""The gradient of a bias as a chapter of its own."""

from collections.abc import Sequence

from cnnviz.run.array_info import PER_POSITION
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.options import WayOption
from cnnviz.trace.convolution.weight_gradient import BiasGradient


def add_bias_gradient(
    builder: Builder,
    record: ForwardPass,
    filters: Sequence[int] | None = None,
    way: WayOption | None = None,
) -> None:
    """Append the chapter of a bias's gradient, of some filters or of all, perhaps apart by the way to dW."""
    dy, dbias = builder.upstream, record.gradients["dbias"]
    trace = BiasGradient(
        dy.array, dbias.shape, sample=builder.options.sample, filters=filters, finished={"dbias": dbias}
    )
    info = {"dy": dy.info.gone_through(), "dbias": record.parameters["bias"].gradient()}
    title = f"{record.layer.title}, backward: {info['dbias'].label}"
    followed = None if filters is None else builder.followed(dy.array.shape[-1])
    builder.chapter(
        ChapterKind.BIAS_GRADIENT,
        info["dbias"].label,
        title,
        Phase.BACKWARD,
        record.index,
        trace,
        info,
        rules=("per position",) if info["dbias"].axes == PER_POSITION else (),
        followed=followed,
        operation=info["dbias"].label,
        way=way,
    )
