"""What the arguments of a function stand for, by their names, and where these say nothing by their places."""

from collections.abc import Mapping

from cnnviz.checking.conventions.reading.names import Meaning, given, made, one_of, plain
from cnnviz.checking.conventions.reading.signatures import Function
from cnnviz.checking.conventions.reading.subjects import LOSSES, POOLINGS, WEIGHTED, Subject, Topic

_WINDOWS = (*POOLINGS, Topic.MASK, Topic.SHARE)
_ORDERS: Mapping[bool, tuple[Meaning, ...]] = {
    False: (Meaning.X, Meaning.WEIGHT, Meaning.BIAS, Meaning.SETTINGS),
    True: (Meaning.DY, Meaning.CACHE, Meaning.WEIGHT, Meaning.BIAS),
}
_PREDICTED = one_of(
    """x ypred yhat pred preds prediction predictions probs prob probabilities logits scores output
    outputs out z a al predicted input p softmaxoutput yp ys yout"""
)
RESULTS = one_of("a s y out output outputs h activated result act sig t")
"""What people call the result of an activation; the input too, now and then."""

Meanings = Mapping[str, Meaning | None]


def meanings_of(subject: Subject, function: Function, named: Mapping[str, Meaning] | None = None) -> Meanings:
    """Return what each argument stands for, None where nobody knows; what is `named` counts before all else."""
    if subject.topic in LOSSES and function.name != "__init__":
        found = _of_loss(function)
    else:
        found = {arg: _meaning(subject, function, arg) for arg in function.args}
        if function.name == "__init__":
            found = _counts_by_places(subject, function, found)
        elif subject.topic in (*WEIGHTED, *POOLINGS):
            found = _by_places(subject, function, found)
    corrected = {arg: (named or {}).get(f"{function.name}.{arg}") for arg in function.args}
    return {arg: corrected[arg] or meaning for arg, meaning in found.items()}


def _meaning(subject: Subject, function: Function, arg: str) -> Meaning | None:
    """Return what an argument is by its name, in this kind of function."""
    found, backward = given(arg), function is subject.backward
    gradient = made(arg)
    if function.name == "__init__":
        return _in_constructor(subject, function, arg)
    if subject.topic is Topic.UPDATE:
        return Meaning.DWEIGHT if gradient is Meaning.DWEIGHT else found
    if subject.topic is Topic.SHARE:
        return Meaning.SHAPE if found is Meaning.SHAPE else Meaning.VALUE
    if subject.topic in (Topic.ACTIVATION, Topic.SOFTMAX):
        return _of_activation(subject, function, arg)
    if subject.topic in _WINDOWS and found is Meaning.WEIGHT:
        return Meaning.SIZE
    if subject.topic is Topic.MASK:
        return Meaning.X
    if found is Meaning.FILTERS and subject.topic in WEIGHTED:
        return Meaning.DY if plain(arg) == "dout" else Meaning.WEIGHT
    if found is None and backward and gradient in (Meaning.DX, Meaning.Y):
        return Meaning.DY
    if found is None and not backward and gradient is Meaning.Y:
        return Meaning.X
    return found


def _in_constructor(subject: Subject, function: Function, arg: str) -> Meaning | None:
    if isinstance(function.defaults.get(arg), bool):  # whether there is a bias, say
        return None
    if subject.topic is Topic.ACTIVATION and given(arg) is Meaning.RATE:
        return Meaning.LEAK
    return given(arg)


def _of_activation(subject: Subject, function: Function, arg: str) -> Meaning | None:
    """Return what an argument of a function of one number is; on the way back all but one are gradients or kept."""
    found, first = given(arg), function.args[0]
    if function.name != "__init__" and arg in function.optional and arg != first:
        return Meaning.LEAK if found in (Meaning.LEAK, Meaning.RATE) else None
    if found is Meaning.LEAK or (found is Meaning.RATE and function is not subject.backward):
        return Meaning.LEAK
    if function is not subject.backward:
        return Meaning.X
    if found in (Meaning.DY, Meaning.CACHE, Meaning.RATE):
        return found
    if made(arg) is Meaning.DX or plain(arg) == "dout":
        return Meaning.DY
    keeps = subject.forward is not None and len(subject.forward.returns) > 1
    return Meaning.CACHE if keeps and subject.owner is None else Meaning.X


def _by_places(
    subject: Subject, function: Function, found: dict[str, Meaning | None]
) -> dict[str, Meaning | None]:
    """Return what arguments stand for, those whose names say nothing, or what another does, by their places."""
    back, forward = function is subject.backward, subject.forward
    if back and forward is not None:  # what has the same name there is the same here
        alike = meanings_of(subject, forward) if None in found.values() else {}
        found = {arg: alike.get(arg) if meaning is None else meaning for arg, meaning in found.items()}
    keeps = back and forward is not None and len(forward.returns) > 1
    order = [
        Meaning.X if one is Meaning.CACHE and not keeps else one
        for one in _ORDERS[back]
        if one not in found.values()
    ]
    if subject.topic not in WEIGHTED:
        order = [one for one in order if one not in (Meaning.WEIGHT, Meaning.BIAS)]
    taken: set[Meaning | None] = set()
    for arg, meaning in found.items():
        twice = meaning in taken and meaning not in (None, Meaning.SIZE)
        if (meaning is None or twice) and arg not in function.optional and order:
            found[arg] = order.pop(0)
        taken.add(found[arg])
    return found


def _counts_by_places(
    subject: Subject, function: Function, found: dict[str, Meaning | None]
) -> dict[str, Meaning | None]:
    """Return what a linear layer is made with: inputs, then units, where names do not say it."""
    unclear = [arg for arg, meaning in found.items() if meaning is None and arg not in function.optional]
    if subject.topic is Topic.LINEAR:
        order = [one for one in (Meaning.CHANNELS, Meaning.FILTERS) if one not in found.values()]
        found |= dict(zip(unclear, order, strict=False))
    return found


def _of_loss(function: Function) -> dict[str, Meaning | None]:
    """Return which argument of a loss is what there is, and which what there should be."""
    found: dict[str, Meaning | None] = {}
    for arg in function.args:
        told = given(arg)
        if plain(arg) == "dout" or told is Meaning.DY:
            found[arg] = Meaning.DY
        elif told in (Meaning.CACHE, Meaning.RATE):
            found[arg] = told
        elif arg in function.optional:
            found[arg] = None
        elif told is Meaning.TARGET:
            found[arg] = Meaning.TARGET
        elif plain(arg) in _PREDICTED:
            found[arg] = Meaning.X
    left = iter(one for one in (Meaning.X, Meaning.TARGET) if one not in found.values())
    return {arg: found[arg] if arg in found else next(left, None) for arg in function.args}
