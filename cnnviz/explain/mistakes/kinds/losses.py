"""Mistakes about losses: a mean that is none, a difference the other way round, the right class left out."""

from collections.abc import Callable, Mapping

import numpy as np

from cnnviz import engine
from cnnviz.explain.mistakes.kinds.pointwise import without_function
from cnnviz.explain.mistakes.operation import LOSSES, Operation, OperationKind
from cnnviz.explain.mistakes.right import right_arrays
from cnnviz.explain.mistakes.visit import Visit, replaced, with_constants
from cnnviz.run.chapter import ChapterKind
from cnnviz.trace.steps import Array, Cell, Const, Step, Term, Update

_OF_CLASSES = (OperationKind.SOFTMAX, OperationKind.CROSS_ENTROPY)


def turned_round(visit: Visit) -> Step | None:
    """Take a difference the other way round: what there is off what there should be."""
    if visit.kind is ChapterKind.CROSS_ENTROPY and not _writes(visit, "loss"):
        return visit.step
    kept = "loss" if visit.kind is ChapterKind.MSE else ""  # squares are what they were
    return _with_updates(visit, lambda one: one if one.target.array == kept else _negated(one))


def not_averaged(visit: Visit) -> Step | None:
    """Add up what goes into the loss without dividing."""
    if not _writes(visit, "loss"):
        return visit.step
    return _with_terms(
        visit, lambda one, term: _without_constants(term) if one.target.array == "loss" else term
    )


def not_squared(visit: Visit) -> Step | None:
    """Add up the differences as they are."""

    def once(one: Update, term: Term) -> Term:
        cells = [factor for factor in term if isinstance(factor, Cell)]
        return term[1:] if one.target.array == "loss" and len(cells) == 2 else term

    return _with_terms(visit, once)


def without_two(visit: Visit) -> Step | None:
    """Leave out the 2 that a square's slope has."""
    return with_constants(
        visit, lambda constant: Const(constant.value / 2, constant.label.replace("2/", "1/"))
    )


def without_function_of(name: str) -> Callable[[Visit], Step | None]:
    """Leave out the exponential, or the logarithm."""

    def wrong(visit: Visit) -> Step | None:
        return _with_updates(visit, lambda one: without_function(one) if one.function == name else one)

    return wrong


def not_shared(visit: Visit) -> Step | None:
    """Take the power itself for the probability, not its share of all."""
    if not _writes(visit, "probability"):
        return visit.step
    return _with_updates(visit, lambda one: replaced(one, terms=tuple(term[:1] for term in one.terms)))


def label_left_out(visit: Visit) -> Step | None:
    """Take no account of which class is right: in the loss, and where 1 is taken off."""
    if visit.kind is ChapterKind.CROSS_ENTROPY and not _writes(visit, "loss"):
        return visit.step
    return _with_updates(
        visit, lambda one: replaced(one, terms=tuple(term for term in one.terms if not _of_label(term)))
    )


def summed(operation: Operation) -> Mapping[str, Array]:
    """Add up over the samples, and over the numbers of a mean square, without dividing."""
    o = operation
    if o.kind not in LOSSES and not o.averaged:
        return {}
    right, count = right_arrays(o), len(o.x)
    if o.kind is OperationKind.MSE and not o.by_sample:
        count = o.x.size
    names = ("dweight", "dbias") if o.averaged else ("y", "dx")
    return {name: right[name] * count for name in names if name in right}


def divided_by_units(operation: Operation) -> Mapping[str, Array]:
    """Divide by the numbers of one sample too, where samples are counted; else by these alone."""
    o = operation
    if o.kind not in LOSSES or o.by_sample:
        return {}
    factor = len(o.x) if o.kind is OperationKind.MSE else 1 / o.x[0].size
    return {name: array * factor for name, array in right_arrays(o).items()}


def over_samples(operation: Operation) -> Mapping[str, Array]:
    """Take the shares over the samples of each class instead of over the classes of each sample."""
    return _with_shares(operation, lambda x: engine.softmax(x.T).T)


def over_everything(operation: Operation) -> Mapping[str, Array]:
    """Divide every power by the sum of all, over all samples."""
    return _with_shares(operation, lambda x: engine.softmax(x.reshape(1, -1)).reshape(x.shape))


def over_everything_shifted(operation: Operation) -> Mapping[str, Array]:
    """Divide by the sum over all samples after each sample's own largest number was taken off."""
    return over_everything(operation._replace(x=operation.x - operation.x.max(-1, keepdims=True)))


def powers_alone(operation: Operation) -> Mapping[str, Array]:
    """Divide by nothing."""
    return _with_shares(operation, np.exp)


def shares_of_numbers(operation: Operation) -> Mapping[str, Array]:
    """Divide the numbers themselves by their sum, without the exponential."""
    return _with_shares(operation, lambda x: x / x.sum(-1, keepdims=True))


def _with_shares(operation: Operation, share: Callable[[Array], Array]) -> Mapping[str, Array]:
    """Return what comes of other shares than a softmax's."""
    o = operation
    if o.kind not in _OF_CLASSES or o.probabilities:
        return {}
    with np.errstate(all="ignore"):
        shares = share(o.x)
        if o.kind is OperationKind.SOFTMAX:
            return {"y": shares}
        assert o.target is not None
        rows, labels = np.arange(len(o.x)), o.target.astype(int)
        loss = -np.log(shares[rows, labels]).mean()
        shares[rows, labels] -= 1
        return {"y": np.array([loss]), "dx": shares / len(o.x)}


def _writes(visit: Visit, name: str) -> bool:
    return any(one.target.array == name for one in visit.step.updates)


def _of_label(term: Term) -> bool:
    """Return whether a term is there for the right class alone: 1 taken off, or its shifted logit."""
    first = term[0]
    return isinstance(first, Const) and first.value == -1 and len(term) <= 2


def _negated(update: Update) -> Update:
    minus = Const(-1.0, "−1")
    return replaced(update, terms=tuple((minus, *term) for term in update.terms))


def _without_constants(term: Term) -> Term:
    return tuple(one for one in term if not isinstance(one, Const))


def _with_updates(visit: Visit, change: Callable[[Update], Update]) -> Step:
    return Step(tuple(change(one) for one in visit.step.updates))


def _with_terms(visit: Visit, change: Callable[[Update, Term], Term]) -> Step:
    return _with_updates(
        visit, lambda one: replaced(one, terms=tuple(change(one, term) for term in one.terms))
    )
