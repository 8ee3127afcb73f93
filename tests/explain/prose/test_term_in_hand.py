"""What is said of the term in hand: its numbers are those of the step and the strip, and what is claimed is so."""

import math
import re
from dataclasses import replace
from itertools import zip_longest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_catalogue import runs
from run_draws import experiments, run_options
from why_numbers import fits

from cnnviz.engine.arrays import frozen
from cnnviz.explain import why
from cnnviz.explain.number_format import format_in
from cnnviz.explain.prose.files import HEADINGS
from cnnviz.explain.sums.formula import formula
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.array_info import KERNELS, LISTS, ArrayRole
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell, Combine, Const, value_of


def said(frame):
    """Return what is said of the term in hand, "" where nothing is."""
    found = {part.heading: part.paragraphs for part in why(frame).parts}
    if HEADINGS["term"] not in found:
        assert HEADINGS["whole"] not in found
        return "", ()
    (spans,), ((*_, whole, _),) = found[HEADINGS["term"]], found[HEADINGS["whole"]]
    assert whole.value == frame.step.operations
    return "".join(span.text for span in spans), spans


def by_terms(run, chapter, step, number):
    """Return a frame of somebody who goes by terms, of which so many of the step's are done."""
    whole = number == run.chapters[chapter].trace[step].operations
    return Frame(run, Position(chapter, step, None if whole else number), by_terms=True)


class Hand:
    """The term in hand, worked out from the step and the arrays alone."""

    def __init__(self, frame, number):
        self.frame, self.chapter, self.step = frame, frame.chapter, frame.step
        terms = [(update, at) for update in self.step.updates for at in range(len(update.terms))]
        self.update, self.at = terms[number - 1]
        self.term = self.update.terms[self.at]
        self.arrays = self.chapter.trace.state(frame.position.step + 1)
        self.numbers = [math.prod(value_of(f, self.arrays) for f in term) for term in self.update.terms]
        self.product, self.earlier = self.numbers[self.at], self.numbers[: self.at]
        self.cells = [factor for factor in self.term if isinstance(factor, Cell)]
        self.is_last = self.at == len(self.update.terms) - 1

    @property
    def read(self):
        return [float(self.arrays[cell.array][cell.index]) for cell in self.cells]

    @property
    def is_padding(self):
        return any(map(self._in_ring, self.cells))

    def _in_ring(self, cell):
        info = self.chapter.info[cell.array]
        if not info.is_plane:
            return False
        for (before, after), at, size in zip(
            info.ring, cell.index[1:3], self.chapter.arrays[cell.array].shape[1:3], strict=True
        ):
            if not before <= at < size - after:
                return True
        return False

    @property
    def is_bias(self):
        info = self.chapter.info[self.cells[0].array] if len(self.term) == len(self.cells) == 1 else None
        return info is not None and info.role is ArrayRole.PARAMETER and self.is_last and self.at > 0

    @property
    def mask(self):
        return [factor.value for factor in self.term if isinstance(factor, Const) and factor.of]

    def lies_at(self, tap):
        """Return whether it lies there in its window, as the index of a weight tells it, or how the windows lie."""
        cells = (*self.cells, self.update.target)
        found = [cell.index[:2] for cell in cells if self.chapter.info[cell.array].axes == KERNELS]
        if found:
            return found == [tap]
        (made,) = (cell.index[1:3] for cell in cells if cell.array in ("y", "dy"))
        (met,) = (cell.index[1:3] for cell in cells if cell.array in ("x_pad", "dx_pad"))
        axes = self.chapter.trace.geometry
        return all(
            at * axis.stride + to * axis.dilation == cell
            for axis, at, to, cell in zip(axes, made, tap, met, strict=True)
        )

    def lies_in_maps(self, channel, row, column):
        """Return whether a number of a list was there in the image that this was."""
        (cell,) = (one for one in self.cells if self.chapter.info[one.array].axes == LISTS)
        shape = self.chapter.info[cell.array].maps
        return np.ravel_multi_index((row, column, channel), shape) == cell.index[1]


