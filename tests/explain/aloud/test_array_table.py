"""An array as a table: every number of every array in its place, and what the step does with it."""

import numpy as np
import pytest
from run_catalogue import WAYS, by_turns, experiments

from cnnviz.explain.aloud.array_table import NOT_YET, ArrayTable, plane_in_hand, planes_of
from cnnviz.explain.aloud.narration import narration
from cnnviz.explain.number_format import format_in
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Veil
from cnnviz.trace.steps import Cell


def frames(name, way):
    """Yield a frame in the middle of every chapter of a run."""
    run = run_of(experiments()[name], WAYS[way])
    for number, chapter in enumerate(run.chapters):
        yield Frame(run, Position(number, len(chapter.trace) // 2))


@pytest.mark.some(4)
@pytest.mark.parametrize(("name", "way"), by_turns(experiments(), WAYS))
def test_every_number_stands_in_one_field(name, way):
    for frame in frames(name, way):
        for array, numbers in frame.chapter.arrays.items():
            seen = []
            for number in range(len(planes_of(frame, array))):
                table = ArrayTable(frame, array, number)
                rows, columns = table.shape
                seen += [table.cell(row, column).index for row in range(rows) for column in range(columns)]
                assert table.place(table.cell(rows - 1, columns - 1)) == (number, rows - 1, columns - 1)
                assert not rows == columns == 0
            if frame.chapter.info[array].sampled and len(numbers) > 1:
                continue
            assert sorted(seen) == sorted(np.ndindex(numbers.shape)), (frame.chapter.key, array)


@pytest.mark.parametrize(("name", "way"), by_turns(experiments(), WAYS))
def test_what_stands_there_is_what_the_stage_has_and_what_is_to_come_is_said(name, way):
    for frame in frames(name, way):
        array = frame.step.updates[0].target.array
        number = plane_in_hand(frame, array)
        table, written = ArrayTable(frame, array, number), format_in(frame.chapter, array, frame.decimals)
        places = table.in_hand()
        assert places
        for row, column in places:
            cell = table.cell(row, column)
            assert cell in frame.step.writes
            assert table.text(row, column) == written.in_cell(float(frame.arrays[array][cell.index]))
            assert table.spoken(row, column).endswith(", written")
        for row, column in np.ndindex(table.shape):
            cell = table.cell(row, column)
            to_come = frame.progress[array][cell.index] == 0
            assert (table.text(row, column) == "") == to_come
            assert (NOT_YET in table.spoken(row, column)) == to_come


def test_the_text_reads_back_bit_for_bit():
    run = run_of(experiments()["colour"])
    frame = Frame(run, Position(1, len(run.chapters[1].trace) - 1))
    table = ArrayTable(frame, "y", 2)
    read = np.array([line.split("\t") for line in table.as_text().splitlines()], float)
    np.testing.assert_array_equal(read, frame.arrays["y"][0, ..., 2])
    early = ArrayTable(Frame(run, Position(1, 0)), "y", 2).as_text()
    assert early.split("\t")[1] == ""


def test_planes_have_names_where_there_are_several():
    run = run_of(experiments()["colour"])
    frame = Frame(run, Position(1, 0))
    assert [plane.name for plane in planes_of(frame, "x_pad")] == ["red", "green", "blue"]
    assert [plane.name for plane in planes_of(frame, "y")][1] == "filter 1"
    assert planes_of(frame, "weight")[4].name == "filter 1 · channel 1"
    assert ArrayTable(frame, "weight").place(Cell("y", (0, 0, 0, 0))) is None


@pytest.mark.parametrize(("name", "way"), by_turns(experiments(), WAYS))
def test_every_step_is_told_in_its_own_numbers(name, way):
    for frame in frames(name, way):
        told = narration(frame)
        assert told.startswith(f"{frame.chapter.title}, step {frame.position.step + 1} of ")
        assert told.endswith((".", "!"))
        assert len(told) > len(frame.chapter.title) + 30
        assert "{" not in told
        assert "**" not in told


def test_what_is_hidden_is_not_told_nor_copied():
    run = Veil(run_of(experiments()["grey"])).over({Cell("Y", (0, 2, 3, 0))})
    number = [chapter.key for chapter in run.chapters].index("convolve")
    step = int(run.chapters[number].trace.steps_of(Cell("y", (0, 2, 3, 0)))[0])
    frame = Frame(run, Position(number, step))
    assert narration(frame).endswith("A number of this step is hidden.")
    table = ArrayTable(frame, "y")
    assert (table.text(2, 3), table.spoken(2, 3)) == ("?", "Y[2, 3] ?, written")
    assert table.as_text().splitlines()[2].split("\t")[3] == "?"


def test_within_a_step_the_term_is_told():
    run = run_of(experiments()["grey"])
    assert ", term 3 of 10. " in narration(Frame(run, Position(1, 4, 3)))
