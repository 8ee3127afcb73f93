"""What functions make: which arrays they return or keep, by the names and places of what they return."""

from collections.abc import Collection, Sequence

from cnnviz.checking.conventions.reading.facts import NOTHING
from cnnviz.checking.conventions.reading.names import Meaning, given, made, plain
from cnnviz.checking.conventions.reading.signatures import Function
from cnnviz.checking.conventions.reading.subjects import LOSSES, WEIGHTED, Subject, Topic
from cnnviz.explain.mistakes.operation import Operation


def wanted(subject: Subject, operation: Operation) -> tuple[str, ...]:
    """Return the arrays that the functions of a subject compute."""
    return tuple(name for one in subject.functions for name in made_by(subject, one, operation))


def made_by(subject: Subject, function: Function, operation: Operation) -> tuple[str, ...]:
    """Return the arrays that a function returns, or leaves behind."""
    if subject.topic is Topic.UPDATE:
        return ("weight_new",)
    if function is subject.forward:
        return ("y", "dx") if Meaning.DX in returned(subject, function) else ("y",)
    if subject.topic not in WEIGHTED:
        return ("dx",)
    if subject.owner is not None and _has_rate(function):
        learned = ("weight_new",) if operation.bias is None else ("weight_new", "bias_new")
        return learned if function.returns in ((), (NOTHING,)) else ("dx", *learned)
    if subject.owner is not None and len(function.returns) < 2:
        gradients = [
            one.value
            for one in (Meaning.DWEIGHT, Meaning.DBIAS)
            if gradients_kept(subject.owner.attributes, one)
        ]
        own = () if function.returns in ((), (NOTHING,)) else ("dx",)
        return (*own, *(name for name in gradients if name != "dbias" or operation.bias is not None))
    names = [meaning.value for meaning in returned(subject, function) if meaning in _GRADIENTS]
    if operation.bias is None and "dbias" in names:
        names.remove("dbias")
    return tuple(names)


_GRADIENTS = (Meaning.DX, Meaning.DWEIGHT, Meaning.DBIAS)


def has_bias(subject: Subject) -> bool:
    """Return whether a convolution has a bias."""
    if subject.owner is not None:
        return any(given(name.split(".")[-1]) is Meaning.BIAS for name in subject.owner.attributes)
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
    if function is None or subject.topic not in WEIGHTED:
        return False
    if subject.owner is not None and (_has_rate(function) or len(function.returns) < 2):
        kept = not _has_rate(function) and len(function.keyed or function.returns) < 2
        return kept and bool(gradients_kept(subject.owner.attributes, Meaning.DBIAS))
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
        if subject.topic in LOSSES and len(names) > 1 and subject.backward is None:
            rest[0] = Meaning.DX
        return (Meaning.Y, *rest)
    if subject.topic not in WEIGHTED:
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
    own = tuple(name for name in attributes if meaning in _called(name) and not _of_gradients(name))
    usual = {Meaning.WEIGHT: ("kernels", "weights", "W", "filters"), Meaning.BIAS: ("biases", "bias", "b")}
    return tuple(dict.fromkeys((*own, *usual[meaning])))


def gradients_kept(attributes: Sequence[str], meaning: Meaning) -> tuple[str, ...]:
    """Return the attributes that keep a gradient."""
    of = {Meaning.DWEIGHT: Meaning.WEIGHT, Meaning.DBIAS: Meaning.BIAS}[meaning]
    return tuple(
        name
        for name in attributes
        if made(name.split(".")[-1]) is meaning or (_of_gradients(name) and of in _called(name))
    )


def _called(name: str) -> tuple[Meaning | None, Meaning | None]:
    """Return what an attribute is by its name, or that of an entry by its key, in the singular too."""
    last = name.split(".")[-1]
    return given(last), given(last.removesuffix("s"))


def _of_gradients(name: str) -> bool:
    """Return whether an entry is one of a dictionary of gradients."""
    holder, _, entry = name.rpartition(".")
    return bool(entry) and (plain(holder).startswith("d") or "grad" in plain(holder))
