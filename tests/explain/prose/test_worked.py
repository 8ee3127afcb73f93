"""The sum in hand worked out: every factor and product is the arrays', and together they make what is written."""

import math
from fractions import Fraction

import numpy as np
import pytest
from gallery_frames import frame_at
from hypothesis import given
from run_catalogue import experiments
from test_why import told
from why_numbers import Expected, fits

from cnnviz.explain.prose.symbols import FactorOrigin
from cnnviz.explain.prose.worked import as_text, worked
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import FUNCTIONS, Cell, value_of


def read(text):
    """Return a printed number exactly, None where it is not finite."""
    return None if text.strip("−") in ("∞", "nan") else Fraction(text.replace("−", "-"))


def rows_of(made):
    return [row for group in made.groups for row in group.rows]


@given(told())
def test_every_number_is_the_arrays(drawn):
    frame, experiment = drawn
    made, e = worked(frame), Expected(frame, experiment)
    rows = rows_of(made)
    assert len(rows) == len(e.update.terms) == made.terms
    left = [[*term] for term in e.update.terms]
    for row in rows:
        term = next(one for one in left if matches(one, row))
        left.remove(term)
        for factor, named in zip(term, row.factors, strict=True):
            assert fits(named.text, value_of(factor, e.after))
        product = math.prod(value_of(factor, e.after) for factor in term)
        np.testing.assert_array_equal(row.product.value, product)
        assert fits(row.product.text, product)
    assert fits(made.result.text, e.of_cell(e.target))


def matches(term, row):
    cells = tuple(factor for factor in term if isinstance(factor, Cell))
    return cells == tuple(cell for factor in row.factors for cell in factor.cells)


@given(told())
def test_the_groups_make_the_result(drawn):
    frame, experiment = drawn
    made, e = worked(frame), Expected(frame, experiment)
    together = [group.together.value for group in made.groups]
    for group in made.groups:
        products = [row.product.value for row in group.rows]
        np.testing.assert_allclose(group.together.value, max(products) if made.largest else sum(products))
    value = max(together) if made.largest else sum(together)
    if any(number != number for number in together):
        value = math.nan
    value = FUNCTIONS[e.update.function](value) if e.update.function else value
    value += made.before.value if made.before is not None else 0
    np.testing.assert_allclose(value, made.result.value, 1e-9, 1e-9)


@given(told())
def test_what_is_printed_adds_up_or_stands_behind_another_sign(drawn):
    made = worked(drawn[0])
    if made.largest or made.function:
        assert made.sign == "="
        return
    before = [] if made.before is None else [made.before.text]
    sums = [(made.sign, [*before, *(group.together.text for group in made.groups)], made.result.text)]
    sums += [(g.sign, [row.product.text for row in g.rows], g.together.text) for g in made.groups]
    for sign, texts, result in sums:
        numbers = [read(text) for text in (*texts, result)]
        if None in numbers:
            assert sign == "="
        else:
            assert (sum(numbers[:-1]) == numbers[-1]) == (sign == "=")


@given(told())
def test_a_row_is_equal_only_to_what_its_printed_factors_come_to(drawn):
    for row in rows_of(worked(drawn[0])):
        numbers = [read(text) for text in (*(factor.text for factor in row.factors), row.product.text)]
        if None in numbers:
            assert row.sign == "="
        else:
            assert (math.prod(numbers[:-1]) == numbers[-1]) == (row.sign == "=")


@given(told())
def test_within_a_step_as_many_terms_are_done_as_the_position_says(drawn):
    frame, experiment = drawn
    e = Expected(frame, experiment)
    done = len(e.update.terms) if frame.position.term is None else len(frame.done.updates[-1].terms)
    assert sum(row.done for row in rows_of(worked(frame))) == done


def test_channels_are_groups_and_the_bias_is_one_of_its_own():
    made = worked(frame_at("b"))
    assert [group.name for group in made.groups] == ["red", "green", "blue", "bias"]
    assert [len(group.rows) for group in made.groups] == [9, 9, 9, 1]


def test_one_channel_has_no_name():
    assert [group.name for group in worked(frame_at("letter")).groups] == ["", "bias"]


def test_it_is_one_line_of_text():
    line = as_text(worked(frame_at("e_max_back")))
    assert line == "dX[1, 1] = 2.53 + dP[1, 1] · mask = 2.53 + 2.53·1 = 5.06"
    assert as_text(worked(frame_at("e_max"))).startswith("P[0, 0] = max(X[0, 0], X[0, 1]")
    update = as_text(worked(frame_at("d_update")))
    assert " − η · dW[" in update
    assert " + −" not in update


@pytest.mark.parametrize(
    ("name", "kind", "origin"),
    [
        ("grey", ChapterKind.UPSTREAM, FactorOrigin.ABOVE),
        ("positions", ChapterKind.MSE_BACK, FactorOrigin.LOSS),
        ("grey", ChapterKind.UPDATE_WEIGHT, FactorOrigin.SET),
        ("colour", ChapterKind.AVERAGE_POOL_BACK, FactorOrigin.OWN),
    ],
)
def test_a_constant_is_said_to_be_of_what_it_comes_from(name, kind, origin):
    run = run_of(experiments()[name])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    made = worked(Frame(run, Position(number, 0)))
    constants = {f.origin for group in made.groups for row in group.rows for f in row.factors if not f.cells}
    assert constants == {origin}