CLAIMS = {
    r"wins over every number": lambda h, m: math.isnan(h.product),
    r"has won already": lambda h, m: any(map(math.isnan, h.earlier)),
    r"never wins": lambda h, m: h.is_padding and h.product == -math.inf,
    r"As the first it is the largest": lambda h, m: h.at == 0,
    r"It is larger than": lambda h, m: h.product > max(h.earlier),
    r"a tie": lambda h, m: h.product == max(h.earlier),
    r"The largest so far stays": lambda h, m: h.product < max(h.earlier),
    r"is padding, and 0\.": lambda h, m: h.is_padding and 0 in h.read,
    r"is padding: it repeats": lambda h, m: h.is_padding and 0 not in h.read[:1],
    r"is a 0 that was filled in": lambda h, m: h.product == 0 and "spread" in h.cells[0].array,
    r"The mask is 0": lambda h, m: h.mask == [0],
    r"\] (\([^)]*\) )?is 0\.": lambda h, m: any(h.arrays[c.array][c.index] == 0 for c in h.cells),
    r"The bias is 0": lambda h, m: h.is_bias and h.product == 0,
    r"That is the bias": lambda h, m: h.is_bias and h.product != 0,
    r"the sum begins with 0": lambda h, m: h.at == 0 == h.product,
    r"The sum begins with it": lambda h, m: h.at == 0 != h.product,
    r"stays \S+( That|$)": lambda h, m: h.product == 0 or h.update.combine is Combine.MAX,
    r"the sum is whole|the last of them": lambda h, m: h.is_last,
    r"the last that this chapter adds": lambda h, m: (
        h.chapter.trace.steps_of(h.update.target)[-1] == h.frame.position.step
    ),
    r", from map (\d+), row (\d+), column (\d+)\.": lambda h, m: h.lies_in_maps(*map(int, m.groups())),
    r"in row (\d+) and column (\d+) of the window": lambda h, m: h.lies_at((int(m[1]), int(m[2]))),
}
"""What may be said only where it is so."""


def check(frame, number, seen=None):
    hand, (text, spans) = Hand(frame, number), said(frame)
    assert text.startswith(f"Term {number} of {hand.step.operations}: ")
    named = [cell for span in spans if span.source == "term_product" for cell in span.cells if not span.array]
    assert [cell for cell in hand.cells if cell not in named] == []
    for span in spans:
        if span.value is not None and not math.isnan(span.value):
            assert fits(span.text, span.value), (span, text)
    (*_, product) = [span for span in spans if span.source == "term_product" and span.value is not None]
    assert product.value == hand.product or math.isnan(hand.product)
    form = format_in(hand.chapter, hand.update.target.array, frame.decimals)
    assert product.text == form.text(product.value)
    after = [span for span in spans if span.source in ("so_far", "term_after") and span.value is not None]
    if after and frame.position.term is not None:
        assert formula(frame).result.removesuffix(" so far") in text
        assert after[-1].text in formula(frame).result
    elif after:
        target = hand.update.target
        assert after[-1].text == form.text(float(frame.arrays[target.array][target.index])), text
    for words, holds in CLAIMS.items():
        if found := re.search(words, text):
            assert holds(hand, found), (words, text)
            if seen is not None:
                seen.add(words)


