"""No number of a right solution is ever called wrong: in drawn settings of any sizes, in single precision too."""

import numpy as np
import pytest
from planted import SOLUTIONS

from cnnviz.checking.conventions.reading.recognising import subjects_in
from cnnviz.checking.conventions.reading.signatures import contents_of
from cnnviz.checking.conventions.reading.subjects import Topic
from cnnviz.checking.running.process import Runner
from cnnviz.checking.settings.setting import Setting, Sizes, convolution, pooling
from cnnviz.checking.source import read_source
from cnnviz.checking.trying import examined
from cnnviz.explain.mistakes.operation import Operation, OperationKind

SUBJECTS = (
    ("naive", Topic.CONVOLUTION),
    ("course", Topic.CONVOLUTION),
    ("learners/im2cols", Topic.CONVOLUTION),
    ("learners/einsums", Topic.CONVOLUTION),
    ("naive", Topic.MAX_POOLING),
    ("learners/functional", Topic.AVERAGE_POOLING),
    ("learners/affine_cs", Topic.LINEAR),
    ("learners/deep_course", Topic.LINEAR),
    ("learners/torchlike", Topic.LINEAR),
    ("learners/affine_cs", Topic.ACTIVATION),
    ("learners/softmaxes", Topic.SOFTMAX),
    ("learners/affine_cs", Topic.CROSS_ENTROPY),
    ("learners/softmaxes", Topic.CROSS_ENTROPY),
    ("learners/from_scratch", Topic.CROSS_ENTROPY),
    ("learners/half_square", Topic.MSE),
    ("learners/layers_dense", Topic.MSE),
)
FEW = (1, 7, 11)


def drawn(random, topic):
    """Return a setting of any small sizes."""
    if topic in (Topic.CONVOLUTION, Topic.MAX_POOLING, Topic.AVERAGE_POOLING):
        setting = _of_windows(random, topic)
    else:
        setting = Setting("Drawn", "", _of_lists(random, topic))
    return setting if random.random() < 0.5 else setting._replace(operation=in_single(setting.operation))


def _of_windows(random, topic):
    kernel = tuple(int(size) for size in random.integers(1, 4, 2))
    if topic is not Topic.CONVOLUTION or random.random() < 0.7:
        kernel = kernel[:1] * 2
    padding, stride = int(random.integers(0, 3)), int(random.integers(1, 4))
    image = tuple(int(size) + one for size, one in zip(random.integers(0, 5, 2), kernel, strict=True))
    counts = [int(one) for one in random.integers(1, 4, 3)]
    padding = min(padding, kernel[0] // 2) if topic is not Topic.CONVOLUTION else padding
    sizes = Sizes("Drawn", image, kernel, stride, padding, 1, *counts)
    seed = int(random.integers(1e6))
    if topic is Topic.CONVOLUTION:
        return convolution(sizes, seed=seed)
    maximum = topic is Topic.MAX_POOLING
    return pooling(sizes, OperationKind.MAX_POOLING if maximum else OperationKind.AVERAGE_POOLING, seed=seed)


def _of_lists(random, topic):
    samples, inputs, units = (int(one) for one in random.integers(1, 8, 3))
    x, one = random.normal(size=(samples, inputs)) * 3, np.ones(1)
    if topic is Topic.LINEAR:
        weight, dy = random.normal(size=(inputs, units)), random.normal(size=(samples, units))
        return Operation(OperationKind.LINEAR, x, dy, weight, random.normal(size=units), rate=0.5)
    if topic is Topic.ACTIVATION:
        x = random.normal(size=(samples, 3, inputs, 2))
        return Operation(OperationKind.ACTIVATION, x, random.normal(size=x.shape), name="relu")
    if topic is Topic.SOFTMAX:
        return Operation(OperationKind.SOFTMAX, x, one)
    if topic is Topic.MSE:
        return Operation(OperationKind.MSE, x, one, target=random.normal(size=x.shape))
    x = random.normal(size=(samples, inputs + 1))  # of one class there is nothing to be said
    labels = random.integers(0, inputs + 1, samples).astype(float)
    return Operation(OperationKind.CROSS_ENTROPY, x, one, target=labels)


def in_single(operation):
    held = {name: getattr(operation, name) for name in ("x", "dy", "weight", "bias")}
    return operation._replace(
        **{name: array.astype(np.float32) for name, array in held.items() if array is not None}
    )


def wrong_in(name, topic, random, count):
    """Return the settings that are called wrong, of so many drawn ones that the solution takes."""
    source = read_source(SOLUTIONS / f"{name}.py")
    subject = next(one for one in subjects_in(contents_of(source.text)) if one.topic is topic)
    with Runner() as runner:
        found = examined(subject, source, runner, [drawn(random, topic) for _ in range(count)])
    assert sum(one.setting.name == "Drawn" for one in found.tried) >= count * 0.1
    return [one.setting for one in found.tried if not one.agrees]


@pytest.mark.parametrize("number", FEW)
def test_a_few_drawn_settings(number):
    name, topic = SUBJECTS[number]
    assert not wrong_in(name, topic, np.random.default_rng(), 12)


@pytest.mark.long
@pytest.mark.parametrize("number", range(len(SUBJECTS)))
def test_a_thousand_drawn_settings_of_each(number):
    name, topic = SUBJECTS[number]
    random = np.random.default_rng()
    for _ in range(20):
        assert not wrong_in(name, topic, random, 50)
