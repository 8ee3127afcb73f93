"""What is said of the example that the program opens with is so, in every chapter and each of its ways."""

import pytest
from test_truth import check

from cnnviz.gallery.first_example import first_example
from cnnviz.gallery.worked_cases import tied
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

ONCE = {"gather", "spread", "turn", "full", "correlate", "bias_gradient"}
"""Chapters that another way has, and nothing else."""


@pytest.mark.some(1)
@pytest.mark.parametrize("way", [("scatter", "accumulate"), ("gather", "correlate"), ("full", "correlate")])
def test_what_is_said_is_so(way):
    experiment, seen = first_example(), set()
    run = run_of(experiment, RunOptions(0, *way))
    for number, chapter in enumerate(run.chapters):
        if way == ("scatter", "accumulate") or chapter.kind.value in ONCE:
            for step in range(0, len(chapter.trace), max(len(chapter.trace) // 16, 1)):
                check(Frame(run, Position(number, step)), experiment, seen)
    assert len(seen) > 5


@pytest.mark.parametrize("ties", ["first", "all", "split"])
def test_what_is_said_of_those_that_tie_is_so(ties):
    experiment, seen = tied(ties), set()
    run = run_of(experiment, RunOptions(0))
    for number, chapter in enumerate(run.chapters):
        for step in range(len(chapter.trace)):
            check(Frame(run, Position(number, step)), experiment, seen)
    assert any("so a rule says" in words for words in seen) == (ties != "first")
    assert any("Each of the" in words for words in seen) == (ties == "all")


def test_of_every_window_it_is_so_what_weights_and_bias_get():
    experiment, seen = first_example(), set()
    run = run_of(experiment, RunOptions(0))
    (number,) = (n for n, chapter in enumerate(run.chapters) if chapter.key == "accumulate")
    for step, terms in (
        (step, terms) for step in range(len(run.chapters[number].trace)) for terms in (None, 10)
    ):
        whole = terms is None or terms >= run.chapters[number].trace[step].operations
        check(Frame(run, Position(number, step, None if whole else terms)), experiment, seen)
    assert any("the bias gets" in words for words in seen)
