"""What is found out about an array is found out once, and not about another that has come to its place."""

import numpy as np
import pytest

from cnnviz.engine.arrays import frozen
from cnnviz.run.looked_through import SMALL, known, once

SIDE = 40


@pytest.fixture
def asked():
    return []


@pytest.fixture
def total(asked):
    @once
    def total(array, power=1):
        asked.append(array.shape)
        return float((array**power).sum())

    return total


def numbers(seed=0):
    return frozen(np.random.default_rng(seed).random((1, SIDE, SIDE, 3)))


def test_it_is_looked_for_once_in_all_views_of_the_same_numbers(total, asked):
    batch = numbers()
    view = batch.view()
    view.flags.writeable = False
    assert len({total(batch), total(view), total(batch[0]), total(batch[0:1])}) == 1
    assert asked == [batch.shape]


def test_other_numbers_and_other_questions_have_answers_of_their_own(total, asked):
    batch = numbers()
    answers = [total(batch[..., k]) for k in range(3)] + [total(batch, 2), total(batch, power=3)]
    assert len(set(answers)) == len(asked) == 5
    assert total(batch[..., 1]) == pytest.approx(float(batch[..., 1].sum()))
    assert total(batch[:, ::2]) == pytest.approx(float(batch[:, ::2].sum()))
    assert total(batch.transpose(0, 2, 1, 3)[:, 1:]) == pytest.approx(float(batch[:, :, 1:].sum()))


def test_what_can_be_written_is_looked_through_again(total):
    array = np.ones((SIDE, SIDE))
    assert total(array) == SIDE**2
    array[0, 0] = 5
    assert total(array) == SIDE**2 + 4
    assert known(array) == 0


def test_of_numbers_that_are_gone_nothing_is_known(total):
    for seed in range(50):  # of which some come to the place of those before
        array = numbers(seed)
        assert total(array) == pytest.approx(float(array.sum()))
        assert known(array) == 1
        del array


def test_a_few_numbers_are_not_remembered(total, asked):
    few = frozen(np.ones(SMALL))
    assert total(few) == total(few)
    assert len(asked) == 2
