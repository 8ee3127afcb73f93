"""Which settings a subject is tried on: those that its functions take."""

from collections.abc import Iterator

import numpy as np

from cnnviz.checking.conventions.adapter import Adapter
from cnnviz.checking.conventions.evidence import square_kernels, takes
from cnnviz.checking.conventions.layouts import BiasLayout
from cnnviz.checking.conventions.lists import LISTED
from cnnviz.checking.conventions.reading.meanings import has_bias, makes_bias_gradient
from cnnviz.checking.conventions.reading.names import Meaning
from cnnviz.checking.conventions.reading.subjects import Topic
from cnnviz.checking.settings import tables
from cnnviz.checking.settings.flat import flat_settings, suiting_list
from cnnviz.checking.settings.setting import Setting, Sizes, convolution, pooling
from cnnviz.explain.mistakes.operation import Operation, OperationKind

_TABLES = {
    Topic.PADDING: tables.PADDINGS,
    Topic.SINGLE_STEP: tables.WINDOWS,
    Topic.CONVOLUTION: tables.CONVOLUTIONS,
    Topic.UPDATE: tables.CONVOLUTIONS[:1],
    Topic.MASK: tables.MASKS,
    Topic.SHARE: tables.MASKS[:2],
    Topic.MAX_POOLING: tables.POOLINGS,
    Topic.AVERAGE_POOLING: tables.POOLINGS,
}


def settings_for(adapter: Adapter) -> tuple[Setting, ...]:
    """Return the settings that a subject is tried on, from the simplest up."""
    if adapter.subject.topic in LISTED:
        return tuple(flat_settings(adapter))
    return tuple(_made(adapter, sizes) for sizes in sizes_for(adapter))


def sizes_for(adapter: Adapter) -> Iterator[Sizes]:
    """Yield the sizes that a subject's functions take."""
    subject, layout = adapter.subject, adapter.layouts.image
    single = subject.topic in (Topic.SINGLE_STEP, Topic.MASK, Topic.SHARE, Topic.UPDATE, Topic.PADDING)
    found = tables.possible(
        _TABLES[subject.topic],
        strides=single or takes(subject, Meaning.STRIDE) or adapter.pace != "own",
        paddings=subject.topic is Topic.PADDING or takes(subject, Meaning.PADDING),
        dilations=takes(subject, Meaning.DILATION, openly=True),
        square=subject.topic is not Topic.MASK and square_kernels(subject, adapter.layouts),
        channels=layout.channelled,
        filters=layout.filtered,
        images=layout.batched,
    )
    always_padded = subject.constant.get(Meaning.PADDING, 0) > 0
    for sizes in found:
        window = adapter.window or sizes.kernel
        suits = sizes.kernel == window and (adapter.pace != "window" or sizes.stride == sizes.kernel[0])
        if suits and (sizes.padding or not always_padded):
            yield sizes


def suiting(adapter: Adapter, setting: Setting) -> Setting | None:
    """Return a setting of an experiment as a subject takes it, None where it does not."""
    subject, layouts, o = adapter.subject, adapter.layouts, setting.operation
    if subject.topic in LISTED:
        return suiting_list(adapter, setting)
    if len(o.x) > 1 and not layouts.image.batched:
        return None
    if not layouts.image.channelled and o.x.shape[-1] > 1:
        return None
    if not layouts.image.filtered and o.dy.shape[-1] > 1:
        return None
    if adapter.window not in (None, o.window) or (adapter.pace == "window" and o.stride != o.window):
        return None
    if o.stride != (1, 1) and adapter.pace == "own" and not takes(subject, Meaning.STRIDE):
        return None
    if o.padding != (0, 0) and not takes(subject, Meaning.PADDING):
        return None
    if o.dilation != (1, 1) and not takes(subject, Meaning.DILATION, openly=True):
        return None
    if o.window[0] != o.window[1] and square_kernels(subject, layouts):
        return None
    if not has_bias(subject):
        none = np.zeros(o.dy.shape[-1]) if o.weight is not None and makes_bias_gradient(subject) else None
        return setting._replace(operation=o._replace(bias=none))
    if o.bias is None:
        return setting
    return setting if (o.bias.ndim == 3) == (layouts.bias is BiasLayout.POSITIONS) else None


def _made(adapter: Adapter, sizes: Sizes) -> Setting:
    subject = adapter.subject
    if subject.topic in (Topic.CONVOLUTION, Topic.SINGLE_STEP, Topic.UPDATE):
        positions = adapter.layouts.bias is BiasLayout.POSITIONS
        bias = "positions" if positions else "list"
        absent = "zeros" if makes_bias_gradient(subject) else "none"
        return convolution(sizes, bias=bias if has_bias(subject) else absent)
    if subject.topic is Topic.PADDING:
        made = convolution(sizes, bias="none")
        top, left = made.operation.padding
        n, h, w, c = made.operation.x.shape
        dy = np.ones((n, h + 2 * top, w + 2 * left, c))
        operation = Operation(OperationKind.PADDING, made.operation.x, dy, padding=(top, left))
        return made._replace(operation=operation)
    maximum = subject.topic in (Topic.MAX_POOLING, Topic.MASK)
    made = pooling(sizes, OperationKind.MAX_POOLING if maximum else OperationKind.AVERAGE_POOLING)
    if subject.topic is Topic.MASK:
        made = made._replace(operation=made.operation._replace(dy=np.ones((1, 1, 1, 1)), ties="all"))
    return made
