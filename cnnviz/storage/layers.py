"""Layers out of their records: what cannot be is refused before an experiment is made of it."""

from collections.abc import Sequence
from typing import Any, cast

from cnnviz.engine.arrays import Shape
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.kernels.presets import name_of, preset, shipped
from cnnviz.experiment.layers import ActiveLayer, Layer, Linear, SwitchedOff
from cnnviz.experiment.windows import Window
from cnnviz.importing.sentences import times
from cnnviz.importing.source import Refused
from cnnviz.storage.numbers import array_of
from cnnviz.storage.schema import (
    RECORDS,
    WINDOWS,
    ConvolutionRecord,
    LayerRecord,
    LinearRecord,
    WindowRecord,
)

_LAYERS = {record: layer for layer, record in RECORDS.items()}
_WINDOWS = {record: window for window, record in WINDOWS.items()}


def layer_of(record: LayerRecord, where: str) -> Layer:
    """Return the layer of a record, which stands at `where`.

    Raises
    ------
    Refused
        For parts of it that do not belong together.
    """
    values = {name: getattr(record, name) for name in record.__struct_fields__ if name != "off"}
    for name, value in values.items():
        if isinstance(value, WindowRecord):
            values[name] = _window(value, f"{where}.{name}")
    if isinstance(record, ConvolutionRecord):
        _read_convolution(values, where)
    elif isinstance(record, LinearRecord):
        _read_linear(values, where)
    try:
        layer = cast(ActiveLayer, _LAYERS[type(record)](**values))
    except ValueError as error:
        raise Refused(f"{where} cannot be: {error}") from error
    return SwitchedOff(layer) if record.off else layer


def checked(layers: Sequence[Layer], shape: Shape) -> None:
    """See that each layer fits what it gets, beginning with an image of `shape`.

    Raises
    ------
    Refused
        For the first that does not, and where nothing would be run.
    """
    if all(isinstance(layer, SwitchedOff) for layer in layers):
        raise Refused("all of experiment.layers are off, and a run needs at least one that is on")
    for k, layer in enumerate(layers):
        try:
            _check(layer, shape)
            shape = layer.output(shape)
        except ValueError as error:
            raise Refused(f"experiment.layers[{k}] does not fit what it gets: {error}") from error


def _check(layer: Layer, shape: Shape) -> None:
    if isinstance(layer, Linear):
        if len(shape) != 1:
            raise ValueError("a linear layer takes a list of numbers: put Flatten before it")
        if len(layer.weight) != shape[0]:
            raise ValueError(f"its weight is for {len(layer.weight)} numbers, and it gets {shape[0]}")
    if isinstance(layer, Convolution):
        output = layer.output(shape)
        if layer.channels != shape[2]:
            raise ValueError(f"its weight is for {layer.channels} channels, and it gets {shape[2]}")
        if layer.per_position and layer.bias.shape != output:
            raise ValueError(f"its bias is {times(layer.bias.shape)}, and its output is {times(output)}")


def _window(record: WindowRecord, where: str) -> Window:
    values = {name: getattr(record, name) for name in record.__struct_fields__}
    values["padding"] = padding = _in_tuples(values["padding"])
    if isinstance(padding, tuple) and not _is_padding(padding):
        raise Refused(f"{where}.padding is not (rows, columns) or ((top, bottom), (left, right))")
    return _WINDOWS[type(record)](**values)


def _in_tuples(plain: Any) -> Any:
    return tuple(map(_in_tuples, plain)) if isinstance(plain, list) else plain


def _is_padding(padding: tuple[Any, ...]) -> bool:
    pairs = [part for part in padding if isinstance(part, tuple)]
    return len(padding) == 2 and len(pairs) in (0, 2) and all(len(pair) == 2 for pair in pairs)


def _read_convolution(values: dict[str, Any], where: str) -> None:
    weight = values["weight"] = array_of(values["weight"], f"{where}.weight", 4)
    size, filters = values["window"].kernel_size, weight.shape[3]
    if weight.shape[:2] != size:
        raise Refused(f"{where}.weight is of {times(weight.shape[:2])}, and the kernel is {times(size)}")
    _read_bias(values, where, filters)
    names = values["names"]
    if len(names) != filters:
        raise Refused(f"{where}.names are {len(names)} for {filters} filters")
    values["names"] = tuple(_name(name, weight[..., k]) for k, name in enumerate(names))


def _name(name: str, kernel: Any) -> str:
    """Return what a kernel is called: as a preset only if it is that one, since it would be made anew by its name."""
    if name in shipped():
        rows, columns, depth = kernel.shape
        if not (preset(name, (rows, columns), depth) == kernel).all():
            return name_of(kernel)
    return name


def _read_linear(values: dict[str, Any], where: str) -> None:
    weight = values["weight"] = array_of(values["weight"], f"{where}.weight", 2)
    _read_bias(values, where, weight.shape[1])


def _read_bias(values: dict[str, Any], where: str, filters: int) -> None:
    rows = values["bias"]
    nested = bool(rows) and isinstance(rows[0], list)
    bias = values["bias"] = array_of(rows, f"{where}.bias", 3 if nested else 1)
    if bias.shape[-1] != filters:
        raise Refused(f"{where}.bias has {bias.shape[-1]} numbers, and there are {filters} outputs")
