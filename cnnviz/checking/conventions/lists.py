"""How lists of numbers lie in a solution: what goes in and comes out of linear layers, activations and losses."""

import ast
from collections.abc import Iterator, Sequence
from itertools import product

from cnnviz.checking.conventions.arguments import RESULTS, meanings_of
from cnnviz.checking.conventions.layouts import BiasLayout, Layout, Layouts
from cnnviz.checking.conventions.reading.names import Meaning, one_of, plain
from cnnviz.checking.conventions.reading.subjects import Subject, Topic

LISTED = (Topic.LINEAR, Topic.ACTIVATION, Topic.SOFTMAX, Topic.CROSS_ENTROPY, Topic.MSE)
_UPRIGHT = one_of("aprev al zl")
_SHARES = one_of("ypred yhat pred preds prediction predictions probs prob probabilities p al softmaxoutput")


def likely_lists(subject: Subject) -> tuple[Layouts, ...]:
    """Return how the arrays of a subject may lie that has lists of numbers, the likeliest first."""
    if subject.topic is Topic.ACTIVATION:
        return tuple(_of_activation(subject))
    if subject.topic is Topic.LINEAR:
        return tuple(_of_linear(subject))
    orders = _orders(subject, (Layout.ROWS, Layout.COLUMNS, Layout.LIST, Layout.COLUMN))
    if subject.topic is not Topic.CROSS_ENTROPY:
        return tuple(Layouts(image) for image in orders)
    text = " ".join(ast.unparse(one.node) for one in subject.all_functions)
    one_hots = sorted((False, True), key=lambda one_hot: one_hot == ("arange" in text or "range(" in text))
    probable = bool(_names(subject) & _SHARES) and "exp(" not in text
    return tuple(
        Layouts(image, one_hot=one_hot, shares=shares)
        for image, one_hot, shares in product(orders, one_hots, (probable, not probable))
        if one_hot or image is not Layout.COLUMN
    )


def _of_activation(subject: Subject) -> Iterator[Layouts]:
    """Yield the one way in which numbers lie; a slope may be worked out of the result."""
    yield Layouts(Layout.NHWC)
    backward = subject.backward
    if backward is not None and subject.activation in ("sigmoid", "tanh"):
        meanings = meanings_of(subject, backward)
        if any(meaning is Meaning.X and plain(arg) in RESULTS for arg, meaning in meanings.items()):
            yield Layouts(Layout.NHWC, result_kept=True)


def _of_linear(subject: Subject) -> Iterator[Layouts]:
    text = " ".join(ast.unparse(one.node) for one in subject.all_functions)
    flattens = ".reshape(" in text or "flatten(" in text or ".ravel(" in text
    rows = (Layout.ANYHOW, Layout.ROWS) if flattens else (Layout.ROWS,)
    for image in _orders(subject, (*rows, Layout.COLUMNS, Layout.COLUMN, Layout.LIST)):
        natural = not image.upright
        biases = [BiasLayout.LIST, BiasLayout.ROW] if natural else [BiasLayout.COLUMN, BiasLayout.LIST]
        if image is Layout.LIST:
            biases = [BiasLayout.LIST]
        for last, bias in product((None, not natural), biases):
            yield Layouts(image, bias, kernels_last=last)


def _orders(subject: Subject, usual: Sequence[Layout]) -> Sequence[Layout]:
    """Return the orders of axes, columns first where names or learning from one sample at a time say so."""
    learns = subject.owner is not None and any(
        meaning is Meaning.RATE for one in subject.functions for meaning in meanings_of(subject, one).values()
    )
    if "outer(" in " ".join(ast.unparse(one.node) for one in subject.functions):
        return sorted(usual, key=lambda image: image is not Layout.LIST)
    if learns:
        return sorted(usual, key=lambda image: image is not Layout.COLUMN)
    if _names(subject) & _UPRIGHT:
        return sorted(usual, key=lambda image: image is not Layout.COLUMNS)
    return usual


def _names(subject: Subject) -> set[str]:
    names = {plain(arg) for one in subject.functions for arg in one.args}
    return names | {
        plain(part) for one in subject.functions for parts in one.unpacked.values() for part in parts
    }
