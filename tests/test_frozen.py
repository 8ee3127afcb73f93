"""A frozen dataclass of the house behaves as one of Python's."""

from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar

import pytest

from cnnviz.frozen import frozen_dataclass


def classes(make):
    """Return a class made by `make`, and one that inherits from it."""

    @make()
    class Point:
        """A point."""

        x: int
        y: list = field(default_factory=list)
        name: ClassVar[str] = "point"

    @make()
    class Named(Point):
        """A point with a name."""

        called: str = "P"

        def __post_init__(self):
            if not self.called:
                raise ValueError("a point needs a name")

    return Point, Named


OWN = classes(frozen_dataclass)
PYTHONS = classes(lambda: dataclass(frozen=True))
ARGUMENTS = [(0, (1, ())), (0, (1, (2,))), (0, (2, ())), (1, (1, ())), (1, (1, (), "P")), (1, (1, (), "Q"))]


def made(kinds):
    return [kinds[kind](*arguments) for kind, arguments in ARGUMENTS]


def test_it_is_written_as_pythons_is():
    assert [repr(one) for one in made(OWN)] == [repr(one) for one in made(PYTHONS)]


def test_those_are_equal_that_are_so_as_pythons():
    own, pythons = made(OWN), made(PYTHONS)
    assert [[a == b for b in own] for a in own] == [[a == b for b in pythons] for a in pythons]
    assert own[0] != (1, ())


def test_equal_ones_have_the_hash_that_pythons_have():
    assert [hash(one) for one in made(OWN)] == [hash(one) for one in made(PYTHONS)]
    with pytest.raises(TypeError, match="unhashable"):
        hash(OWN[0](1, [2]))


@pytest.mark.parametrize("name", ["x", "y", "name", "other"])
@pytest.mark.parametrize("kinds", [OWN, PYTHONS], ids=["own", "Python's"])
def test_nothing_can_be_set_or_deleted(kinds, name):
    point = kinds[0](1)
    with pytest.raises(FrozenInstanceError):
        setattr(point, name, 3)
    with pytest.raises(FrozenInstanceError):
        delattr(point, name)
    assert point == kinds[0](1)


def test_what_python_does_with_dataclasses_it_does_with_it():
    point = OWN[1](1, called="Q")
    assert is_dataclass(point)
    assert [one.name for one in fields(point)] == ["x", "y", "called"]
    assert replace(point, x=2) == OWN[1](2, [], "Q")
    with pytest.raises(ValueError, match="needs a name"):
        replace(point, called="")
    match point:
        case OWN_NAMED(x, _, name):
            assert (x, name) == (1, "Q")


OWN_NAMED = OWN[1]


def test_without_eq_it_is_itself_alone():
    @frozen_dataclass(eq=False)
    class Only:
        """A record that is never compared."""

        values: list

    one, other = Only([1]), Only([1])
    assert one == one
    assert one != other
    assert len({one, other}) == 2
