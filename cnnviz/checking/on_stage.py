"""A setting as an experiment that can be stepped through, so that one can go to the step where numbers part."""

import numpy as np

from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, Flatten, Layer, Linear, MaxPooling
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.run.timeline import Position, Timeline


def experiment_of(parting: Parting) -> Experiment | None:
    """Return an experiment of the very operation in which numbers part, None where no layer does that alone."""
    setting = parting.tried.setting
    operation, sample = setting.operation, parting.sample
    flat = operation.x.ndim == 2
    if flat:
        return _of_list(operation, sample, setting.name)
    layer = _layer(operation)
    if layer is None:
        return None
    return Experiment(
        (frozen(operation.x[sample]),),
        (layer,),
        setting.name,
        Loss("typed", values=(frozen(operation.dy[sample]),)),
        operation.rate or 0.5,
    )


def _of_list(o: Operation, sample: int, name: str) -> Experiment | None:
    """Return an experiment that begins with a list: one column of an image, laid out; a loss has one sample there."""
    image, rate = frozen(o.x[sample].reshape(-1, 1, 1)), o.rate or 0.5
    layers: tuple[Layer, ...] = (Flatten(),)
    if o.kind is OperationKind.LINEAR and o.weight is not None:
        bias = np.zeros(o.weight.shape[1]) if o.bias is None else o.bias
        layers = (*layers, Linear(frozen(o.weight), frozen(bias)))
        loss = Loss("typed", values=(frozen(o.dy[sample]),))
    elif o.target is None or len(o.x) > 1:
        return None
    elif o.kind is OperationKind.CROSS_ENTROPY:
        loss = Loss("cross_entropy", labels=(int(o.target[sample]),))
    else:
        loss = Loss("mse", targets=(frozen(o.target[sample]),))
    return Experiment((image,), layers, name, loss, rate)


def position_of(parting: Parting, timeline: Timeline, layer: int | None = None) -> Position | None:
    """Return the step where numbers part, in a run, or in one of its layers, None where there is no such chapter.

    What a run makes beside something else, as db beside dW, parts where its cell is finished.
    """
    own = [
        (number, one) for number, one in enumerate(timeline.chapters) if layer is None or one.layer == layer
    ]
    for number, chapter in own:
        if chapter.kind is parting.kind:
            return Position(number, min(parting.step or 0, len(chapter.trace) - 1))
    target = parting.target
    for number, chapter in own:
        if target is not None and target.array in chapter.trace.outputs:
            steps = chapter.trace.steps_of(target)
            return Position(number, int(steps[-1])) if len(steps) else None
    return None


def _layer(o: Operation) -> Layer | None:
    if o.kind is OperationKind.CONVOLUTION and o.weight is not None:
        filters = o.weight.shape[3]
        bias = frozen(o.weight[0, 0, 0] * 0.0) if o.bias is None else frozen(o.bias)
        window = Window((o.weight.shape[0], o.weight.shape[1]), o.stride, o.padding, o.dilation)
        return Convolution(window, frozen(o.weight), bias, ("",) * filters, o.groups)
    if o.kind is OperationKind.MAX_POOLING:
        return MaxPooling(PoolingWindow(o.kernel_size, o.stride, o.padding), o.ties)
    if o.kind is OperationKind.AVERAGE_POOLING:
        return AveragePooling(PoolingWindow(o.kernel_size, o.stride, o.padding), o.count_include_pad)
    if o.kind is OperationKind.ACTIVATION:
        return Activation(o.name)
    return None
