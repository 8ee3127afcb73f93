"""What the parts of a run are collected in: chapters with their names, products with their places."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from cnnviz.experiment.arrays import is_picture
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import ActiveLayer
from cnnviz.run.timeline import Chapter, Phase, RunArray
from cnnviz.trace.steps import Array, Trace

InputGradient: TypeAlias = Literal["scatter", "gather", "full"]
WeightGradient: TypeAlias = Literal["accumulate", "correlate"]

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class RunOptions:
    """How a run is told; the numbers are the same in all of them.

    Parameters
    ----------
    follow : the filter that steps are limited to where a layer has several; None visits all
    input_gradient : the way to dX: "scatter", "gather" or "full" convolution with the turned kernel
    weight_gradient : the way to dW: "accumulate" window by window, or "correlate" the image with the gradient
    """

    follow: int | None = None
    input_gradient: InputGradient = "scatter"
    weight_gradient: WeightGradient = "accumulate"

    def followed(self, count: int) -> tuple[int, ...] | None:
        """Return the filter or channel to follow among `count`, as traces take it."""
        return None if self.follow is None else (min(self.follow, count - 1),)


@dataclass
class LayerRecord:
    """What a layer's forward pass leaves behind for the way back.

    Parameters
    ----------
    source, padded, result : the products that it read, padded and made
    gradients : of its parameters by name, once they are known
    """

    index: int
    layer: ActiveLayer
    source: RunArray
    padded: RunArray
    result: RunArray
    letters: Mapping[str, str]
    gradients: dict[str, Array] = field(default_factory=dict)


class Builder:
    """Chapters and products so far."""

    def __init__(self, experiment: Experiment, options: RunOptions) -> None:
        self.experiment = experiment
        self.options = options
        self.chapters: list[Chapter] = []
        self.arrays = [RunArray("X", experiment.image[None], None, image=is_picture(experiment.image))]
        self._kinds: Counter[str] = Counter()
        self._letters: Counter[str] = Counter()

    @property
    def output(self) -> RunArray:
        """What the last layer so far has made."""
        return [product for product in self.arrays if not product.gradient][-1]

    @property
    def upstream(self) -> RunArray:
        """The gradient so far, which the next layer back takes up."""
        return self.arrays[-1]

    def letter(self, letter: str) -> str:
        """Return a name for an array, numbered from the second of its kind on."""
        self._letters[letter] += 1
        count = self._letters[letter]
        return letter if count == 1 else letter + str(count).translate(_SUBSCRIPTS)

    def chapter(
        self, kind: str, name: str, title: str, phase: Phase, layer: int, trace: Trace, **facts: Any
    ) -> None:
        """Append a chapter; `facts` as in `Chapter`."""
        self._kinds[kind] += 1
        key = kind if self._kinds[kind] == 1 else f"{kind}.{self._kinds[kind]}"
        self.chapters.append(Chapter(key, kind, name, title, phase, layer, trace, **facts))

    def forward(self, label: str, array: Array, *, image: bool = False) -> RunArray:
        """Append what the last chapter made to the forward row."""
        column = self.output.column + 1
        product = RunArray(label, array, len(self.chapters) - 1, image, column=column)
        self.arrays.append(product)
        return product

    def gradient(self, of: RunArray, array: Array, chapter: int | None = None) -> RunArray:
        """Append the gradient of a product, made by the last chapter or by another."""
        made = len(self.chapters) - 1 if chapter is None else chapter
        product = RunArray(f"d{of.label}", array, made, gradient=True, column=of.column)
        self.arrays.append(product)
        return product
