"""Every word has a sentence or two and a place that exists; every word of the prose has an entry."""

import re

import pytest
from run_catalogue import WAYS, experiments

from cnnviz.explain import why
from cnnviz.explain.glossary.marking import Marking
from cnnviz.explain.glossary.showing import can_be_reached, here, in_your_experiment
from cnnviz.explain.glossary.terms import groups, term_for, term_named, term_of_chapter, terms, words
from cnnviz.explain.prose.spans import SpanKind
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.resource import resource
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

ASKED_FOR = [
    "upstream",
    "dP",
    "dY",
    "dX",
    "dW",
    "db",
    "stride",
    "padding",
    "same",
    "valid",
    "full padding",
    "dilation",
    "groups",
    "depthwise",
    "channel",
    "filter",
    "kernel",
    "bias",
    "mask",
    "ties",
    "η",
    "learning rate",
    "gradient",
    "chain rule",
    "scatter",
    "gather",
    "full convolution",
    "im2col",
    "receptive field",
    "cross-correlation",
    "feature map",
    "activation",
    "softmax",
    "cross-entropy",
    "mean squared error",
    "epoch",
    "round",
    "batch",
    "loss",
    "dead ReLU",
    "saturation",
    "crop",
    "fold",
    "ceil mode",
    "count include pad",
]
EMPHASIS = {  # stressed in the prose as any word may be
    "add up", "added", "added up", "added, not kept apart", "at the other side", "between",
    "column", "copy", "differences", "down", "dropped", "first", "is", "last", "left", "mirrored",
    "one cell", "overflowed", "probability", "repeated", "row", "same", "sum", "there",
    "turned around", "up", "uphill", "vanishes", "where",
}  # fmt: skip


@pytest.mark.parametrize("word", ASKED_FOR)
def test_a_word_is_found_in_its_forms(word):
    assert term_named(word) is not None
    assert term_named(word.upper()) is not None


@pytest.mark.parametrize("name", terms())
def test_an_entry_is_short_and_whole(name):
    term = terms()[name]
    assert 1 <= len(re.findall(r"[.!?](?= |$)", term.text)) <= 2
    assert term.text[-1] == "."
    assert len(term.text) < 240
    assert term.group in groups()
    assert term.see or name == "im2col"
    assert all(word in terms() and word != name for word in term.see)
    assert not re.search(r"\*\*|{|  ", term.text)


@pytest.mark.parametrize("name", terms())
def test_a_place_exists(name):
    from cnnviz.ui.explain.panel import TABS
    from cnnviz.ui.panels.setup.rail import PARTS

    place = terms()[name].place
    assert place.example or place.panel
    assert place.panel in ("", *PARTS)
    assert place.tab in ("", *TABS)
    if place.example:
        from dataclasses import replace

        example = next(one for one in EXAMPLES if one.key == place.example)
        ways = {"input_gradient": place.dx, "weight_gradient": place.dw}
        options = replace(example.options, **{way: value for way, value in ways.items() if value})
        run = run_of(example.make(), options)
        (chapter,) = [one for one in run.chapters if one.key == place.chapter]
        assert place.step < len(chapter.trace)
        assert not place.kinds or chapter.kind in place.kinds


def test_every_chapter_has_one_word():
    for kind in ChapterKind:
        assert [term.name for term in terms().values() if kind in term.word_for] == [
            term_of_chapter(kind).name
        ]


def test_no_word_is_of_two_entries():
    forms = [form.casefold() for term in terms().values() for form in (term.name, *term.forms)]
    assert len(forms) == len(set(forms))
    controls = [control for term in terms().values() for control in term.controls]
    assert len(controls) == len(set(controls))
    assert term_for("stride_rows").name == "stride"
    assert term_for("no such control") is None


def test_what_is_stressed_in_the_prose_has_an_entry_or_is_a_word_of_every_day():
    stressed = {
        " ".join(word.split())
        for file in resource("prose").glob("*.toml")
        for word in re.findall(r"\*\*([^*{]+)\*\*", file.read_text(encoding="utf-8"))
    }
    assert "chain rule" in stressed
    unknown = {word for word in stressed if not words().search(word)}
    assert unknown <= EMPHASIS, unknown - EMPHASIS


def test_each_word_is_marked_where_it_is_met_first_and_the_text_stays():
    run = run_of(experiments()["grey"])
    for number in range(len(run.chapters)):
        told = why(Frame(run, Position(number, min(3, len(run.chapters[number].trace) - 1))))
        marking, met = Marking(), []
        for part in told.parts:
            marked = marking.paragraphs(part.paragraphs)
            for before, after in zip(part.paragraphs, marked, strict=True):
                assert "".join(span.text for span in before) == "".join(span.text for span in after)
            met += [span.term for one in marked for span in one if span.term]
            for span in (span for one in marked for span in one if span.term):
                assert span.kind in (SpanKind.PLAIN, SpanKind.STRONG)
                assert term_named(span.text).name == span.term
        assert len(met) == len(set(met))
        assert met or run.chapters[number].kind.value in ("flatten", "update_bias"), run.chapters[number].key


def test_words_of_every_day_and_parts_of_words_are_not_marked():
    found = [
        match.group() for match in words().finditer("the same windowsill, unmasked; dX′ and σ′; a Window")
    ]
    assert found == ["Window"]


@pytest.mark.parametrize("way", WAYS)
def test_a_place_is_found_in_whatever_run_has_it(way):
    run = run_of(experiments()["classifier"], WAYS[way])
    kinds = {chapter.kind for chapter in run.chapters}
    for term in terms().values():
        position = here(term.place, run)
        assert (position is not None) == bool(kinds & set(term.place.kinds))
        if position is not None:
            assert run.chapters[position.chapter].kind in term.place.kinds
            assert in_your_experiment(term.place, Frame(run, Position(0, 0)))
    assert can_be_reached(terms()["gather"].place, run)
    assert can_be_reached(terms()["accumulate"].place, run)
    assert not can_be_reached(terms()["average pooling"].place, run)
