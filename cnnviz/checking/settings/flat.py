"""What layers of numbers are tried on that know nothing of rows and columns: linear, activations, softmax, losses."""

from collections.abc import Iterator

import numpy as np

from cnnviz.checking.conventions.adapter import Adapter
from cnnviz.checking.conventions.layouts import Layout
from cnnviz.checking.conventions.reading.meanings import has_bias, makes_bias_gradient
from cnnviz.checking.conventions.reading.names import Meaning, given
from cnnviz.checking.conventions.reading.subjects import LOSSES, Topic
from cnnviz.checking.settings.setting import RATE, Setting, numbers
from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array


class Counts(NamedTuple):
    """How many there are of everything: what goes in, what comes out, samples."""

    name: str
    inputs: int = 1
    units: int = 1
    samples: int = 1


_LINEAR = (
    Counts("One number"),
    Counts("Two inputs", 2),
    Counts("Two units", 1, 2),
    Counts("Two inputs, three units", 2, 3),
    Counts("As many units as inputs", 3, 3),
    Counts("Two samples", 2, 1, 2),
    Counts("More units than inputs", 2, 4, 3),
    Counts("Everything at once", 6, 4, 3),
)
_CLASSES = (
    Counts("Two classes", 2),
    Counts("Three classes", 3),
    Counts("Two samples", 3, samples=2),
    Counts("Everything at once", 4, samples=5),
)
_SQUARES = (
    Counts("One number"),
    Counts("Three numbers", 3),
    Counts("Two samples", 1, samples=2),
    Counts("Everything at once", 3, samples=4),
)
_ACTIVATIONS = (("One number", (1, 1, 1, 1)), ("A plane", (1, 3, 4, 1)), ("Images", (2, 3, 2, 3)))


def flat_settings(adapter: Adapter) -> Iterator[Setting]:
    """Yield the settings that a subject is tried on that has lists of numbers, from the simplest up."""
    topic, image = adapter.subject.topic, adapter.layouts.image
    if topic is Topic.ACTIVATION:
        yield from _activations(adapter)
        return
    table = {Topic.LINEAR: _LINEAR, Topic.MSE: _SQUARES}.get(topic, _CLASSES)
    seen = set()
    for counts in table:
        plain = counts if image.batched else counts._replace(samples=1)
        if plain != counts and plain._replace(name="") in seen:
            continue
        seen.add(plain._replace(name=""))
        yield Setting(plain.name, _words(plain, topic), _operation(adapter, plain))


def suiting_list(adapter: Adapter, setting: Setting) -> Setting | None:
    """Return a setting of an experiment as a subject takes it that has lists of numbers, None where it does not."""
    subject, o = adapter.subject, setting.operation
    if subject.topic is Topic.ACTIVATION:
        return setting if o.name == subject.activation else None
    if len(o.x) > 1 and not adapter.layouts.image.batched:
        return None
    o = o._replace(averaged=_averages(adapter))
    if subject.topic is Topic.LINEAR and not has_bias(subject):
        o = o._replace(bias=np.zeros(o.dy.shape[-1]) if makes_bias_gradient(subject) else None)
    return setting._replace(operation=o)


def _averages(adapter: Adapter) -> bool:
    """Return whether gradients are means over the samples, as they usually are where samples are columns."""
    return adapter.subject.topic is Topic.LINEAR and adapter.layouts.image is Layout.COLUMNS


def _operation(adapter: Adapter, counts: Counts) -> Operation:
    random = np.random.default_rng([7, counts.inputs, counts.units, counts.samples])
    topic, shape = adapter.subject.topic, (counts.samples, counts.inputs)
    x = numbers(random, shape)
    if topic is Topic.LINEAR:
        return _linear(adapter, counts, random, x)
    if topic is Topic.SOFTMAX:
        return Operation(OperationKind.SOFTMAX, x, numbers(random, shape), rate=RATE)
    one = np.ones(1)
    if topic is Topic.MSE:
        return Operation(OperationKind.MSE, x, one, target=numbers(random, shape), rate=RATE)
    labels = random.permutation(counts.samples + counts.inputs)[: counts.samples] % counts.inputs
    return Operation(OperationKind.CROSS_ENTROPY, x, one, target=labels.astype(float), rate=RATE)


def _linear(adapter: Adapter, counts: Counts, random: np.random.Generator, x: Array) -> Operation:
    weight = numbers(random, (counts.inputs, counts.units))
    dy, bias = numbers(random, (counts.samples, counts.units)), numbers(random, (counts.units,))
    given_bias: Array | None = bias
    if not has_bias(adapter.subject):
        given_bias = np.zeros(counts.units) if makes_bias_gradient(adapter.subject) else None
    return Operation(OperationKind.LINEAR, x, dy, weight, given_bias, rate=RATE, averaged=_averages(adapter))


def _words(counts: Counts, topic: Topic) -> str:
    """Return the counts in words: 2 inputs, 3 units, 2 samples."""
    inputs = {Topic.LINEAR: "input", Topic.MSE: "number"}.get(topic, "class")
    named = [(counts.inputs, inputs), (counts.units, "unit"), (counts.samples, "sample")]
    if topic in (*LOSSES, Topic.SOFTMAX):
        del named[1]
    plural = {"class": "classes"}
    return ", ".join(
        f"{count} {word if count == 1 else plural.get(word, word + 's')}" for count, word in named
    )


def _activations(adapter: Adapter) -> Iterator[Setting]:
    backward = adapter.subject.backward
    slopes = backward is not None and adapter.subject.owner is None
    slopes = slopes and all(not _is_gradient(arg) for arg in backward.args)  # type: ignore[union-attr]
    random = np.random.default_rng(5)
    for called, shape in _ACTIVATIONS:
        x = random.integers(-29, 30, shape) / 10 + 0.05
        dy = random.integers(1, 30, shape) * random.choice([-1, 1], shape) / 10
        dy = np.ones(shape) if slopes else dy
        operation = Operation(OperationKind.ACTIVATION, x, dy, name=adapter.subject.activation, rate=RATE)
        yield Setting(called, "×".join(map(str, shape)), operation)


def _is_gradient(arg: str) -> bool:
    return given(arg) is Meaning.DY or arg == "dout"
