"""From what a person set up to the run that can be stepped through."""

from dataclasses import dataclass, field

from cnnviz.experiment.document import Convolution, Experiment
from cnnviz.trace.convolution import ConvForward
from cnnviz.trace.padding import PadForward
from cnnviz.trace.timeline import Chapter, Phase, Product, Timeline


def timeline(experiment: Experiment, follow: int | None = None) -> Timeline:
    """Compute `experiment` and return its run.

    Parameters
    ----------
    follow : the filter that the steps of each convolution are limited to; None visits all, filter by filter
    """
    image = experiment.image[None]
    builder = _Builder([], [Product("X", image, None, image=True)])
    for index, layer in enumerate(experiment.layers):
        builder.add_convolution(experiment, index, layer, follow)
    return Timeline(builder.chapters, builder.products)


@dataclass
class _Builder:
    """Chapters and products so far; the last product is what the next layer reads."""

    chapters: list[Chapter]
    products: list[Product] = field(default_factory=list)

    def add_convolution(
        self, experiment: Experiment, index: int, layer: Convolution, follow: int | None
    ) -> None:
        """Add the padding, where there is any, and the convolution over it."""
        geometry = experiment.geometry(index)
        source = self.products[-1]
        padded = source
        if any(map(any, geometry.amounts)):
            padded = self._add_padding(index, layer, geometry.amounts, source)
        filters = None if follow is None else (min(follow, layer.filters - 1),)
        trace = ConvForward(
            padded.array,
            layer.weight,
            layer.bias,
            stride=layer.window.stride,
            dilation=layer.window.dilation,
            filters=filters,
        )
        labels = {"x_pad": padded.label, "weight": "W", "bias": "b", "y": "Y"}
        chapter = Chapter(
            _key("convolve", index),
            "Convolution, forward",
            Phase.FORWARD,
            index,
            trace,
            labels,
            frozenset({"x_pad"} if source.image else ()),
            {"x_pad": geometry.amounts},
            {"x_pad": (geometry.rows.covered, geometry.columns.covered)},
        )
        self._append(chapter, Product("Y", trace.outputs["y"], len(self.chapters)))

    def _add_padding(
        self,
        index: int,
        layer: Convolution,
        amounts: tuple[tuple[int, int], tuple[int, int]],
        source: Product,
    ) -> Product:
        trace = PadForward(source.array, amounts, layer.window.padding_mode)
        labels = {"x": source.label, "x_pad": f"{source.label} padded"}
        image = frozenset({"x", "x_pad"} if source.image else ())
        title = "Padding, forward"
        chapter = Chapter(
            _key("pad", index), title, Phase.FORWARD, index, trace, labels, image, {"x_pad": amounts}
        )
        product = Product(labels["x_pad"], trace.outputs["x_pad"], len(self.chapters), source.image)
        self._append(chapter, product)
        return product

    def _append(self, chapter: Chapter, product: Product) -> None:
        self.chapters.append(chapter)
        self.products.append(product)


def _key(name: str, layer: int) -> str:
    return name if layer == 0 else f"{name}.{layer + 1}"
