"""Single sentences of the way back and of the end: how many windows came before, what is learnt, what −log p is."""

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from run_catalogue import experiments, number_of, some_padding_alone

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import Window
from cnnviz.explain import why
from cnnviz.explain.prose.spans import Why
from cnnviz.explain.prose.why import told
from cnnviz.gallery.worked_cases import tied
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Const


def frames(name, kind, loss=None, **options):
    """Yield the steps of the first chapter of a kind, of an experiment of the catalogue, perhaps with another loss."""
    experiment = experiments()[name]
    experiment = experiment if loss is None else replace(experiment, loss=loss)
    run = run_of(experiment, RunOptions(**options))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    for step in range(len(run.chapters[number].trace)):
        yield Frame(run, Position(number, step))


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("name", "kind", "words", "least"),
    [
        ("grey", ChapterKind.MAX_POOL_BACK, r"from {} that it has won; windows that overlap add up", {"an"}),
        ("colour", ChapterKind.AVERAGE_POOL_BACK, r"held \S+ from {}, and becomes", {"an", "2"}),
        ("signed", ChapterKind.SCATTER, r"held \S+ from {}; ", {"an", "2"}),
        ("colour", ChapterKind.SCATTER, r"held \S+ from {}; ", {"an", "3"}),
        ("signed", ChapterKind.ACCUMULATE, r"held \S+ from {}, and becomes", {"10", "11"}),
    ],
)
def test_it_is_told_from_how_many_windows_a_cell_held_something(name, kind, words, least):
    found = [
        re.search(words.format(r"(an|\d+) earlier (\w+)"), str(why(frame)))
        for frame in frames(name, kind, Loss("sum"))
    ]
    counts = {match[1] for match in found if match}
    assert counts >= least, counts
    word = "gradient" if (name, kind) == ("colour", ChapterKind.SCATTER) else "window"
    assert {match[2].rstrip("s") for match in found if match} == {word}


def test_only_what_the_logarithm_is_for_stands_beneath_the_question_for_it():
    for step, frame in enumerate(frames("classifier", ChapterKind.CROSS_ENTROPY)):
        told = {part.heading: part for part in why(frame).parts}
        assert "overflow" not in str(Why("", (told["Why −log"],)))
        assert "true class" in str(Why("", (told["Why −log"],)))
        assert step or "larger than can be written" in str(Why("", (told["Why"],)))


def test_the_loss_is_shown_to_be_minus_log_p():
    run = run_of(experiments()["classifier"])
    number = next(n for n, one in enumerate(run.chapters) if one.kind is ChapterKind.CROSS_ENTROPY)
    frame = Frame(run, Position(number, len(run.chapters[number].trace) - 1))
    text = str(why(frame))
    assert "and not 1 − p? Over several examples probabilities are multiplied" in text
    assert re.search(r"log total − \(A − largest\) is −log p\.", text), text
    power, total = re.search(r"to the power of (\S+), divided by (\S+);", text).groups()
    share = np.exp(float(power.replace("−", "-"))) / float(total)
    loss = float(frame.arrays["loss"][0])
    assert share == pytest.approx(np.exp(-loss), abs=0.01)


def test_an_update_changes_weights_and_biases_and_not_the_image():
    run = run_of(experiments()["classifier"])
    updates = [n for n, one in enumerate(run.chapters) if one.phase is Phase.UPDATE]
    assert updates
    for number in updates:
        chapter = run.chapters[number]
        parameter = next(one.label for one in chapter.info.values() if one.role is ArrayRole.PARAMETER)
        text = str(why(Frame(run, Position(number, 0))))
        assert (
            f"Only weights and biases are changed by an update, here {parameter}; the image X stays" in text
        )
    last = Frame(run, Position(updates[-1], len(run.chapters[updates[-1]].trace) - 1))
    assert "with the new weights and biases, and with the same X." in str(why(last))
    last = list(frames("list", ChapterKind.FLATTEN_BACK))[-1]
    assert "Nothing here is learnt, so another round would be the same." in str(why(last))


@pytest.mark.parametrize("way", ["gather", "full"])
def test_windows_are_said_to_be_of_the_array_that_they_are_of(way):
    """One way back reads windows of a gradient: what the way forward went over is named where it is meant."""
    run = run_of(experiments()["grey"], RunOptions(input_gradient=way))
    kinds = (ChapterKind.GATHER, ChapterKind.TURN, ChapterKind.FULL)
    texts = {
        one.kind: str(why(Frame(run, Position(n, 1))))
        for n, one in enumerate(run.chapters)
        if one.kind in kinds
    }
    for kind, text in texts.items():
        for match in re.finditer(r"\b(windows?)\b(?! that (?:begins|begin) (?:at|farther)|, the)", text):
            rest = text[match.end() :]
            own = rest.startswith(" of X padded")
            back = kind is ChapterKind.TURN and re.match(r" (begins|that begin|to the nearest)", rest)
            assert own or back, (kind, text)
    assert len(texts) == (1 if way == "gather" else 2)


