"""Which functions of a solution belong together, and what they compute."""

import ast
from collections.abc import Iterator, Mapping
from enum import Enum

from cnnviz.checking.conventions.names import Meaning, given, made, words_of
from cnnviz.checking.conventions.signatures import Class, Contents, Function
from cnnviz.frozen import NamedTuple


class Topic(Enum):
    """What functions compute."""

    PADDING = "padding"
    SINGLE_STEP = "one window"
    CONVOLUTION = "convolution"
    MASK = "the mask of a maximum"
    SHARE = "a value spread evenly"
    MAX_POOLING = "max pooling"
    AVERAGE_POOLING = "average pooling"
    ACTIVATION = "activation"
    UPDATE = "gradient descent"


class Subject(NamedTuple):
    """Functions that belong together.

    Parameters
    ----------
    topic : what they compute
    forward, backward : the functions, or the methods of `owner`
    owner : their class
    activation : which one
    mode : what their argument for the kind of pooling is given
    """

    topic: Topic
    forward: Function | None = None
    backward: Function | None = None
    owner: Class | None = None
    activation: str = ""
    mode: str = ""

    @property
    def mode_given(self) -> bool:
        """Whether an argument chooses the kind of pooling, as it does in the course whose masks take all ties."""
        return any(given(arg) is Meaning.MODE for one in self.functions for arg in one.args)

    @property
    def functions(self) -> tuple[Function, ...]:
        """The functions that there are."""
        return tuple(one for one in (self.forward, self.backward) if one is not None)


_FORWARD = {"forward", "fwd", "fprop", "fw", "feedforward", "forwards"}
_BACKWARD = {
    *("backward", "back", "bwd", "bprop", "backprop", "grad", "gradient", "backwards", "derivative", "prime"),
    *("deriv", "backpropagation", "gradients", "backpropagate"),
}
_CONVOLUTION = {
    *(
        "conv",
        "convolution",
        "convolve",
        "conv2d",
        "convolve2d",
        "convolution2d",
        "convolutional",
        "correlate",
    ),
    *("convlayer", "correlation", "cross", "xcorr", "convolutionlayer", "convolutional2d", "conv2", "myconv"),
}
_POOLING = {
    "pool",
    "pooling",
    "maxpool",
    "avgpool",
    "maxpooling",
    "avgpooling",
    "pool2d",
    "maxpool2d",
    "avgpool2d",
}
_MAX = {"max", "maxpool", "maxpooling", "maxpool2d", "maximum"}
_AVERAGE = {"avg", "average", "mean", "avgpool", "avgpooling", "avgpool2d", "meanpool", "averagepool"}
_ACTIVATIONS: Mapping[str, str] = {
    "relu": "relu",
    "leaky": "leaky_relu",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "logistic": "sigmoid",
}
_UPDATE = {"update", "sgd", "descent"}
_HELPING = {
    "full",
    "transposed",
    "transpose",
    "im2col",
    "col2im",
    "output",
    "shape",
    "size",
    "dims",
    "test",
    "check",
}
_OF_A_SINGLE = {"single", "step", "slice"}


def subjects_in(contents: Contents) -> tuple[Subject, ...]:
    """Return what a solution computes, in the order from padding to update."""
    layers = list(_of_classes(contents))
    topics = {one.topic for one in layers}  # a function for what a layer does is one that helps it
    found = [*layers, *(one for one in _of_functions(contents) if one.topic not in topics)]
    order = list(Topic)
    return tuple(sorted(found, key=lambda subject: order.index(subject.topic)))


def _of_functions(contents: Contents) -> Iterator[Subject]:
    ways: dict[tuple[Topic, str], dict[bool, Function]] = {}
    for function in contents.functions.values():
        topics, activation = topics_of(function)
        for topic in topics:
            held, back = ways.setdefault((topic, activation), {}), is_backward(function, topic)
            if back not in held or _rank(function) >= _rank(held[back]):
                held[back] = function
    for (topic, activation), held in ways.items():
        mode = _mode(topic, tuple(held.values()))
        yield Subject(topic, held.get(False), held.get(True), None, activation, mode)


def _rank(function: Function) -> int:
    """Return how surely a function is the one that is meant, where several could be: the plain name before others."""
    words = set(words_of(function.name))
    return -len(words - _FORWARD - _BACKWARD - _CONVOLUTION - _POOLING - {"naive"})


Topics = tuple[tuple[Topic, ...], str]
_NOTHING: Topics = (), ""


