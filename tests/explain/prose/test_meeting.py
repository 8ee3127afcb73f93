"""Which number meets which: what is drawn of a sum is its terms, and what is said of their order is so."""

import pytest
from run_catalogue import experiments

from cnnviz.explain.prose.meeting import meetings
from cnnviz.explain.prose.worked import worked
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

FOUND = {
    ChapterKind.CONVOLVE: "Place by place",
    ChapterKind.FULL: "Place by place",
    ChapterKind.CORRELATE: "Place by place",
    ChapterKind.GATHER: "turned by 180°",
}
WAYS = {
    "gather": RunOptions(0, input_gradient="gather"),
    "turned": RunOptions(0, input_gradient="full", weight_gradient="correlate"),
}


@pytest.fixture(scope="module")
def runs():
    return {
        (name, way): run_of(experiments()[name], WAYS[way]) for name in ("grey", "colour") for way in WAYS
    }


def every(runs):
    """Yield some steps of all chapters."""
    for run in runs.values():
        for number, chapter in enumerate(run.chapters):
            for step in range(0, len(chapter.trace), max(len(chapter.trace) // 6, 1)):
                yield Frame(run, Position(number, step))


def test_the_pairs_are_the_terms_of_the_sum_and_the_numbers_those_of_their_arrays(runs):
    seen = set()
    for frame in every(runs):
        chapter, own = frame.chapter, {u.target: u for u in frame.step.updates}
        made = worked(frame)
        (target,) = made.target.cells
        products = [tuple(term) for term in own[target].terms if len(term) == 2]
        found = meetings(frame, made)
        told = [pair for meeting in found for pair in meeting.pairs]
        assert set(told) <= set(products)
        if found:
            cells = [pair for pair in products if all(isinstance(factor, Cell) for factor in pair)]
            single = {row for group in made.groups if len(group.rows) == 1 for row in group.rows}
            assert len(told) >= len(cells) - len(single)
            seen.add(chapter.kind)
        for meeting in found:
            for at, side in enumerate(meeting.sides):
                numbers = [number for row in side.rows for number in row if number is not None]
                assert side.met == {pair[at] for pair in meeting.pairs} <= {n.cells[0] for n in numbers}
                for number in numbers:
                    (cell,) = number.cells
                    assert number.value == chapter.arrays[cell.array][cell.index]
            assert FOUND[chapter.kind] in meeting.said
    assert seen == set(FOUND)


def test_a_turned_kernel_counts_down_while_the_gradient_counts_up(runs):
    counted = 0
    for frame in every({1: runs["grey", "gather"]}):
        for meeting in meetings(frame, worked(frame)) if frame.chapter.kind is ChapterKind.GATHER else ():
            weights = sorted(
                (weight.index[:2], met.index[1:3])
                for weight, met in ((p if "weight" in p[0].array else p[::-1]) for p in meeting.pairs)
            )
            assert "counts down" in meeting.said
            assert weights[0][1] > weights[-1][1]
            counted += 1
    assert counted
