"""A wrong number that no known mistake gives is told how far it is right, and never what is right."""

import re
from dataclasses import replace
from math import prod

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.engine.arrays import frozen
from cnnviz.explain import question
from cnnviz.explain.mistakes.at_step import mistaken
from cnnviz.explain.questions.judged import near, printed
from cnnviz.explain.questions.judging import judge
from cnnviz.explain.questions.partly import hint
from cnnviz.gallery.first_example import first_example
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.asking import Asking, AskKind
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import value_of


def noisy(name):
    """Return an experiment of the catalogue, or the first example, on noise, whose numbers are no round ones."""
    base = experiments().get(name) or first_example()
    noise = np.random.default_rng(3).random(base.images[0].shape)
    return replace(base, images=(frozen(noise), *base.images[1:]))


@pytest.fixture(scope="module")
def runs():
    return {name: run_of(noisy(name), RunOptions(0)) for name in ("classifier", "grey", "list", "letter")}


def asked(run, key, step=5, about=0, decimals=0):
    """Return a frame that asks for a number of a step, and its update."""
    number = next(k for k, chapter in enumerate(run.chapters) if chapter.key == key)
    frame = Frame(run, Position(number, step))
    update = frame.step.updates[about]
    cell = update.target
    return Frame(run, frame.position, decimals, asking=Asking(AskKind.VALUE, cell.array, cell)), update


def terms(frame, update):
    return [prod(value_of(factor, frame.before) for factor in term) for term in update.terms]


def first(run, key, good):
    """Return the first frame of a chapter, and its update, that is good."""
    number = next(k for k, chapter in enumerate(run.chapters) if chapter.key == key)
    trace = run.chapters[number].trace
    pairs = (asked(run, key, k, n) for k in range(len(trace)) for n in range(len(trace[k].updates)))
    return next(pair for pair in pairs if good(*pair))


def said(frame, answer):
    verdict = judge(frame, question(frame), repr(float(answer)))
    assert verdict.right is False
    assert verdict.replay is None
    return f"{verdict.title} {verdict.text}"


def test_what_the_first_terms_come_to_is_a_part(runs):
    frame, update = asked(runs["classifier"], "convolve", decimals=6)
    numbers = terms(frame, update)
    done, left = next((k, len(numbers) - k) for k in range(9, 20) if numbers[k - 1] and numbers[k])
    part = f"Its first {done} of {len(numbers)} terms come to it: {left} more are to be added."
    assert said(frame, sum(numbers[:done])) == f"That is a part of the sum. {part}"


@pytest.mark.parametrize(
    ("times", "words"), [(-1, "left out"), (1, "added twice"), (-2, "taken with the other sign")]
)
def test_of_one_term_at_fault_its_cells_are_named(runs, times, words):
    frame, update = asked(runs["classifier"], "linear", 1, decimals=6)
    numbers = terms(frame, update)
    sizes = np.abs(numbers)
    at = int(np.argmax(sizes * (np.arange(len(numbers)) < len(numbers) - 2)))
    (read, weight) = update.terms[at]
    assert said(frame, sum(numbers) + times * numbers[at]) == (
        f"One term may be at fault. Perhaps F[{read.index[1]}] · W₂[{weight.index[0]}, {weight.index[1]}] was {words}."
    )


def test_of_several_that_may_be_at_fault_none_is_named():
    frame, update = asked(run_of(experiments()["classifier"], RunOptions(0)), "convolve", 20)
    numbers, seen = terms(frame, update), set()
    right = sum(numbers)
    for answer in {right + times * number for number in numbers if number for times in (-1, 1, -2)}:
        found = {
            (times, at)
            for at, number in enumerate(numbers)
            for times in (-1, 1, -2)
            if number and near(frame, update.target, answer, right + times * number)
        }
        told = hint(frame, update.target, answer)
        if told.title == "One term may be at fault." and len(found) > 1:
            assert told.text.startswith("Perhaps one was "), told
            words = {-1: "left out", 1: "added twice", -2: "taken with the other sign"}
            assert {word for word in words.values() if word in told.text} == {words[t] for t, _ in found}
            seen.add(told.text)
    assert len(seen) > 1


def test_where_the_last_is_missing_one_more_is_to_be_added(runs):
    frame, update = asked(runs["classifier"], "linear_input", 2, decimals=6)
    numbers = terms(frame, update)
    told = hint(frame, update.target, sum(numbers[:-1]))
    assert (
        told.text
        == f"Its first {len(numbers) - 1} of {len(numbers)} terms come to it: one more is to be added."
    )


def test_what_it_holds_already_is_told(runs):
    def held(frame, update):
        return float(frame.before[update.target.array][update.target.index])

    def adds(*pair):
        return abs(held(*pair)) > 0.1 and abs(terms(*pair)[0]) > 0.1

    frame, update = first(runs["letter"], "accumulate", adds)
    told = hint(frame, update.target, held(frame, update))
    assert told == ("That is what it holds already.", "X padded · dY is added to what it holds.")


def test_of_a_product_one_factor_is_told(runs):
    frame, update = asked(runs["classifier"], "linear_weight", 30)
    read, slope = (value_of(factor, frame.before) for factor in update.terms[0])
    places = [factor.index[1] for factor in update.terms[0]]
    assert said(frame, read) == f"That is F[{places[0]}] alone. It is multiplied by dZ[{places[1]}]."
    assert said(frame, slope) == f"That is dZ[{places[1]}] alone. It is multiplied by F[{places[0]}]."


