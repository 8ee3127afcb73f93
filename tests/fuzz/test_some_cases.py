"""Per change some cases are drawn, the same for the same seed; over many changes all are."""

from types import SimpleNamespace

import pytest
from some_cases import drawn_out, leave_some


class Case:
    """A case of a test as pytest has it, with its marks, and which value each parameter has."""

    def __init__(self, name, *marks, **values):
        self.nodeid, self.marks = name, {mark.name: mark for mark in marks}
        self.callspec = SimpleNamespace(params=values, indices=values)

    def get_closest_marker(self, name):
        return self.marks.get(name)

    def add_marker(self, mark):
        self.marks[mark.name] = mark.mark


def cases(count, drawn):
    return [Case(f"test_a.py::test_a[{number}]", pytest.mark.some(drawn).mark) for number in range(count)]


def kept(items, seed):
    leave_some(items, seed)
    return {item.nodeid for item in items if "long" not in item.marks}


def test_so_many_are_kept_and_the_others_are_for_the_long_run():
    assert len(kept(cases(20, 4), "1")) == 4
    assert len(kept(cases(3, 4), "1")) == 3
    assert len(kept([Case("test_a.py::test_b[0]"), *cases(20, 4)], "1")) == 5


def test_the_same_seed_keeps_the_same_and_in_time_all_have_their_turn():
    assert kept(cases(20, 4), "7") == kept(cases(20, 4), "7")
    assert len(set().union(*(kept(cases(20, 4), str(seed)) for seed in range(60)))) == 20


def test_what_is_long_already_is_not_counted():
    already = Case("test_a.py::test_a[long]", pytest.mark.some(4).mark, pytest.mark.long.mark)
    assert len(kept([already, *cases(6, 4)], "3")) == 4


@pytest.mark.parametrize("seed", range(10))
def test_all_values_of_each_parameter_have_their_turn(seed):
    product = [
        Case(f"test_a.py::test_a[{kind}-{theme}]", kind=kind, theme=theme)
        for kind in range(6)
        for theme in range(3)
    ]
    drawn = set(product) - set(drawn_out(product, 6, str(seed)))
    assert sorted(one.callspec.indices["kind"] for one in drawn) == [*range(6)]
    assert sorted(one.callspec.indices["theme"] for one in drawn) == [0, 0, 1, 1, 2, 2]


def test_nobody_is_drawn_out_where_there_are_few():
    assert drawn_out(["a", "b"], 2, "1") == []
