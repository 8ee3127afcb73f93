"""A convolution: window by window forward; backward to its weight and bias, then to its input, each in several ways."""

from collections.abc import Mapping, Sequence

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.engine.networks.stepped_layers import SteppedConv2d
from cnnviz.experiment.convolution import Convolution
from cnnviz.run.array_info import (
    IMAGES,
    KERNELS,
    PER_FILTER,
    PER_POSITION,
    ArrayInfo,
    ArrayRole,
    Editable,
    EditTarget,
)
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.kinds.kind import LayerKind, brief, times
from cnnviz.run.kinds.padding import add_padding, pads, take_off_padding
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.input_gradient import ConvGather, ConvScatter
from cnnviz.trace.convolution.weight_gradient import ConvWeightAccumulate, ConvWeightCorrelate
from cnnviz.trace.convolution.windows import ConvSettings
from cnnviz.trace.trace import Trace

_BACK = "Convolution, backward"


def _operations(layer: Convolution, shape: Shape) -> Sequence[NetworkLayer]:
    window = layer.window
    geometry = window.over((shape[0], shape[1]))
    convolve = SteppedConv2d(
        layer.weight, layer.bias, window.stride, dilation=window.dilation, groups=layer.groups
    )
    return [*pads(layer, geometry.amounts), convolve]


def _forward(builder: Builder, index: int, layer: Convolution) -> ForwardPass:
    numbers, operation = builder.numbers, builder.numbers.operation(index)
    source, padded = builder.output, add_padding(builder, index, layer)
    parameters = _parameters(builder, layer)
    result = ArrayInfo(builder.letter("Y"), IMAGES, ArrayRole.OUTPUT)
    y = numbers.arrays[operation + 1]
    settings = _settings(builder, layer, builder.options.followed(layer.filters))
    builder.chapter(
        ChapterKind.CONVOLVE,
        "convolve",
        "Convolution, forward",
        Phase.FORWARD,
        index,
        ConvForward(padded.array, layer.weight, layer.bias, settings, finished={"y": y}),
        {
            "x_pad": padded.info.read_by(builder.experiment.geometry(index)),
            **parameters,
            "y": result.gone_through().by_filters(),
        },
        followed=builder.followed(layer.filters),
        groups=layer.groups,
        operation=_operation(layer),
    )
    gradients = numbers.parameter_gradients(builder.options.sample)[operation]
    return ForwardPass(index, layer, source, padded, builder.forward(result, y, "y"), parameters, gradients)


def _operation(layer: Convolution) -> str:
    """Return a convolution as briefly as people write it: 3×3 · s1, and further settings where they are not 1."""
    window = layer.window
    dilated = () if window.dilation == (1, 1) else (f"d{brief(window.dilation)}",)
    grouped = () if layer.groups == 1 else (f"g{layer.groups}",)
    return " · ".join((times(window.kernel_size), f"s{brief(window.stride)}", *dilated, *grouped))


def _parameters(builder: Builder, layer: Convolution) -> Mapping[str, ArrayInfo]:
    weight, bias = builder.letter("W"), builder.letter("b")
    return {
        "weight": ArrayInfo(
            weight,
            KERNELS,
            ArrayRole.PARAMETER,
            edit=EditTarget(Editable.PARAMETER, "weight"),
            groups=layer.groups,
        ),
        "bias": ArrayInfo(
            bias,
            PER_POSITION if layer.per_position else PER_FILTER,
            ArrayRole.PARAMETER,
            edit=EditTarget(Editable.PARAMETER, "bias"),
        ),
    }


def _settings(builder: Builder, layer: Convolution, filters: tuple[int, ...] | None = None) -> ConvSettings:
    window = layer.window
    return ConvSettings(window.stride, window.dilation, layer.groups, builder.options.sample, filters)


def _backward(builder: Builder, record: ForwardPass) -> None:
    _add_weight_gradient(builder, record, record.layer)  # type: ignore[arg-type]  # a convolution's record
    _add_input_gradient(builder, record, record.layer)  # type: ignore[arg-type]
    take_off_padding(builder, record)