@pytest.mark.parametrize(("name", "label"), [("grey", "Y"), ("colour", "Y"), ("positions", "Y")])
def test_a_slope_is_named_by_the_array_that_it_is_taken_at(name, label):
    kind = ChapterKind.ACTIVATE_BACK
    constants = {
        factor.label
        for frame in frames(name, kind)
        for update in frame.step.updates
        for term in update.terms
        for factor in term
        if isinstance(factor, Const)
    }
    assert {re.search(r"′\((.*)\)", constant)[1] for constant in constants} == {label}


def test_what_the_way_back_begins_with_is_named_by_the_output():
    for run in (run_of(experiments()[name]) for name in ("grey", "colour")):
        chapter = next(one for one in run.chapters if one.kind is ChapterKind.UPSTREAM)
        (label,) = {term[0].label for term in chapter.trace[0].updates[0].terms}
        assert label == f"∂L/∂{chapter.label('y')}"
        assert chapter.label("y") == "P"


@pytest.mark.parametrize("kind", [ChapterKind.MAX_POOL, ChapterKind.MAX_POOL_BACK])
@pytest.mark.parametrize(("step", "words"), [(0, " both hold 3"), (3, " all hold 5")])
def test_two_cells_that_tie_are_both_and_more_are_all(kind, step, words):
    run = run_of(tied("first"), RunOptions())
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    assert words in str(why(Frame(run, Position(number, step))))


def test_channels_and_filters_that_a_name_leaves_out_are_said():
    found = [
        match
        for frame in frames("colour", ChapterKind.CONVOLVE)
        if (match := re.search(r"where W\[.*\] of (.*) lies on X padded\[.*\] of (\w+)\.", str(why(frame))))
    ]
    assert {match[2] for match in found} == {"red", "green", "blue"}
    assert {match[1] for match in found} == {f"filter {number}" for number in range(4)}
    said = [str(why(frame)) for frame in frames("colour", ChapterKind.UPDATE_WEIGHT)]
    for number, channel in enumerate(("red", "green", "blue")):
        assert any(f"is a weight of filter {number}, {channel}." in text for text in said), channel
    assert not any("is a weight of" in str(why(one)) for one in frames("grey", ChapterKind.UPDATE_WEIGHT))


@pytest.mark.parametrize(
    ("stride", "said"),
    [((2, 1), "1 row of X"), ((2, 2), "1 row and 1 column of X"), ((3, 1), "3 rows of X"), ((1, 1), None)],
)
def test_what_a_stride_leaves_over_is_said(stride, said):
    layer = convolution(
        Window(kernel_size=(2, 2) if stride[0] == 3 else (3, 3), stride=stride, padding="valid"), 1
    )
    size = 8 if stride[0] < 3 else 7
    run = run_of(Experiment((np.ones((size, size, 1)),), (layer,), "ones"), RunOptions())
    for kind in (ChapterKind.CONVOLVE, ChapterKind.SCATTER):
        number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
        told = str(why(Frame(run, Position(number, 0))))
        if said is None:
            assert "No window reads" not in told
        else:
            assert "No window reads " in told
            assert kind is not ChapterKind.CONVOLVE or f"No window reads {said}:" in told


def test_of_printed_products_that_do_not_add_up_it_is_said_that_they_make_about_so_much():
    rng, seen = np.random.default_rng(2), set()
    layer = replace(convolution(Window(), 1, 1), weight=rng.normal(size=(3, 3, 1, 1)), bias=np.array([-1.3]))
    run = run_of(Experiment((rng.random((8, 8, 1)),), (layer,)))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.CONVOLVE)
    for step in range(len(run.chapters[number].trace)):
        frame = Frame(run, Position(number, step))
        terms = [term for term in frame.step.updates[0].terms if len(term) == 2]
        made = [float(frame.arrays[a.array][a.index] * frame.arrays[b.array][b.index]) for a, b in terms]
        by_hand = sum(Fraction(f"{product:.2f}") for product in made)
        about, shown = re.search(r"they make (about )?(\S+\d)", str(why(frame))).groups()
        assert bool(about) == (by_hand != Fraction(shown.replace("−", "-"))), step
        seen.add(bool(about))
    assert seen == {True, False}


@pytest.mark.parametrize(("number", "words"), [(0.5, "is 0.25"), (0.333, "is about 0.17")])
def test_of_one_product_its_printed_factors_count(number, words):
    layer = replace(
        convolution(Window((1, 1)), 1, 1), weight=np.full((1, 1, 1, 1), number), bias=np.array([-1.3])
    )
    run = run_of(Experiment((np.full((3, 3, 1), 0.5),), (layer,)))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.CONVOLVE)
    assert f" {words}. With the bias" in str(why(Frame(run, Position(number, 0))))


def test_a_window_of_padding_alone_chooses_none_and_names_none():
    timeline = run_of(some_padding_alone())
    frame = Frame(timeline, Position(number_of(timeline, ChapterKind.MAX_POOL), 3))
    said = f"{why(frame)}\n{''.join(span.text for span in told(frame))}"
    assert said.startswith("A window with no number to choose")
    assert "from ." not in said
    assert "nowhere else" not in said