def topics_of(function: Function) -> Topics:
    """Return what a function computes by its name, else by the names of its arguments, and which activation."""
    words = set(words_of(function.name))
    meanings = {given(arg) for arg in function.args}
    needed = len(function.args) - len(function.optional)
    if words & _CONVOLUTION and words & _OF_A_SINGLE and Meaning.DY not in meanings:
        return (Topic.SINGLE_STEP,), ""
    if words & _HELPING:
        return _NOTHING
    if words & _POOLING or (words & (_MAX | _AVERAGE) and words & (_FORWARD | _BACKWARD)):
        return (_poolings(words, function), "") if function.args else _NOTHING
    if words & _CONVOLUTION:
        return ((Topic.CONVOLUTION,), "") if needed >= 2 else _NOTHING
    activation = next((name for word, name in _ACTIVATIONS.items() if word in words), "")
    if activation:
        return ((Topic.ACTIVATION,), activation) if 1 <= needed <= 2 else _NOTHING
    if "distribute" in words or {"average", "mask"} <= words:
        return (Topic.SHARE,), ""
    if "mask" in words:
        return ((Topic.MASK,), "") if needed == 1 else _NOTHING
    if words & {"pad", "padding"}:
        return ((Topic.PADDING,), "") if Meaning.PADDING in meanings else _NOTHING
    if words & _UPDATE:
        return ((Topic.UPDATE,), "") if _updates(function) else _NOTHING
    convolves = Meaning.WEIGHT in meanings and meanings & {Meaning.X, Meaning.PADDED}
    flat = words & {"linear", "dense", "affine"}
    return ((Topic.CONVOLUTION,), "") if convolves and needed >= 2 and not flat else _NOTHING


def _poolings(words: set[str], function: Function) -> tuple[Topic, ...]:
    """Return which pooling a name says, both where an argument chooses."""
    if words & _AVERAGE:
        return (Topic.AVERAGE_POOLING,)
    moded = not words & _MAX and any(given(arg) is Meaning.MODE for arg in function.args)
    return (Topic.MAX_POOLING, Topic.AVERAGE_POOLING) if moded else (Topic.MAX_POOLING,)


def _updates(function: Function) -> bool:
    """Return whether a function takes a parameter, its gradient and a rate."""
    if len(function.args) != 3:
        return False
    parameter, gradient, rate = function.args
    return (given(parameter), made(gradient), given(rate)) == (Meaning.WEIGHT, Meaning.DWEIGHT, Meaning.RATE)


def is_backward(function: Function, topic: Topic) -> bool:
    """Return whether a function is one of the way back."""
    words = set(words_of(function.name))
    if topic in (Topic.MASK, Topic.SHARE, Topic.UPDATE):
        return True
    if words & _FORWARD:
        return False
    if words & _BACKWARD or any(word.startswith("back") for word in words):
        return True
    meanings = [given(arg) for arg in function.args]
    return Meaning.DY in meanings and (Meaning.X in meanings or Meaning.CACHE in meanings)


def _mode(topic: Topic, functions: tuple[Function, ...]) -> str:
    """Return what the argument for the kind of pooling is given: the solution's own word for it."""
    if topic not in (Topic.MAX_POOLING, Topic.AVERAGE_POOLING):
        return ""
    nodes = (node for function in functions for node in ast.walk(function.node))
    known = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    maximum = topic is Topic.MAX_POOLING
    wanted = ("max", "MAX", "Max", "maximum") if maximum else ("average", "avg", "mean", "AVG", "Average")
    return next((word for word in wanted if word in known), wanted[0])


def _of_classes(contents: Contents) -> Iterator[Subject]:
    for one in contents.classes.values():
        forward, backward = (
            _method(one, "forward", "fprop", "fwd"),
            _method(one, "backward", "bprop", "backprop"),
        )
        words = set(words_of(one.name))
        if forward is None and backward is None:
            continue
        if words & _CONVOLUTION:
            yield Subject(Topic.CONVOLUTION, forward, backward, one)
        elif words & _POOLING or words & (_MAX | _AVERAGE):
            average = words & _AVERAGE
            yield Subject(Topic.AVERAGE_POOLING if average else Topic.MAX_POOLING, forward, backward, one)
        else:
            activation = next((name for word, name in _ACTIVATIONS.items() if word in words), "")
            if activation:
                yield Subject(Topic.ACTIVATION, forward, backward, one, activation)


def _method(one: Class, *names: str) -> Function | None:
    return next((one.methods[name] for name in names if name in one.methods), None)