@pytest.mark.parametrize(("name", "run"), runs())
@pytest.mark.some(4)
def test_what_is_said_of_terms_all_over_the_catalogue_is_so(name, run):
    for number, chapter in enumerate(run.chapters):
        for step in sorted({0, len(chapter.trace) // 3, len(chapter.trace) // 2, len(chapter.trace) - 1}):
            terms = chapter.trace[step].operations
            if terms < 2:
                assert said(by_terms(run, number, step, terms))[0] == ""
                continue
            for term in sorted({1, 2, terms // 2 + 1, terms - 1, terms}):
                check(by_terms(run, number, step, term), term)


@given(st.data(), experiments(), run_options())
def test_what_is_said_of_a_term_is_so(data, experiment, options):
    run = run_of(experiment, options)
    position = run.at(data.draw(st.integers(0, len(run) - 1)))
    terms = run.step(position).operations
    if terms > 1:
        term = data.draw(st.integers(1, terms))
        check(by_terms(run, position.chapter, position.step, term), term)


def terms_of(run):
    """Yield some terms of some steps of all chapters of a run."""
    for number, chapter in enumerate(run.chapters):
        for step in range(0, len(chapter.trace), max(len(chapter.trace) // 5, 1)):
            terms = chapter.trace[step].operations
            for term in range(1, terms + 1, max(terms // 4, 1)) if terms > 1 else ():
                yield by_terms(run, number, step, term), term


def by_turns():
    """Yield those of all runs by turns: what a run says is mostly said soon."""
    each = zip_longest(*(terms_of(run) for _, run in runs()))
    yield from (one for turn in each for one in turn if one is not None)


@pytest.mark.parametrize("goes_on", [False, pytest.param(True, marks=pytest.mark.long)])
def test_every_claim_is_made_somewhere(goes_on):
    seen, rare = set(), {r"wins over every number", r"has won already"}
    for frame, term in by_turns():
        check(frame, term, seen)
        if not goes_on and seen | rare == CLAIMS.keys():
            break
    assert seen | rare == CLAIMS.keys()


def letter():
    example = EXAMPLES[0]
    return run_of(example.make(), example.options)


@pytest.mark.parametrize(
    ("chapter", "step", "term", "words"),
    [
        (
            "convolve", 0, 1,
            "Term 1 of 10: X padded[0, 0] · W[0, 0] = 0 · 1 = 0, in row 0 and column 0 of the window. "
            "X padded[0, 0] is padding, and 0. So the sum begins with 0.",
        ),
    ],
)  # fmt: skip
def test_the_first_example_is_told_term_by_term(chapter, step, term, words):
    run = letter()
    number = next(at for at, one in enumerate(run.chapters) if one.key == chapter)
    assert said(by_terms(run, number, step, term))[0] == words


def test_who_does_not_go_by_terms_or_points_at_a_cell_is_told_of_the_whole_step():
    run = letter()
    target = run.chapters[1].trace[3].updates[0].target
    assert said(Frame(run, Position(1, 3)))[0] == ""
    assert said(Frame(run, Position(1, 3), by_terms=True))[0].startswith("Term 10 of 10: b = ")
    assert said(Frame(run, Position(1, 3), by_terms=True, pointed=target))[0] == ""


def test_of_several_numbers_that_are_none_the_first_has_won():
    example = EXAMPLES[0]
    given = example.make()
    image = given.image.copy()
    image[0, :2] = math.nan
    run = run_of(replace(given, images=(frozen(image),)), example.options)
    number = next(at for at, one in enumerate(run.chapters) if one.key == "max_pool")
    texts = [said(by_terms(run, number, 0, term))[0] for term in range(1, 5)]
    assert [text.partition("window. ")[2] for text in texts] == [
        *("It is no number, and wins over every number.",) * 3,
        "It is no number, and wins over every number. That was the last of them: P[0, 0] = nan.",
    ]
    convolved = next(at for at, one in enumerate(run.chapters) if one.key == "convolve")
    text = said(by_terms(run, convolved, 0, 5))[0]
    assert text.endswith("row 1 and column 1 of the window. Added to the sum so far: 0 + nan = nan.")


def test_padding_of_0_times_infinity_is_told_as_what_it_is():
    example = EXAMPLES[0]
    given = example.make()
    weight = given.layers[0].weight.copy()
    weight[0, 0] = math.inf
    layers = (replace(given.layers[0], weight=frozen(weight)), *given.layers[1:])
    run = run_of(replace(given, layers=layers), example.options)
    number = next(at for at, one in enumerate(run.chapters) if one.key == "convolve")
    text = said(by_terms(run, number, 0, 1))[0]
    assert text.endswith("X padded[0, 0] is padding, and 0. The sum begins with it.")
