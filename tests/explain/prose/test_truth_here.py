"""What is said of the example that the program opens with is so, in every chapter and each of its ways."""

import pytest
from test_truth import check

from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

ONCE = {"gather", "spread", "turn", "full", "correlate", "bias_gradient"}
"""Chapters that another way has, and nothing else."""


@pytest.mark.parametrize("way", [("scatter", "accumulate"), ("gather", "correlate"), ("full", "correlate")])
def test_what_is_said_is_so(way):
    experiment, seen = first_example(), set()
    run = run_of(experiment, RunOptions(0, *way))
    for number, chapter in enumerate(run.chapters):
        if way == ("scatter", "accumulate") or chapter.kind.value in ONCE:
            for step in range(0, len(chapter.trace), max(len(chapter.trace) // 16, 1)):
                check(Frame(run, Position(number, step)), experiment, seen)
    assert len(seen) > 5
