"""What can be aimed at: what other kernels make of the images, or a class."""

from collections.abc import Iterator
from dataclasses import replace
from math import prod

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.kernels.presets import preset, shipped
from cnnviz.experiment.layers import Linear
from cnnviz.experiment.loss import Loss
from cnnviz.run.kinds import active, numbers_of


def teachable(experiment: Experiment) -> int | None:
    """Return which convolution another kernel is set in: the last that has more than a cell, or None without any."""
    found = [index for index, layer in active(experiment).items() if isinstance(layer, Convolution)]
    wide = [index for index in found if prod(experiment.layers[index].parameters["weight"].shape[:2]) > 1]
    return next(reversed(wide or found), None)


def has_classes(experiment: Experiment) -> bool:
    """Return whether units at the end stand for classes."""
    linear = any(isinstance(layer, Linear) for layer in active(experiment).values())
    shape = experiment.shapes[-1]
    return linear and len(shape) == 1 and shape[0] > 1


def kernels(experiment: Experiment, index: int) -> Iterator[str]:
    """Yield the presets that a convolution could learn, each another kernel, in the order of new filters."""
    layer = experiment.layers[index]
    assert isinstance(layer, Convolution)
    seen = [layer.weight]
    for name in sorted(shipped(), key=lambda name: (shipped()[name].suggested, shipped()[name].order)):
        weight = taught(layer, name).weight
        if not any(np.array_equal(weight, other) for other in seen):
            seen.append(weight)
            yield name


def taught(layer: Convolution, name: str) -> Convolution:
    """Return a convolution all of whose filters are a preset."""
    kernel = preset(name, layer.window.kernel_size, layer.depth)
    weight = np.repeat(kernel[..., None], layer.filters, axis=3)
    return replace(layer, weight=frozen(weight), names=(name,) * layer.filters)


def with_kernel(experiment: Experiment, index: int, name: str) -> Experiment:
    """Return an experiment with a preset in place of the kernels of convolution `index`."""
    layer = experiment.layers[index]
    assert isinstance(layer, Convolution)
    layers = (*experiment.layers[:index], taught(layer, name), *experiment.layers[index + 1 :])
    return replace(experiment, layers=layers)


def aimed_at_kernel(experiment: Experiment, name: str) -> Experiment:
    """Return an experiment whose target is what it would give with a preset in place of its kernels.

    Raises
    ------
    ValueError
        Where there is no convolution.
    """
    index = teachable(experiment)
    if index is None:
        raise ValueError("there is no convolution whose kernel could be another: add one")
    outputs = numbers_of(with_kernel(experiment, index, name)).arrays[-1]
    targets = tuple(frozen(output) for output in outputs)
    return replace(
        experiment, loss=replace(experiment.fitted_loss, name="mse", targets=targets, target_kernel=name)
    )


def aimed_at_class(experiment: Experiment) -> Experiment:
    """Return an experiment whose right classes are those that it takes for the least likely."""
    labels = tuple(int(scores.argmin()) for scores in numbers_of(experiment).arrays[-1])
    return replace(experiment, loss=replace(experiment.fitted_loss, name="cross_entropy", labels=labels))


def is_flat(loss: Loss) -> bool:
    """Return whether every target is a plane of one number, on which there is nothing to see."""
    return all((target == target.flat[0]).all() for target in loss.targets)
