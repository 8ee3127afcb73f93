"""Changing one number of what is set up, named by the cell of a chapter that shows it."""

from dataclasses import replace

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Linear
from cnnviz.run.timeline import Chapter
from cnnviz.trace.steps import Cell

_IMAGES = ("x", "x_pad", "z")


def with_number(experiment: Experiment, chapter: Chapter, cell: Cell, value: float) -> Experiment | None:
    """Return the experiment with the number behind a cell set to `value`, or None where the cell is computed.

    Weights and biases can be changed wherever a chapter shows them, the image's cells where it or its padded form is
    shown, and the target of a mean squared error.
    """
    if cell.array in ("weight", "bias"):
        return _with_parameter(experiment, chapter.layer, cell, value)
    if cell.array in _IMAGES:
        index = _image_index(experiment, chapter, cell)
        if index is None:
            return None
        image = _set(experiment.image, index, value)
        return experiment.with_image(image, experiment.image_name)
    if cell.array == "target" and experiment.loss.name == "mse":
        loss = experiment.loss.fitted(experiment.shapes[-1])
        assert loss.target is not None
        return replace(experiment, loss=replace(loss, target=_set(loss.target, cell.index[1:], value)))
    return None


def can_be_set(experiment: Experiment, chapter: Chapter, cell: Cell) -> bool:
    """Return whether a cell shows a number that was set up rather than computed."""
    return with_number(experiment, chapter, cell, 0.0) is not None


def _with_parameter(experiment: Experiment, index: int, cell: Cell, value: float) -> Experiment | None:
    layer = experiment.layers[index] if index < len(experiment.layers) else None
    if not isinstance(layer, Convolution | Linear):
        return None
    changed = frozen(_set(getattr(layer, cell.array), cell.index, value))
    if cell.array == "bias":
        return experiment.with_layer(index, replace(layer, bias=changed))
    if isinstance(layer, Linear):
        return experiment.with_layer(index, replace(layer, weight=changed))
    filter_ = cell.index[3]
    return experiment.with_layer(index, layer.with_kernel(filter_, changed[..., filter_]))


def _image_index(experiment: Experiment, chapter: Chapter, cell: Cell) -> tuple[int, ...] | None:
    """Return which cell of the image is shown, or None for another array or for padding."""
    label = chapter.label(cell.array)
    if label not in ("X", "X padded") or len(cell.index) != 4:
        return None
    top = left = 0
    if label == "X padded":
        (top, _), (left, _) = chapter.border[cell.array]
    row, column, channel = cell.index[1] - top, cell.index[2] - left, cell.index[3]
    height, width, _ = experiment.image.shape
    return (row, column, channel) if 0 <= row < height and 0 <= column < width else None


def _set(array: Array, index: tuple[int, ...], value: float) -> Array:
    result = array.copy()
    result[index] = value
    return frozen(result)
