"""A named tuple of the house behaves as one of Python's."""

import copy
import pickle
import re
from typing import NamedTuple as Pythons

import pytest

from cnnviz.engine.geometry import Axis
from cnnviz.frozen import NamedTuple as Own


def named(base):
    class Point(base):
        """A point."""

        x: int
        y: tuple = ()
        name: str = "point"

        @property
        def twice(self):
            return 2 * self.x

    return Point


OWN, PYTHONS = named(Own), named(Pythons)
ARGUMENTS = [(1,), (1, (2,)), (2, (), "P")]


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_it_is_the_tuple_that_pythons_is(arguments):
    own, pythons = OWN(*arguments), PYTHONS(*arguments)
    assert own == pythons == tuple(own)
    assert hash(own) == hash(pythons)
    assert repr(own) == repr(pythons)
    assert (own.x, own.y, own.name, own.twice) == (pythons.x, pythons.y, pythons.name, pythons.twice)
    assert own._asdict() == pythons._asdict()
    assert own._replace(x=5) == pythons._replace(x=5) == OWN._make((5, *own[1:]))
    assert type(own._replace(x=5)) is OWN
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        own._replace(z=5)


@pytest.mark.parametrize(
    "name", ["__doc__", "_fields", "_field_defaults", "__match_args__", "__annotations__"]
)
def test_its_class_says_what_pythons_says(name):
    assert getattr(OWN, name) == getattr(PYTHONS, name)


@pytest.mark.parametrize("arguments", [(), (1, (), "P", 4), (1, (2,), "P"), (1,)])
@pytest.mark.parametrize("given", [{}, {"z": 1}, {"x": 1}, {"name": "Q"}])
def test_a_wrong_call_is_refused_as_pythons_is(arguments, given):
    outcomes = set()
    for _ in range(2):  # the first call writes what the later ones use
        for kind in (named(Own), OWN, PYTHONS):
            try:
                outcomes.add(repr(kind(*arguments, **given)))
            except TypeError as error:
                outcomes.add(str(error))
    assert len(outcomes) == 1


def test_nothing_can_be_set_and_there_is_nothing_beside_the_fields():
    point = OWN(1)
    for name in ("x", "other"):
        with pytest.raises(AttributeError):
            setattr(point, name, 3)
    assert not hasattr(point, "__dict__")


def test_a_class_that_inherits_from_one_has_its_fields():
    class Further(OWN):
        @property
        def thrice(self):
            return 3 * self.x

    assert Further(2, name="Q") == (2, (), "Q")
    assert Further(2).thrice == 6
    assert type(OWN(2)) is OWN


def test_it_is_copied_and_sent_to_a_process():
    record = Axis(5, 3, 1, 1, 1, 1)
    for other in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert type(other) is Axis
        assert other == record


def test_one_may_have_no_fields():
    class Nothing(Own):
        """Nothing but its kind."""

    assert Nothing() == ()
    with pytest.raises(
        TypeError, match=re.escape("Nothing.__new__() takes 1 positional argument but 2 were given")
    ):
        Nothing(1)


def test_more_fields_than_it_can_read_are_refused():
    many = {"__annotations__": dict.fromkeys((f"x{k}" for k in range(25)), int)}
    with pytest.raises(TypeError, match="Many has 25 fields"):
        type(Own)("Many", (Own,), many)
