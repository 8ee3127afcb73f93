"""From a cell of the picture to the lines of the program that are about it."""

import pytest
from run_catalogue import WAYS, by_turns, experiments

from cnnviz.explain import listing
from cnnviz.explain.listings.dialect import Dialect
from cnnviz.explain.listings.pointing import lines_about
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


@pytest.mark.parametrize(("name", "way"), by_turns(experiments(), WAYS))
def test_what_a_step_writes_leads_to_lines_and_no_comment_does(name, way):
    run = run_of(experiments()[name], WAYS[way])
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, len(chapter.trace) // 2))
        shown = listing(frame)
        written = {update.target for update in frame.step.updates}
        assert any(lines_about(shown, cell) for cell in written), chapter.key
        for cell in frame.step.reads | written:
            for line in lines_about(shown, cell):
                code = shown.program.lines[line]
                assert not code.lstrip().startswith(("#", "def ")), (chapter.key, code)


def test_what_stands_in_a_comment_is_no_line_about_a_cell():
    run = run_of(experiments()["grey"])
    number = [chapter.key for chapter in run.chapters].index("crop")
    shown = listing(Frame(run, Position(number, 3)))
    (cell,) = (update.target for update in shown_step(run, number).updates)
    said = shown.program._replace(lines=(*shown.program.lines, "# dx[i, j] is finished", "pass  # dx[i, j]"))
    assert lines_about(shown._replace(program=said), cell) == lines_about(shown, cell)


def shown_step(run, number):
    return run.chapters[number].trace[3]


def lines(key, step, cell, dialect=Dialect.LOOPS):
    run = run_of(experiments()["grey"])
    number = [chapter.key for chapter in run.chapters].index(key)
    shown = listing(Frame(run, Position(number, step)), dialect)
    return [shown.program.lines[line].strip() for line in sorted(lines_about(shown, cell))]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell("weight", (1, 0, 0, 0)), ["part = dy[h, w, f] * weight[..., f]"]),
        (
            Cell("dx_pad", (0, 2, 5, 0)),
            ["part = dy[h, w, f] * weight[..., f]", "dx_pad[rows, cols, own] += part"],
        ),
        (Cell("dx_pad", (0, 7, 0, 0)), ["dx_pad[rows, cols, own] += part"]),  # which this window leaves alone
    ],
)
def test_of_a_scattered_window_each_array_has_its_own_lines(cell, expected):
    assert lines("scatter", 11, cell) == expected


@pytest.mark.parametrize(
    ("dialect", "array", "expected"),
    [
        (Dialect.VECTORISED, "dy", ["oh, ow, _ = dy.shape", "slopes = dy.reshape(oh, ow, groups, -1)"]),
        (
            Dialect.VECTORISED,
            "dx_pad",
            [
                "dx_pad = np.zeros(shape)",
                "dx_pad[rows, cols] += part.reshape(",
                "return dx_pad",
            ],
        ),
        (Dialect.TORCH, "weight", ["weight,"]),
        (Dialect.TORCH, "dx_pad", ["(dx_pad,) = torch.autograd.grad(y, x_pad, dy)", "return dx_pad"]),
    ],
)
def test_where_all_steps_are_done_at_once_the_lines_are_about_the_array(dialect, array, expected):
    assert lines("scatter", 11, Cell(array, (0, 0, 0, 0)), dialect) == expected
