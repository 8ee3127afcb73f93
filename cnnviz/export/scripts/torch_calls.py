"""How PyTorch does what a layer does: a line of code for each kind of chapter on the way forward, for all settings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.engine.geometry import Axis, Geometry
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, MaxPooling, Windowed
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import Chapter, ChapterKind

PICTURE = '''\
def picture(rows):
    """Return rows, columns and channels in PyTorch's order: one image, channels first."""
    return rows.permute(2, 0, 1)[None].contiguous()'''
MAX_POOL = '''\
def max_pool(x, kernel, stride, dilation, ties):
    """Return the largest of each window; where several are, the first, all of them or each its part get the gradient.

    F.max_pool2d gives it to the first, and to padding where there is nothing else.
    """
    (kh, kw), (sh, sw), (dh, dw) = kernel, stride, dilation
    seen = x.unfold(2, (kh - 1) * dh + 1, sh).unfold(3, (kw - 1) * dw + 1, sw)
    seen = seen[..., ::dh, ::dw].flatten(-2)
    largest = seen.amax(-1, keepdim=True)
    wins = (seen == largest) | seen.isnan()
    if ties == "first":
        wins &= wins.cumsum(-1) == 1
    share = wins / wins.sum(-1, keepdim=True) if ties == "split" else wins
    moves = torch.where(wins & seen.isfinite(), seen - seen.detach(), 0.0)  # 0, with a gradient
    return largest[..., 0].detach() + (moves * share).sum(-1)'''


class Line(NamedTuple):
    """What is written for a chapter.

    Parameters
    ----------
    call : the expression that makes the result
    helpers : functions of ours that it calls
    before : lines that come first
    own : the call of a function of ours that does the same, adding in the order of the screen
    """

    call: str
    helpers: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    own: str = ""


class Place(NamedTuple):
    """Where a line stands: the chapter, and the names of what it reads."""

    chapter: Chapter
    experiment: Experiment
    source: str
    parameters: Sequence[str]

    @property
    def layer(self) -> Any:
        """The layer that the chapter belongs to."""
        return self.experiment.layers[self.chapter.layer]

    @property
    def geometry(self) -> Geometry:
        """How its windows lie."""
        return self.experiment.geometry(self.chapter.layer)


def line(place: Place) -> Line:
    """Return what is written for a chapter on the way forward."""
    return _LINES[place.chapter.kind](place)


def _pad(place: Place) -> Line:
    layer: Windowed = place.layer
    (top, bottom), (left, right) = place.geometry.amounts
    sides, mode = f"({left}, {right}, {top}, {bottom})", layer.window.padding_mode
    if mode != "zeros":
        return Line(f'F.pad({place.source}, {sides}, mode="{mode}")')
    value = ", value=-torch.inf" if isinstance(layer, MaxPooling) else ""
    return Line(f"F.pad({place.source}, {sides}{value})")


def _convolve(place: Place) -> Line:
    layer: Convolution = place.layer
    (weight, bias), window = place.parameters, layer.window
    settings = {"stride": window.stride, "dilation": window.dilation, "groups": layer.groups}
    usual = {"stride": (1, 1), "dilation": (1, 1), "groups": 1}
    said = "".join(f", {name}={value}" for name, value in settings.items() if value != usual[name])
    own = f"conv2d({place.source}, {weight}, {bias}{said})"
    call = f"conv2d({place.source}, {weight}{said}) + {bias}" if layer.per_position else own
    return Line(f"F.{call}", own=own)


_ACTIVATIONS = {
    "relu": "torch.relu({0})",
    "leaky_relu": "F.leaky_relu({0}, 0.01)",
    "sigmoid": "torch.sigmoid({0})",
    "tanh": "torch.tanh({0})",
    "identity": "{0}.clone()",
}


def _activate(place: Place) -> Line:
    layer: Activation = place.layer
    return Line(_ACTIVATIONS[layer.name].format(place.source))


def _max_pool(place: Place) -> Line:
    layer: MaxPooling = place.layer
    window = layer.window
    over = _reaching(place, "-torch.inf")
    if layer.ties == "first" and not _sees_nothing(place.geometry):
        dilated = "" if window.dilation == (1, 1) else f", dilation={window.dilation}"
        return Line(f"F.max_pool2d({over}, {window.kernel_size}, {window.stride}{dilated})")
    settings = f"{window.kernel_size}, {window.stride}, {window.dilation}"
    return Line(f"max_pool({over}, {settings}, ties={layer.ties!r})", (MAX_POOL,))


def _average_pool(place: Place) -> Line:
    layer: AveragePooling = place.layer
    kernel, stride = layer.window.kernel_size, layer.window.stride
    rows, columns = place.geometry.rows, place.geometry.columns
    whole = not any(_beyond(axis) for axis in (rows, columns))
    alone = not any(map(any, place.geometry.amounts)) or layer.count_include_pad
    if whole and alone:
        return Line(f"F.avg_pool2d({place.source}, {kernel}, {stride})")
    ends = [(0, 0) if layer.count_include_pad else (axis.before, axis.after) for axis in (columns, rows)]
    sizes = [axis.padded if layer.count_include_pad else axis.size for axis in (rows, columns)]
    around = ", ".join(str(end) for pair in ends for end in pair)
    last = ", ".join(str(end) for axis in (columns, rows) for end in (0, _beyond(axis)))
    counts = f"F.pad(torch.ones(1, 1, {sizes[0]}, {sizes[1]}), ({around}))"
    said = f"{kernel}, {stride}, divisor_override=1"
    means = f"F.avg_pool2d(F.pad({place.source} * counts, ({last})), {said})"
    return Line(
        f"{means} / F.avg_pool2d(F.pad(counts, ({last})), {said})",
        before=(f"counts = {counts}  # 1 where a cell counts",),
    )


def _reaching(place: Place, value: str) -> str:
    """Return what windows lie over that may hang over the end: there is more of it then."""
    rows, columns = _beyond(place.geometry.rows), _beyond(place.geometry.columns)
    if not rows and not columns:
        return place.source
    return f"F.pad({place.source}, (0, {columns}, 0, {rows}), value={value})"


def _sees_nothing(geometry: Geometry) -> bool:
    """Return whether there is a window that lies on padding alone."""
    axes = geometry.rows, geometry.columns
    real = [(axis.taps >= axis.before) & (axis.taps < axis.before + axis.size) for axis in axes]
    return not all(seen.any(1).all() for seen in real)


def _beyond(axis: Axis) -> int:
    """Return how many cells the last window hangs over the padded end."""
    return max((axis.output - 1) * axis.stride + axis.extent - axis.padded, 0)


def _linear(place: Place) -> Line:
    own = f"linear({place.source}, {', '.join(place.parameters)})"
    return Line(f"F.{own}", own=own)


_LINES: Mapping[ChapterKind, Callable[[Place], Line]] = {
    ChapterKind.PAD: _pad,
    ChapterKind.CONVOLVE: _convolve,
    ChapterKind.ACTIVATE: _activate,
    ChapterKind.MAX_POOL: _max_pool,
    ChapterKind.AVERAGE_POOL: _average_pool,
    ChapterKind.GLOBAL_POOL: lambda place: Line(f"{place.source}.mean((2, 3))"),
    ChapterKind.FLATTEN: lambda place: Line(f"{place.source}.permute(0, 2, 3, 1).flatten(1)"),
    ChapterKind.LINEAR: _linear,
}
