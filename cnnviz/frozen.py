"""Frozen dataclasses that take little time to make."""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen_dataclass(*, eq: bool = True, slots: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class what ``dataclass(frozen=True, eq=eq, slots=slots)`` makes it, in a tenth of the time.

    That writes and compiles six methods for each class, and a start of the program waits for all of them. Here what
    all classes do alike is written once, and the constructor when the first object is made.
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
    """Return a constructor that writes the one for good and gives way to it."""

    def constructor(self: Any, *values: Any, **named: Any) -> None:
        made.__init__ = _constructor(made)
        made.__init__(self, *values, **named)

    return constructor


def _constructor(made: Any) -> Callable[..., None]:
    """Return the constructor that takes every field by its place or its name.

    For the fields x and y, of which y has a default::

        def __init__(self, x, y=default["y"]):
            keep(self, "x", x)
            keep(self, "y", y)
    """
    arguments, body = ["self"], []
    default, factory = {}, {}
    for one in fields(made):
        name = value = one.name
        if one.default is not MISSING:
            default[name] = one.default
        elif one.default_factory is not MISSING:
            default[name], factory[name] = MISSING, one.default_factory
            value = f"factory[{name!r}]() if {name} is MISSING else {name}"
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
