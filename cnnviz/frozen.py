"""Frozen dataclasses and named tuples that take little time to make.

Python writes and compiles methods for each such class, and a start of the program waits for all of them. Here what all
classes do alike is written once.
"""

import sys
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

T = TypeVar("T")

_OFTEN = 50  # objects, for which a constructor is not yet compiled
_PLACES = [f"place_{place}" for place in range(24)]
_READ = itemgetter(*_PLACES)(vars(namedtuple("Places", _PLACES)))  # what reads a place of any tuple


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen_dataclass(*, eq: bool = True, slots: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class what ``dataclass(frozen=True, eq=eq, slots=slots)`` makes it, in a tenth of the time.

    Its constructor is compiled when it has been used often.
    """

    def make(plain: type[T]) -> type[T]:
        result = dataclass(init=False, eq=False, repr=False, slots=slots)(plain)
        made: Any = result
        made.__init__ = _first(made)
        made.__repr__, made.__setattr__, made.__delattr__ = _repr, _set, _delete
        made.__reduce__ = _reduce
        if eq:
            made.__eq__, made.__hash__ = _comparison(made.__match_args__)
        return result

    return make


def _first(made: Any) -> Callable[..., None]:
    """Return a constructor that gives way to a quicker one, which also says what is wrong with a call."""
    names, left = made.__match_args__, iter(range(_OFTEN))
    default, factory = _defaults(made)
    more = hasattr(made, "__post_init__")

    def constructor(self: Any, *values: Any, **named: Any) -> None:
        whole = None if next(left, None) is None else _whole(names, default, values, named)
        if whole is None:
            made.__init__ = _constructor(made)
            made.__init__(self, *values, **named)
            return
        for name, value in zip(names, whole, strict=True):
            object.__setattr__(self, name, factory[name]() if value is MISSING else value)
        if more:
            self.__post_init__()

    return constructor


def _defaults(made: Any) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """Return the values that fields have of themselves, and what makes those that are new for each object."""
    known = fields(made)
    factory: dict[str, Any] = {
        one.name: one.default_factory for one in known if one.default_factory is not MISSING
    }
    default = {one.name: one.default for one in known if one.default is not MISSING}
    return default | dict.fromkeys(factory, MISSING), factory


def _whole(
    names: Sequence[str], default: Mapping[str, Any], values: tuple[Any, ...], named: Mapping[str, Any]
) -> tuple[Any, ...] | None:
    """Return the values of all fields in their order, or None where they are not given as they have to be."""
    if len(values) == len(names) and not named:
        return values
    whole, left = list(values), len(named)
    for name in names[len(values) :]:
        if name in named:
            left -= 1
        elif name not in default:
            return None
        whole.append(named[name] if name in named else default[name])
    return tuple(whole) if not left and len(values) <= len(names) else None


def _constructor(made: Any) -> Callable[..., None]:
    """Return the constructor that takes every field by its place or its name.

    For the fields x and y, of which y has a default::

        def __init__(self, x, y=default["y"]):
            keep(self, "x", x)
            keep(self, "y", y)
    """
    arguments, body = ["self"], []
    default, factory = _defaults(made)
    for name in made.__match_args__:
        value = f"factory[{name!r}]() if {name} is MISSING else {name}" if name in factory else name
        arguments.append(f"{name}=default[{name!r}]" if name in default else name)
        body.append(f"keep(self, {name!r}, {value})")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    names = {"keep": object.__setattr__, "default": default, "factory": factory, "MISSING": MISSING}
    exec(f"def __init__({', '.join(arguments)}):\n " + "\n ".join(body or ["pass"]), names)
    constructor: Any = names["__init__"]
    constructor.__qualname__ = f"{made.__qualname__}.__init__"  # it stands in the sentence of a wrong call
    return constructor  # type: ignore[no-any-return]


def _comparison(names: tuple[str, ...]) -> tuple[Callable[..., Any], Callable[..., int]]:
    """Return the methods that compare and hash all fields."""
    values: Callable[[Any], Any] = attrgetter(*names) if len(names) > 1 else lambda record: _values(record)

    def equals(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return equals, hashed


def _values(record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in record.__match_args__)


def _repr(self: Any) -> str:
    values = zip(self.__match_args__, _values(self), strict=True)
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in values)})"


def _reduce(self: Any) -> tuple[Any, ...]:
    """Let it be copied and sent to a process: what is frozen cannot be filled afterwards."""
    return type(self), _values(self)


def _set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


class _Named(type):
    """What makes a class of named tuples."""

    def __new__(kind, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
        names = tuple(_annotations(body))
        if len(names) > len(_READ):
            raise TypeError(f"{name} has {len(names)} fields, and no more than {len(_READ)} are meant")
        if names or bases == (tuple,):
            body["_fields"] = body["__match_args__"] = names
            body["_field_defaults"] = {field: body[field] for field in names if field in body}
            body.update(zip(names, _READ, strict=False))
            body["__new__"] = _first_new(len(names))
        body["__slots__"] = ()
        return super().__new__(kind, name, bases, body)


def _annotations(body: dict[str, Any]) -> Mapping[str, Any]:
    """Return what a class that is being made says of its attributes."""
    if sys.version_info >= (3, 14) and "__annotations__" not in body:
        from annotationlib import Format, get_annotate_from_class_namespace

        annotate = get_annotate_from_class_namespace(body)
        return annotate(Format.VALUE) if annotate else {}
    written: Mapping[str, Any] = body.get("__annotations__", {})
    return written


def _first_new(count: int) -> Callable[..., Any]:
    """Return a constructor that gives way to a quicker one, which also says what is wrong with a call."""
    left = iter(range(_OFTEN))

    def constructor(made: Any, /, *values: Any, **named: Any) -> Any:
        seldom = next(left, None) is not None
        if seldom and len(values) == count and not named:
            return tuple.__new__(made, values)
        whole = _whole(made._fields, made._field_defaults, values, named) if seldom else None
        if whole is None:
            made.__new__ = staticmethod(_new(made))
            return made.__new__(made, *values, **named)
        return tuple.__new__(made, whole)

    return constructor


def _new(made: Any) -> Callable[..., Any]:
    """Return the constructor that takes every field by its place or its name.

    For the fields x and y::

        lambda _made, x, y: _tuple(_made, (x, y,))
    """
    places = "".join(f"{name}, " for name in made._fields)
    constructor: Any = eval(f"lambda _made, {places}: _tuple(_made, ({places}))", {"_tuple": tuple.__new__})
    constructor.__defaults__ = tuple(made._field_defaults.values())
    constructor.__qualname__ = f"{made.__name__}.__new__"  # it stands in the sentence of a wrong call
    return constructor  # type: ignore[no-any-return]


if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class NamedTuple(tuple, metaclass=_Named):
        """What ``typing.NamedTuple`` is, made in a tenth of the time."""

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **changes):
            values = tuple(map(changes.pop, self._fields, self))
            return type(self)(*values, **changes) if changes else tuple.__new__(type(self), values)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            values = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self):
            return tuple(self)
