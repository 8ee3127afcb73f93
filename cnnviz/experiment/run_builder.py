"""What the parts of a run are collected in: chapters with their names, products with their places."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from cnnviz.experiment.arrays import is_picture
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import ActiveLayer
from cnnviz.trace.steps import Array, Trace
from cnnviz.trace.timeline import Chapter, Phase, Product

InputGradient: TypeAlias = Literal["scatter", "gather", "full"]
WeightGradient: TypeAlias = Literal["accumulate", "correlate"]

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Telling:
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
class Passed:
    """What a layer's forward pass leaves behind for the way back.

    Parameters
    ----------
    source, padded, result : the products that it read, padded and made
    gradients : of its parameters by name, once they are known
    """

    index: int
    layer: ActiveLayer
    source: Product
    padded: Product
    result: Product
    letters: Mapping[str, str]
    gradients: dict[str, Array] = field(default_factory=dict)


class Builder:
    """Chapters and products so far."""

    def __init__(self, experiment: Experiment, telling: Telling) -> None:
        self.experiment = experiment
        self.telling = telling
        self.chapters: list[Chapter] = []
        self.products = [Product("X", experiment.image[None], None, image=is_picture(experiment.image))]
        self._kinds: Counter[str] = Counter()
        self._letters: Counter[str] = Counter()

    @property
    def output(self) -> Product:
        """What the last layer so far has made."""
        return [product for product in self.products if not product.gradient][-1]

    @property
    def upstream(self) -> Product:
        """The gradient so far, which the next layer back takes up."""
        return self.products[-1]

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

    def forward(self, label: str, array: Array, *, image: bool = False) -> Product:
        """Append what the last chapter made to the forward row."""
        column = self.output.column + 1
        product = Product(label, array, len(self.chapters) - 1, image, column=column)
        self.products.append(product)
        return product

    def gradient(self, of: Product, array: Array, chapter: int | None = None) -> Product:
        """Append the gradient of a product, made by the last chapter or by another."""
        made = len(self.chapters) - 1 if chapter is None else chapter
        product = Product(f"d{of.label}", array, made, gradient=True, column=of.column)
        self.products.append(product)
        return product
