"""The gallery: small experiments that show one thing each, opened at the step where it happens."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import AveragePooling, MaxPooling
from cnnviz.gallery import worked_cases as worked
from cnnviz.gallery.classifier import classifier, photograph
from cnnviz.gallery.depthwise import depthwise_separable
from cnnviz.gallery.digit import digit
from cnnviz.gallery.first_example import first_example, letter_without_pooling
from cnnviz.run.options import RunOptions


@dataclass(frozen=True)
class Example:
    """An experiment to open.

    Parameters
    ----------
    key : how scripts name it
    title : as the menu has it
    make : makes the experiment
    chapter, step : where to open it
    options : how its run is told
    """

    key: str
    title: str
    make: Callable[[], Experiment]
    chapter: str
    step: int = 0
    options: RunOptions = field(default_factory=lambda: RunOptions(follow=0))


_TURNED = RunOptions(0, "full", "correlate")

FIRST = Example("letter", "Letter E: convolution, ReLU, pooling", first_example, "convolve", 27)

GALLERY: dict[str, tuple[Example, ...]] = {
    "Convolution, forward": (
        Example("a_forward", "One kernel slides over one channel", worked.one_channel, "convolve", 4),
        Example("e_padding", "Zeros around the image", worked.zero_padding, "pad", 24),
        Example("same", "Padding that keeps the size", worked.same_size, "convolve", 2),
        Example("b", "Several channels and filters, stride 2, a bias", worked.many_channels, "convolve", 4),
        Example("e_convolution", "One window: 4 channels, 8 filters", worked.four_channels, "convolve", 11),
        Example(
            "c_forward", "An image of 3×3, a kernel of 2×2, then a sigmoid", worked.sigmoid, "convolve", 3
        ),
        Example("d_bias", "A bias for each position", worked.bias_per_position, "convolve", 3),
        Example(
            "depthwise", "Depthwise: each channel by itself, then 1×1", depthwise_separable, "convolve", 15
        ),
        Example("digit", "A digit, 28×28, under a 5×5 kernel", digit, "convolve", 261),
        Example("photograph", "The edges of a photograph, 32×32", photograph, "convolve", 493),
    ),
    "Convolution, backward": (
        Example("a", "dX: every window adds its part", worked.one_channel, "scatter", 4),
        Example("a_weight", "dW: every window adds its part", worked.one_channel, "accumulate", 4),
        Example("b_crop", "What fell on the padding is cut off", worked.many_channels, "crop", 7),
        Example(
            "e_gradient", "3 channels, 6 filters, the output as gradient", worked.own_gradient, "scatter", 4
        ),
        Example(
            "relu_back",
            "Back through a ReLU: below 0 nothing passes",
            letter_without_pooling,
            "activate_back",
            26,
        ),
        Example("c_slope", "Back through a sigmoid: its slope", worked.sigmoid, "activate_back", 3),
        Example("c", "dW with a sigmoid after it, by hand", worked.sigmoid, "accumulate", 3),
        Example("c_input", "dX with a sigmoid after it, by hand", worked.sigmoid, "scatter", 3),
        Example("d", "dX with the kernel turned by 180°", worked.bias_per_position, "full", 5, _TURNED),
        Example(
            "d_weight", "dW: the image under the gradient", worked.bias_per_position, "correlate", 4, _TURNED
        ),
        Example(
            "d_update",
            "Gradient descent on the kernel",
            worked.bias_per_position,
            "update_weight",
            4,
            _TURNED,
        ),
    ),
    "Classifier": (
        Example("classifier", "Three channels become one number", classifier, "convolve", 28),
        Example("classifier_linear", "A unit weighs every number it is given", classifier, "linear", 1),
        Example(
            "classifier_loss", "Softmax makes shares, and −log p a loss", classifier, "cross_entropy", 10
        ),
        Example("classifier_start", "p − 1: where the gradient begins", classifier, "cross_entropy_back", 1),
    ),
    "Pooling, forward": (
        Example("e_max", "Max pooling", lambda: worked.pooled(MaxPooling), "max_pool"),
        Example("e_average", "Average pooling", lambda: worked.pooled(AveragePooling), "average_pool"),
        Example("e_max_mask", "The mask of a maximum", lambda: worked.mask(MaxPooling), "max_pool"),
    ),
    "Pooling, backward": (
        Example(
            "e_max_back",
            "Max pooling: windows that overlap",
            lambda: worked.pooling_gradient(MaxPooling),
            "max_pool_back",
            3,
        ),
        Example(
            "e_average_back",
            "Average pooling: windows that overlap",
            lambda: worked.pooling_gradient(AveragePooling),
            "average_pool_back",
            3,
        ),
        Example(
            "e_average_mask",
            "A mean gives every cell its share",
            lambda: worked.mask(AveragePooling),
            "average_pool_back",
        ),
        Example(
            "e_ties_first",
            "Equal maxima: the first gets all",
            lambda: worked.tied("first"),
            "max_pool_back",
            3,
        ),
        Example("e_ties_all", "Equal maxima: each gets all", lambda: worked.tied("all"), "max_pool_back", 3),
        Example("e_ties_split", "Equal maxima: they share", lambda: worked.tied("split"), "max_pool_back", 3),
    ),
}
"""The examples by what they are about, as the menu groups them. Those whose key begins with a letter and a line, or is
one letter, come from the notebook of that letter; its numbers can be read off the stage."""

EXAMPLES: tuple[Example, ...] = (FIRST, *(example for group in GALLERY.values() for example in group))
