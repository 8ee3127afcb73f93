"""What the arguments of a function stand for, and what it returns, by their names and places."""

from collections.abc import Collection, Sequence

from cnnviz.checking.conventions.names import Meaning, given, made, plain
from cnnviz.checking.conventions.signatures import NOTHING, Function
from cnnviz.checking.conventions.subjects import Subject, Topic
from cnnviz.explain.mistakes.operation import Operation

_POOLINGS = (Topic.MAX_POOLING, Topic.AVERAGE_POOLING, Topic.MASK, Topic.SHARE)


def meaning_of(subject: Subject, function: Function, arg: str) -> Meaning | None:
    """Return what an argument is by its name, in this kind of function."""
    found, backward = given(arg), function is subject.backward
    gradient = made(arg)
    if subject.topic is Topic.UPDATE:
        return Meaning.DWEIGHT if gradient is Meaning.DWEIGHT else found
    if subject.topic is Topic.SHARE:
        return Meaning.SHAPE if found is Meaning.SHAPE else Meaning.VALUE
    if subject.topic is Topic.ACTIVATION and not backward:
        return Meaning.X
    if subject.topic in _POOLINGS and found is Meaning.WEIGHT:
        return Meaning.SIZE
    if subject.topic is Topic.MASK:
        return Meaning.X
    if function.name == "__init__":
        return found
    if found is Meaning.FILTERS and subject.topic is Topic.CONVOLUTION:
        return Meaning.WEIGHT
    if found is None and backward and gradient in (Meaning.DX, Meaning.Y):
        return Meaning.DY
    if found is None and not backward and gradient is Meaning.Y:
        return Meaning.X
    return found


def wanted(subject: Subject, operation: Operation) -> tuple[str, ...]:
    """Return the arrays that the functions of a subject compute."""
    return tuple(name for one in subject.functions for name in made_by(subject, one, operation))


def made_by(subject: Subject, function: Function, operation: Operation) -> tuple[str, ...]:
    """Return the arrays that a function returns, or leaves behind."""
    if subject.topic is Topic.UPDATE:
        return ("weight_new",)
    if function is subject.forward:
        return ("y",)
    if subject.topic is not Topic.CONVOLUTION:
        return ("dx",)
    if subject.owner is not None and _has_rate(function):
        learned = ("weight_new",) if operation.bias is None else ("weight_new", "bias_new")
        return ("dx", *learned)
    if subject.owner is not None and len(function.returns) < 2:
        kept = [made(name) for name in subject.owner.attributes]
        gradients = [one.value for one in (Meaning.DWEIGHT, Meaning.DBIAS) if one in kept]
        return ("dx", *(name for name in gradients if name != "dbias" or operation.bias is not None))
    names = [meaning.value for meaning in returned(subject, function) if meaning in _GRADIENTS]
    if operation.bias is None and "dbias" in names:
        names.remove("dbias")
    return tuple(names)


_GRADIENTS = (Meaning.DX, Meaning.DWEIGHT, Meaning.DBIAS)


def has_bias(subject: Subject) -> bool:
    """Return whether a convolution has a bias."""
    if subject.owner is not None:
        return any(given(name) is Meaning.BIAS for name in subject.owner.attributes)
    names = {
        name
        for one in subject.functions
        for name in (*one.args, *(part for parts in one.unpacked.values() for part in parts))
    }
    keys = {key for one in subject.functions for found in one.keys.values() for key in found}
    return any(given(name) is Meaning.BIAS for name in names | keys)


def makes_bias_gradient(subject: Subject) -> bool:
    """Return whether a convolution that is given no bias computes db all the same, which takes dY alone."""
    function = subject.backward
    if function is None or subject.topic is not Topic.CONVOLUTION:
        return False
    if subject.owner is not None and (_has_rate(function) or len(function.returns) < 2):
        kept = not _has_rate(function) and len(function.keyed or function.returns) < 2
        return kept and Meaning.DBIAS in map(made, subject.owner.attributes)
    parts = returned(subject, function)
    if Meaning.DBIAS not in parts:
        return False
    name = (function.keyed or function.returns)[parts.index(Meaning.DBIAS)]
    return not name or made(name) is Meaning.DBIAS or "bias" in plain(name)


def overlooked(subject: Subject, compared: Collection[str]) -> tuple[str, ...]:
    """Return in words what the way back returns that is compared with nothing: the third value, cols."""
    function = subject.backward
    if function is None or subject.topic is Topic.UPDATE:
        return ()
    names = function.keyed or function.returns
    parts = [None if part is None else part.value for part in returned(subject, function)]
    return tuple(
        f"the {_ORDINALS[at]} value{f', {name},' if name else ''} that {function.name} returns"
        for at, name in enumerate(names[: len(_ORDINALS)])
        if name != NOTHING
        and made(name) is not Meaning.CACHE
        and len(names) > 1
        and (at >= len(parts) or parts[at] not in compared)
    )


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _has_rate(function: Function) -> bool:
    return any(given(arg) is Meaning.RATE for arg in function.args)


def returned(subject: Subject, function: Function) -> tuple[Meaning | None, ...]:
    """Return what each part is that a function returns: by its name, else by its place."""
    names = function.keyed or function.returns
    found: list[Meaning | None] = [made(name) for name in names]
    if function is subject.forward:
        rest = [Meaning.CACHE] * max(len(names) - 1, 1)
        return (Meaning.Y, *rest)
    if subject.topic is not Topic.CONVOLUTION:
        return (Meaning.DX,)
    known = {one for one in found if one in _GRADIENTS}
    missing = [one for one in _GRADIENTS if one not in known]
    for at, one in enumerate(found):
        if one not in _GRADIENTS and missing:
            found[at] = missing.pop(0)
    seen: set[Meaning | None] = set()
    for at, one in enumerate(found):
        found[at] = None if one in seen else one
        seen.add(one)
    return tuple(found)


def attributes_like(attributes: Sequence[str], meaning: Meaning) -> tuple[str, ...]:
    """Return the attributes whose names say that they are a weight or a bias, and the usual ones."""
    own = tuple(name for name in attributes if given(name) is meaning or _plural(name) is meaning)
    usual = {Meaning.WEIGHT: ("kernels", "weights", "W", "filters"), Meaning.BIAS: ("biases", "bias", "b")}
    return tuple(dict.fromkeys((*own, *usual[meaning])))


def gradients_kept(attributes: Sequence[str], meaning: Meaning) -> tuple[str, ...]:
    """Return the attributes that keep a gradient."""
    return tuple(name for name in attributes if made(name) is meaning)


def _plural(name: str) -> Meaning | None:
    return given(name.removesuffix("s"))
