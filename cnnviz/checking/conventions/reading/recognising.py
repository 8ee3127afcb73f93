"""Which functions and classes of a solution belong together, and what they compute."""

import ast
from collections.abc import Iterator

from cnnviz.checking.conventions.reading.names import Meaning, given, words_of
from cnnviz.checking.conventions.reading.signatures import Class, Contents, Function
from cnnviz.checking.conventions.reading.subjects import LOSSES, POOLINGS, Constant, Subject, Topic
from cnnviz.checking.conventions.reading.topics import (
    AVERAGE,
    CONVOLUTION,
    MAXIMUM,
    POOLING,
    activation_of,
    is_backward,
    is_linear,
    loss_of,
    plainness,
    several_layers,
    topics_of,
)

_FORWARD = (
    *("forward", "forward_pass", "forward_propagation", "feedforward", "fprop", "fwd"),
    *("loss", "call", "__call__", "calculate", "compute"),
)
_BACKWARD = (
    *("backward", "backward_pass", "backward_propagation", "backpropagation", "bprop", "bwd", "backprop"),
    *("backpropagate", "gradient", "grad", "derivative", "prime"),
)
_SET_ONCE = (
    Meaning.STRIDE,
    Meaning.PADDING,
    Meaning.DILATION,
    Meaning.SIZE,
    Meaning.HEIGHT,
    Meaning.WIDTH,
)


def subjects_in(contents: Contents) -> tuple[Subject, ...]:
    """Return what a solution computes, in the order from padding to update."""
    helping = {name for one in contents.classes.values() for name in _called_by(one)}
    layers = list(_of_classes(contents))
    topics = {one.topic for one in layers}  # a function that a layer calls is one that helps it
    found = [
        *layers,
        *(
            one
            for one in _of_functions(contents)
            if one.topic not in topics or not all(each.name in helping for each in one.functions)
        ),
    ]
    order = list(Topic)
    with_constants = (one._replace(constants=tuple(_constants(one, contents))) for one in found)
    return tuple(sorted(with_constants, key=lambda subject: order.index(subject.topic)))


def _called_by(one: Class) -> set[str]:
    return {name for method in one.methods.values() for name in method.outside}


def _of_functions(contents: Contents) -> Iterator[Subject]:
    ways: dict[tuple[Topic, str], dict[bool, Function]] = {}
    for function in contents.functions.values():
        topics, activation = topics_of(function)
        for topic in topics:
            held, back = ways.setdefault((topic, activation), {}), is_backward(function, topic)
            if back not in held or plainness(function) >= plainness(held[back]):
                held[back] = function
    for (topic, activation), held in ways.items():
        forward, backward = held.get(False), held.get(True)
        if backward is None and forward is not None:
            backward = forward.handed_back
        mode = _mode(topic, tuple(held.values()))
        yield Subject(topic, forward, backward, None, activation, mode)


def _mode(topic: Topic, functions: tuple[Function, ...]) -> str:
    """Return what the argument for the kind of pooling is given: the solution's own word for it."""
    if topic not in POOLINGS:
        return ""
    nodes = (node for function in functions for node in ast.walk(function.node))
    known = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    maximum = topic is Topic.MAX_POOLING
    wanted = ("max", "MAX", "Max", "maximum") if maximum else ("average", "avg", "mean", "AVG", "Average")
    return next((word for word in wanted if word in known), wanted[0])


def _constants(subject: Subject, contents: Contents) -> Iterator[Constant]:
    """Yield the numbers set for all functions that these, or those that they call, read."""
    read, waiting = set[str](), [name for one in subject.all_functions for name in one.outside]
    while waiting:
        name = waiting.pop()
        if name not in read and name in contents.functions:
            waiting += contents.functions[name].outside
        read.add(name)
    for name, value in contents.constants.items():
        meaning = Meaning.SIZE if given(name) is Meaning.WEIGHT else given(name)
        if name in read and meaning in _SET_ONCE:
            yield Constant(name, meaning, value)


def _of_classes(contents: Contents) -> Iterator[Subject]:
    for one in contents.classes.values():
        words = set(words_of(one.name))
        forward, backward = _method(one, *_FORWARD), _method(one, *_BACKWARD)
        if forward is None and backward is None:
            continue
        topic, activation = _topic_of_class(words)
        if topic is not None:
            chosen = topic in POOLINGS and not words & (MAXIMUM | AVERAGE)
            yield from _with_modes(Subject(topic, forward, backward, one, activation), chosen=chosen)


def _with_modes(subject: Subject, *, chosen: bool) -> Iterator[Subject]:
    """Yield a layer, and a pooling that is told which it is once as each."""
    made_first = subject.owner.methods.get("__init__") if subject.owner is not None else None
    moded = made_first is not None and any(given(arg) is Meaning.MODE for arg in made_first.args)
    if not (chosen and moded):
        yield subject
        return
    for topic in POOLINGS:
        yield subject._replace(topic=topic, mode=_mode(topic, subject.all_functions))


def _topic_of_class(words: set[str]) -> tuple[Topic | None, str]:
    if several_layers(words - {"activation"}):
        return None, ""
    loss, activation = loss_of(words), activation_of(words)
    if loss in LOSSES:
        return loss, ""
    if words & CONVOLUTION:
        return Topic.CONVOLUTION, ""
    if words & POOLING or words & (MAXIMUM | AVERAGE):
        return (Topic.AVERAGE_POOLING if words & AVERAGE else Topic.MAX_POOLING), ""
    if is_linear(words):
        return Topic.LINEAR, ""
    if activation:
        return Topic.ACTIVATION, activation
    return (Topic.SOFTMAX, "") if "softmax" in words else (None, "")


def _method(one: Class, *names: str) -> Function | None:
    return next((one.methods[name] for name in names if name in one.methods), None)