def test_of_a_maximum_it_is_told_whether_it_is_one_of_the_numbers(runs):
    def differ(*pair):
        *_, second, largest = sorted(terms(*pair))
        return 0 < second < largest - 0.1

    frame, update = first(runs["letter"], "max_pool", differ)
    numbers = sorted(terms(frame, update))
    assert said(frame, numbers[-2]).startswith("That is one of the numbers, but not the largest.")
    assert said(frame, numbers[-1] + 1).startswith("None of the numbers is that.")


def test_what_goes_into_a_function_is_told_where_no_mistake_is_called_so(runs):
    run = runs["classifier"]
    number = next(k for k, chapter in enumerate(run.chapters) if chapter.key == "cross_entropy")
    for step in range(len(run.chapters[number].trace)):
        frame, update = asked(run, "cross_entropy", step)
        if update.function == "reciprocal":
            total = terms(frame, update)[0]
            assert hint(frame, update.target, total).title == "That goes into reciprocal."
            return
    pytest.fail("no reciprocal")


def test_rounding_is_told_as_such(runs):
    frame, update = asked(runs["classifier"], "convolve")
    right = float(frame.arrays["y"][update.target.index])
    assert hint(frame, update.target, right * 1.008).title == "That is close: it is rounding."
    assert hint(frame, update.target, right * 1.1).title != "That is close: it is rounding."


def test_fewer_decimals_are_told_as_such(runs):
    for step in range(8):
        frame, update = asked(runs["classifier"], "convolve", step)
        right = float(frame.arrays["y"][update.target.index])
        answer = round(right, 1)
        if 0.01 < abs(answer - right) / abs(right) < 0.1 and answer % 1:
            assert said(frame, answer) == "That is close: it is rounding. Numbers have 2 decimals here."
            return
    pytest.fail("no number with more than one decimal")


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("classifier", "convolve", "It is the sum of 18 products X padded · W and b."),
        ("classifier", "linear_input", "It is the sum of 4 products dZ · W₂."),
        ("classifier", "cross_entropy_back", "It is probability − 1."),
        ("classifier", "update_weight", "It is W − η · dW."),
        ("grey", "activate", "It is ReLU of Y[0, 1]: what is above 0 stays, all else becomes 0."),
        ("grey", "scatter", "dY · W is added to what it holds."),
        ("list", "mse_back", "It is 2/42 · (F − target)."),
    ],
)
def test_of_what_nothing_is_known_it_is_told_what_it_is_made_of(runs, name, key, words):
    frame, update = asked(runs[name], key, 1)
    if key == "cross_entropy_back":
        frame, update = next(
            (one, other)
            for one, other in (asked(runs[name], key, step) for step in range(4))
            if other.terms[1][0].value
        )
    right = float(frame.arrays[update.target.array][update.target.index])
    assert said(frame, right + 1234.5) == f"That is not what comes out. {words}"


@pytest.mark.parametrize(
    ("name", "key", "start"),
    [
        ("classifier", "linear_input", "Work out "),
        ("letter", "convolve", "Work out "),
        ("letter", "max_pool", "Compare "),
    ],
)
def test_to_whom_is_wrong_again_the_numbers_are_put_in(runs, name, key, start):
    frame, update = asked(runs[name], key, 1)
    right = float(frame.arrays[update.target.array][update.target.index])
    first, second = (hint(frame, update.target, right + 1234.5, again=again) for again in (False, True))
    assert second.text != first.text
    assert second.text.startswith(start)
    if start == "Work out ":
        worked = second.text.removeprefix(start).removesuffix(".").replace("−", "-").replace("·", "*")
        assert eval(worked) == pytest.approx(right, abs=0.02 * len(update.terms))


def test_where_it_would_be_what_is_asked_no_number_is_put_in(runs):
    frame, update = next(
        (frame, update)
        for frame, update in (asked(runs["letter"], "activate", step) for step in range(64))
        if frame.arrays[update.target.array][update.target.index] > 0
    )
    assert hint(frame, update.target, -5.5, again=True) == hint(frame, update.target, -5.5)


def frames(run):
    for number, chapter in enumerate(run.chapters):
        for step in sorted({0, len(chapter.trace) // 3, len(chapter.trace) - 1}):
            yield chapter, Frame(run, Position(number, step))


def test_what_is_right_is_never_told(runs):
    seen = set()
    for run in runs.values():
        for chapter, frame in frames(run):
            update = frame.step.updates[-1]
            right = float(frame.arrays[update.target.array][update.target.index])
            text = printed(frame, update.target, right)
            for wrong in (right + 1, right * 1.005, -right, right + 0.3, *terms(frame, update), 0.0):
                if near(frame, update.target, wrong, right):
                    continue
                again = hint(frame, update.target, wrong, again=True)
                assert len(again.text) < 150, again
                assert again.text.endswith("."), again
                assert text not in re.findall(r"[−\d][\d.e−]*", again.text) or len(text) <= 3, (
                    chapter.key,
                    again,
                )
                told = hint(frame, update.target, wrong)
                assert told.title.endswith("."), told
                assert told.text.endswith("."), told
                assert len(told.text) < 90, told
                if len(text) > 3:  # no count, nor an index
                    assert text not in told.title + told.text, (chapter.key, told)
                seen.add(told.title.partition("[")[0])
    assert len(seen) > 8


def test_a_mistake_that_is_known_comes_first(runs):
    frame, update = asked(runs["classifier"], "convolve")
    bias = next(one for one in mistaken(frame) if one.key == "bias_forgotten")
    verdict = judge(frame, question(frame), repr(bias.values[update.target]))
    assert "bias" in verdict.title
    assert verdict.replay == bias.step
