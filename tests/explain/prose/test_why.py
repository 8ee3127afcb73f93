"""Why: every sentence fills, and every number in it is the arrays'."""

import re
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from run_catalogue import runs
from run_draws import experiments, run_options
from why_numbers import Expected, fits, frame_of

from cnnviz.explain import why
from cnnviz.explain.number_format import format_in
from cnnviz.explain.prose.files import HEADINGS, general, prose_of
from cnnviz.explain.prose.spans import SpanKind
from cnnviz.explain.prose.step_facts import StepFacts
from cnnviz.explain.prose.why import told as sentence
from cnnviz.resource import located
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

WRITTEN = {"0", "1", "2", "64", "100", "180"}
"""The numbers that stand in the templates themselves: above 0, slope 1, 2·d, 64 bits, 180°."""
long = settings(max_examples=2 * settings.default.max_examples)  # 2,000 in the long run


@st.composite
def told(draw):
    """Draw any frame of any run, within its step now and then."""
    experiment = draw(experiments())
    run = run_of(experiment, draw(run_options()))
    frame = frame_of(run, draw(st.integers(0, len(run) - 1)), draw(st.none() | st.integers(1, 12)))
    return frame, experiment


def spans_of(frame):
    return [span for part in why(frame).parts for one in part.paragraphs for span in one] + [*sentence(frame)]


def check_numbers(frame, experiment):
    expected = Expected(frame, experiment)
    for span in spans_of(frame):
        if span.kind in (SpanKind.PLAIN, SpanKind.STRONG):
            assert {*re.findall(r"\d+", span.text)} <= WRITTEN | digits(frame), span
        if span.value is None:
            continue
        assert fits(span.text, span.value), span
        right = expected.value(span)
        if right is not None:
            np.testing.assert_allclose(span.value, right, 1e-12, 1e-12, err_msg=str(span))


def digits(frame):
    """Return the numbers that are part of titles and names of this run: those of layers and channels."""
    words = " ".join(chapter.title for chapter in frame.timeline.chapters)
    return {*re.findall(r"\d+", words)} | {str(n) for n in range(8)}


@long
@given(told())
def test_every_sentence_fills_and_every_number_in_it_is_the_arrays(drawn):
    check_numbers(*drawn)


@pytest.mark.parametrize(("name", "run"), runs())
@pytest.mark.some(4)
def test_every_chapter_of_the_catalogue_is_told(name, run):
    from run_catalogue import experiments as catalogue

    experiment = catalogue()[name.partition(",")[0]]
    for number, chapter in enumerate(run.chapters):
        for step in {0, len(chapter.trace) // 2, len(chapter.trace) - 1}:
            frame = Frame(run, Position(number, step))
            assert "What follows" in [part.heading for part in why(frame).parts]
            assert why(frame).title
            check_numbers(frame, experiment)


def test_the_loss_is_called_l_before_anything_is_divided_by():
    """The heading of the loss and the first chapter of the way back say what L is, in runs that have a loss."""
    seen = set()
    for _, run in runs():
        if run.loss is None:
            continue
        loss, upstream = (chapter for chapter in run.chapters if chapter.phase is Phase.LOSS)
        assert loss.title.startswith("Loss L: ")
        number = run.chapters.index(upstream)
        output = upstream.label("y")
        words = f"With L for the loss, d{output} is short for ∂L/∂{output}"
        assert words in str(why(Frame(run, Position(number, 0))))
        seen.add(upstream.kind)
    assert seen == {ChapterKind.UPSTREAM, ChapterKind.MSE_BACK, ChapterKind.CROSS_ENTROPY_BACK}


def test_shares_are_called_rounded_where_they_do_not_add_up_as_they_are_written():
    seen = set()
    for name, run in runs():
        found = [n for n, chapter in enumerate(run.chapters) if chapter.shares_of_classes]
        for number, decimals in product(found, range(7)):
            chapter = run.chapters[number]
            form = format_in(chapter, "probability", decimals)
            shares = chapter.arrays["probability"][chapter.sample].tolist()
            whole = sum(Fraction(form.text(share).replace("−", "-")) for share in shares) == 1
            steps = 0, len(chapter.trace) - 1
            before, after = (
                "the shares are rounded" in str(why(Frame(run, Position(number, step), decimals)))
                for step in steps
            )
            assert after != whole, (name, decimals)
            assert before == (
                after and chapter.kind is ChapterKind.CROSS_ENTROPY_BACK
            )  # that finds them there
            seen.add(whole)
    assert seen == {True, False}


@pytest.mark.parametrize("kind", ChapterKind)
def test_every_kind_of_chapter_has_its_file(kind):
    prose = prose_of(kind)
    assert kind.visit
    assert not prose.titles[-1].when  # so that there is always one
    assert prose.symbols
    assert not prose.symbols[-1].when
    assert {"what", "why"} <= prose.parts.keys()
    assert prose.told


def test_there_is_no_file_of_anything_else():
    from pathlib import Path

    names = {path.stem for path in Path(located("prose")).iterdir()}
    assert names == {kind.value for kind in ChapterKind} | {"general"}


@pytest.mark.parametrize("kind", [*ChapterKind, None])
def test_every_condition_is_a_fact_that_is_known(kind):
    prose = general() if kind is None else prose_of(kind)
    sayings = [*prose.titles, *prose.told, *prose.symbols, *prose.remarks]
    sayings += [saying for _, part in prose.parts.values() for saying in part]
    for saying in sayings:
        for name in saying.when:
            fact = name.removeprefix("!")
            asked, colon, _ = fact.partition(":")
            known = asked in {"rule", "function", "writes", "adds", "zero", "above", "below", "one"}
            assert known if colon else hasattr(StepFacts, fact), f"{kind}: {name}"


def test_sentences_begin_and_end_as_sentences_do():
    for kind in ChapterKind:
        for part in (prose_of(kind).told, *(part for _, part in prose_of(kind).parts.values())):
            for saying in part:
                assert saying.text[-1] in ".", saying.text
                assert saying.text[0] == "{" or saying.text[0].isupper(), saying.text
                assert saying.text.count("**") % 2 == 0
    assert [*HEADINGS][:3] == ["term", "whole", "intro"]


def test_the_text_can_be_read_out():
    for _, run in runs()[:3]:
        text = str(why(Frame(run, Position(1, 3))))
        assert "**" not in text
        assert "{" not in text
        assert "  " not in text
