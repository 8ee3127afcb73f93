"""What may stand in a file of version 1: every record with its fields, and how far each number goes.

The fields of a layer are called as those of the layer itself are, so that reading and writing need not know any kind.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from cnnviz.experiment import layers
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.layer import BaseLayer
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.storage.kept_types import Kept
from cnnviz.storage.numbers import WORDS

VERSION = 1
MOST_LAYERS = 1000
_FAR = 2**31 - 1

Number: TypeAlias = float | Annotated[str, Meta(pattern=WORDS)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=_FAR)]
Size: TypeAlias = Annotated[int, Meta(ge=1, le=256)]
Amount: TypeAlias = Annotated[int, Meta(ge=0, le=256)]
Name: TypeAlias = Annotated[str, Meta(max_length=1000)]
Pair: TypeAlias = tuple[Size, Size]
Rows1: TypeAlias = list[Number]
Rows2: TypeAlias = list[list[Number]]
Rows3: TypeAlias = list[list[list[Number]]]
Rows4: TypeAlias = list[list[list[list[Number]]]]
Rows1or3: TypeAlias = list[Number | list[list[Number]]]


class Record(Kept, forbid_unknown_fields=True):
    """A group of named values, of which each is known."""


class Repeated(Record):
    """An array that is one number everywhere."""

    shape: Annotated[list[Annotated[int, Meta(ge=1, le=_FAR)]], Meta(min_length=1, max_length=4)]
    all: Number


class WindowRecord(Record):
    """The windows of a convolution."""

    kernel_size: Pair
    stride: Pair
    padding: Amount | Literal["valid", "same", "full"] | list[Amount | list[Amount]]
    dilation: Pair
    padding_mode: Literal["zeros", "reflect", "replicate", "circular"]


class PoolingWindowRecord(WindowRecord):
    """The windows of a pooling."""

    ceil_mode: bool


class LayerRecord(Record, tag_field="kind"):
    """A layer; the run goes past one that is off."""

    off: bool = False


class ConvolutionRecord(LayerRecord, tag="convolution", kw_only=True):
    """A convolution."""

    window: WindowRecord
    names: list[Name]
    groups: Size
    weight: Rows4
    bias: Rows1or3


class ActivationRecord(LayerRecord, tag="activation", kw_only=True):
    """An activation."""

    name: Literal["relu", "leaky_relu", "sigmoid", "tanh", "identity"]


class MaxPoolingRecord(LayerRecord, tag="max_pooling", kw_only=True):
    """A max pooling."""

    window: PoolingWindowRecord
    ties: Literal["first", "all", "split"]


class AveragePoolingRecord(LayerRecord, tag="average_pooling", kw_only=True):
    """An average pooling."""

    window: PoolingWindowRecord
    count_include_pad: bool


class GlobalAveragePoolingRecord(LayerRecord, tag="global_average_pooling"):
    """A global average pooling."""


class FlattenRecord(LayerRecord, tag="flatten"):
    """A list made of an image."""


class LinearRecord(LayerRecord, tag="linear", kw_only=True):
    """A linear layer."""

    weight: Rows2
    bias: Rows1


class LossRecord(Record):
    """A loss."""

    name: Literal["sum", "cell", "mse", "cross_entropy", "sigmoid_slope", "typed"]
    cell: list[Count] | None
    labels: list[Count]
    targets: list[Rows1or3 | Repeated]
    values: list[Rows1or3 | Repeated]
    target_kernel: Name = ""


class ExperimentRecord(Record):
    """An experiment."""

    image_name: Name
    learning_rate: Number
    images: Annotated[list[Rows3 | Repeated], Meta(min_length=1)]
    layers: Annotated[
        list[
            ConvolutionRecord
            | ActivationRecord
            | MaxPoolingRecord
            | AveragePoolingRecord
            | GlobalAveragePoolingRecord
            | FlattenRecord
            | LinearRecord
        ],
        Meta(min_length=1, max_length=MOST_LAYERS),
    ]
    loss: LossRecord


class OptionsRecord(Record):
    """How one goes through the run."""

    follow: Count | None
    input_gradient: Literal["scatter", "gather", "full"]
    weight_gradient: Literal["accumulate", "correlate"]
    sample: Count


class PositionRecord(Record):
    """Where one is in the run."""

    chapter: Count
    step: Count
    term: Count | None


class CellRecord(Record):
    """A cell of an array."""

    array: Name
    index: Annotated[list[Count], Meta(max_length=8)]


class DocumentRecord(Record):
    """All of it; `cnnviz` is the version."""

    cnnviz: int
    text: Annotated[str, Meta(max_length=100_000)]
    options: OptionsRecord
    position: PositionRecord
    round: Count
    losses: list[Number | None]
    decimals: Annotated[int, Meta(ge=0, le=6)]
    panels: Annotated[list[Name], Meta(max_length=100)]
    selected: CellRecord | None
    hidden: list[CellRecord]
    experiment: ExperimentRecord


RECORDS: Mapping[type[BaseLayer], type[LayerRecord]] = {
    Convolution: ConvolutionRecord,
    layers.Activation: ActivationRecord,
    layers.MaxPooling: MaxPoolingRecord,
    layers.AveragePooling: AveragePoolingRecord,
    layers.GlobalAveragePooling: GlobalAveragePoolingRecord,
    layers.Flatten: FlattenRecord,
    layers.Linear: LinearRecord,
}
"""What each kind of layer is written as."""
WINDOWS: Mapping[type[Window], type[WindowRecord]] = {
    Window: WindowRecord,
    PoolingWindow: PoolingWindowRecord,
}