def _add_weight_gradient(builder: Builder, record: ForwardPass, layer: Convolution) -> None:
    dy, x_pad, gradients = builder.upstream, record.padded, record.gradients
    filters = builder.options.followed(layer.filters)
    settings = _settings(builder, layer, filters)
    info = {
        "dy": dy.info.gone_through().by_filters(),
        "x_pad": x_pad.info.as_input(),
        "dweight": record.parameters["weight"].gradient(),
    }
    if builder.options.weight_gradient == "accumulate":
        info["dbias"] = record.parameters["bias"].gradient()
        kind = ChapterKind.ACCUMULATE
        title = f"{_BACK}: {info['dweight'].label}, {info['dbias'].label}"
        trace: Trace = ConvWeightAccumulate(
            dy.array, x_pad.array, layer.weight.shape, layer.bias.shape, settings, finished=gradients
        )
    else:
        kind, title = ChapterKind.CORRELATE, f"{_BACK}: {info['dweight'].label}"
        weight = {"dweight": gradients["dweight"]}
        trace = ConvWeightCorrelate(dy.array, x_pad.array, layer.weight.shape, settings, finished=weight)
    followed = builder.followed(layer.filters)
    facts = {"followed": followed, "groups": layer.groups, "operation": info["dweight"].label}
    name = info["dweight"].label
    builder.chapter(
        kind, name, title, Phase.BACKWARD, record.index, trace, info, way="weight_gradient", **facts
    )
    if kind is ChapterKind.CORRELATE:
        from cnnviz.run.kinds.bias import add_bias_gradient  # a start does not wait for it

        add_bias_gradient(builder, record, filters, way="weight_gradient")


def _add_input_gradient(builder: Builder, record: ForwardPass, layer: Convolution) -> None:
    dy, x_pad = builder.upstream, record.padded
    settings = _settings(builder, layer)
    arrays = dy.array, layer.weight, x_pad.array.shape, settings
    finished = {"dx_pad": builder.numbers.gradients[builder.numbers.operation(record.index)]}
    info = {
        "dy": dy.info.by_filters(),
        "weight": record.parameters["weight"],
        "dx_pad": x_pad.info.gradient(),
    }
    name = f"d{record.source.label}"
    title = heading = f"{_BACK}: {name}"
    operation = str(builder.options.input_gradient)
    turned: tuple[str, str] | None = None
    match builder.options.input_gradient:
        case "scatter":
            info["dy"] = info["dy"].gone_through()
            trace: Trace = ConvScatter(*arrays, finished=finished)
            covered = x_pad.info.read_by(builder.experiment.geometry(record.index)).covered
            info["dx_pad"] = info["dx_pad"]._replace(covered=covered)
            kind, title = ChapterKind.SCATTER, f"{title}, scattered"
        case "gather":
            info["dx_pad"] = info["dx_pad"].gone_through()
            trace = ConvGather(*arrays, finished=finished)
            kind, title, turned = ChapterKind.GATHER, f"{title}, gathered", ("weight", "dy")
        case "full":
            from cnnviz.trace.convolution.full import ConvFull  # a start does not wait for it

            info = _add_spread_and_turned(builder, record, layer, info, title)
            trace = ConvFull(*arrays, finished=finished)
            kind, title, operation = ChapterKind.FULL, f"{title}, full", "turned"
    facts = {"operation": operation, "heading": heading, "groups": layer.groups, "turned": turned}
    builder.chapter(
        kind, name, title, Phase.BACKWARD, record.index, trace, info, way="input_gradient", **facts
    )


def _add_spread_and_turned(
    builder: Builder, record: ForwardPass, layer: Convolution, info: Mapping[str, ArrayInfo], title: str
) -> dict[str, ArrayInfo]:
    """Append the chapters that make ready what the full convolution reads, and return what its arrays are."""
    from cnnviz.trace.convolution.full import SpreadGradient, TurnKernel

    dy, weight = info["dy"], info["weight"]
    turned = ArrayInfo(
        f"{weight.label} turned", KERNELS, ArrayRole.PARAMETER, groups=layer.groups, of_filters=True
    )
    upstream, settings = builder.upstream.array, _settings(builder, layer)
    among_zeros = SpreadGradient(upstream, layer.weight.shape, record.padded.array.shape, settings)
    spread = ArrayInfo(
        f"{dy.label} spread", IMAGES, ArrayRole.GRADIENT, spread=among_zeros.placed
    ).by_filters()
    for kind, name, what, trace, shown in (
        (
            ChapterKind.SPREAD,
            "spread",
            spread.label,
            among_zeros,
            {"dy": dy, "dy_spread": spread},
        ),
        (
            ChapterKind.TURN,
            "turn",
            turned.label,
            TurnKernel(layer.weight, groups=layer.groups),
            {"weight": weight, "weight_turned": turned},
        ),
    ):
        rules = () if layer.window.stride == (1, 1) else ("between",)
        builder.chapter(
            kind,
            name,
            f"{title}, {what}",
            Phase.BACKWARD,
            record.index,
            trace,
            shown,
            rules=rules,
            operation=name,
            way="input_gradient",
        )
    spread = builder.chapters[-2].info["dy_spread"]  # with what was found to be rounding
    return {"dy_spread": spread, "weight_turned": turned, "dx_pad": info["dx_pad"].gone_through()}


KIND = LayerKind(_operations, _forward, _backward)
