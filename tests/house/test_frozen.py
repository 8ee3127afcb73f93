"""A frozen dataclass of the house behaves as one of Python's."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar

import pytest

from cnnviz.experiment.windows import Window
from cnnviz.frozen import frozen_dataclass
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


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


SETTINGS = [{}, {"slots": True}]
OWN, SLIM = (classes(lambda settings=settings: frozen_dataclass(**settings)) for settings in SETTINGS)
PYTHONS, SLIM_PYTHONS = (
    classes(lambda settings=settings: dataclass(frozen=True, **settings)) for settings in SETTINGS
)
ALL = {"own": OWN, "own, slots": SLIM, "Python's": PYTHONS, "Python's, slots": SLIM_PYTHONS}
ARGUMENTS = [(0, (1, ())), (0, (1, (2,))), (0, (2, ())), (1, (1, ())), (1, (1, (), "P")), (1, (1, (), "Q"))]


def made(kinds):
    return [kinds[kind](*arguments) for kind, arguments in ARGUMENTS]


def test_it_is_written_as_pythons_is():
    written = [repr(one) for one in made(PYTHONS)]
    assert [repr(one) for one in made(OWN)] == [repr(one) for one in made(SLIM)] == written


@pytest.mark.parametrize("kinds", [OWN, SLIM], ids=["dict", "slots"])
def test_those_are_equal_that_are_so_as_pythons(kinds):
    own, pythons = made(kinds), made(PYTHONS)
    assert [[a == b for b in own] for a in own] == [[a == b for b in pythons] for a in pythons]
    assert own[0] != (1, ())


def test_equal_ones_have_the_hash_that_pythons_have():
    assert [hash(one) for one in made(OWN)] == [hash(one) for one in made(PYTHONS)]
    with pytest.raises(TypeError, match="unhashable"):
        hash(OWN[0](1, [2]))


@pytest.mark.parametrize("name", ["x", "y", "name", "other"])
@pytest.mark.parametrize("kinds", ALL.values(), ids=ALL)
def test_nothing_can_be_set_or_deleted(kinds, name):
    point = kinds[0](1)
    with pytest.raises(
        (FrozenInstanceError, TypeError)
    ):  # Python's with slots fails to say so for other names
        setattr(point, name, 3)
    with pytest.raises((FrozenInstanceError, TypeError)):
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


@pytest.mark.parametrize("arguments", [(), (1, [], "P", 4), (1, [2], "P"), (1,)])
@pytest.mark.parametrize("named", [{}, {"z": 1}, {"x": 1}, {"called": "Q"}])
def test_a_wrong_call_is_refused_as_pythons_is(arguments, named):
    outcomes = []
    for kinds in ALL.values():
        try:
            outcomes.append(repr(kinds[1](*arguments, **named)))
        except TypeError as error:
            outcomes.append(str(error).replace("classes.<locals>.Named.", ""))
    assert len(set(outcomes)) == 1


def test_each_default_of_a_factory_is_new():
    assert OWN[0](1).y is not OWN[0](1).y


@pytest.mark.parametrize("record", [Cell("x", (1, 2)), Window(stride=(2, 1)), Position(1, 2)])
def test_it_is_copied_and_sent_to_a_process(record):
    for other in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert type(other) is type(record)
        assert other == record


def test_with_slots_there_is_nothing_beside_the_fields():
    assert not hasattr(Cell("x", ()), "__dict__")
    assert not hasattr(Position(0, 0), "__dict__")
