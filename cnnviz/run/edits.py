"""Changing one number of what is set up, named by the cell of a chapter that shows it."""

from dataclasses import replace

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.document import Experiment
from cnnviz.run.array_info import Editable, EditTarget
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell


def with_number(experiment: Experiment, chapter: Chapter, cell: Cell, value: float) -> Experiment | None:
    """Return the experiment with the number behind a cell set to `value`, or None where the cell is computed.

    Weights and biases can be changed wherever a chapter shows them, the image's cells where it or its padded form is
    shown, and the target of a mean squared error.
    """
    edit = chapter.info[cell.array].edit
    if edit is None:
        return None
    match edit.of:
        case Editable.PARAMETER:
            layer = experiment.layers[chapter.layer]
            changed = {edit.parameter: _set(layer.parameters[edit.parameter], cell.index, value)}
            return experiment.with_layer(chapter.layer, layer.with_parameters(**changed))
        case Editable.IMAGE:
            return _with_pixel(experiment, chapter.sample, edit, cell, value)
        case Editable.TARGET:
            loss, sample = experiment.fitted_loss, chapter.sample
            target = _set(loss.targets[sample], cell.index[1:], value)
            return replace(experiment, loss=loss.with_target(sample, target))


def can_be_set(experiment: Experiment, chapter: Chapter, cell: Cell) -> bool:
    """Return whether a cell shows a number that was set up rather than computed."""
    return with_number(experiment, chapter, cell, 0.0) is not None


def _with_pixel(
    experiment: Experiment, sample: int, edit: EditTarget, cell: Cell, value: float
) -> Experiment | None:
    """Return the experiment with a pixel of the image set, None for a cell of the padding."""
    (top, left), (_, row, column, channel) = edit.origin, cell.index
    image = experiment.images[sample]
    height, width, _ = image.shape
    if not (0 <= row - top < height and 0 <= column - left < width):
        return None
    changed = _set(image, (row - top, column - left, channel), value)
    return experiment.with_image(changed, experiment.image_name, sample)


def _set(array: Array, index: tuple[int, ...], value: float) -> Array:
    result = array.copy()
    result[index] = value
    return frozen(result)
