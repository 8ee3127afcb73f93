"""What an array is called is what stands on the screen, and nothing else depends on it."""

from dataclasses import replace

import pytest
from run_catalogue import runs

from cnnviz.canvas.palette import palette
from cnnviz.canvas.plans.stage_plan import Plane, StagePlan, Style
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.curve import CurveItem
from cnnviz.explain.sums.formula import formula
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.array_info import Editable
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.edits import with_number
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position, Timeline
from cnnviz.trace.steps import Cell

each_run = pytest.mark.parametrize("run", [pytest.param(run, id=name) for name, run in runs()])


def relabelled(run):
    """Return a run whose arrays are all called otherwise."""
    chapters = [
        replace(
            chapter,
            info={name: info._replace(label=f"Ω{info.label}") for name, info in chapter.info.items()},
        )
        for chapter in run.chapters
    ]
    arrays = [made._replace(info=made.info._replace(label=f"Ω{made.label}")) for made in run.arrays]
    return Timeline(chapters, arrays, run.loss)


def untitled(group):
    if isinstance(group, Plane):
        return group._replace(title="")
    return group._replace(children=tuple(map(untitled, group.children)))


def frames(run):
    for index, chapter in enumerate(run.chapters):
        for step in {0, len(chapter.trace) // 2, len(chapter.trace) - 1}:
            yield Frame(run, Position(index, step))


@pytest.mark.some(16)
@each_run
def test_other_labels_change_what_stands_over_the_grids_and_nothing_else_of_the_stage(run):
    for one, other in zip(frames(run), frames(relabelled(run)), strict=True):
        assert one.focus == other.focus
        plans = [stage_plan(frame.chapter, frame.focus) for frame in (one, other)]
        bare = [StagePlan(tuple(map(untitled, made.arrangements)), made.links) for made in plans]
        assert bare[0] == bare[1]
        for plane in plans[1].planes:
            assert not plane.title or plane.title.startswith("Ω") or plane.style is Style.AREAS


@pytest.mark.some(6)
@each_run
def test_other_labels_change_names_in_the_formula_and_no_number_of_it(run):
    for one, other in zip(frames(run), frames(relabelled(run)), strict=True):
        before, after = formula(one), formula(other)
        assert after.target.text == f"Ω{before.target.text}"
        assert (after.result, after.note.replace("Ω", "")) == (before.result, before.note)
        for own, renamed in zip(before.terms, after.terms, strict=True):
            assert (own.role, own.cells) == (renamed.role, renamed.cells)
            assert renamed.text.replace("Ω", "") == own.text


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_what_can_be_edited_can_be_edited_whatever_it_is_called(example):
    experiment = example.make()
    run = run_of(experiment, example.options)
    for chapter, other in zip(run.chapters, relabelled(run).chapters, strict=True):
        for name, array in chapter.arrays.items():
            cell = Cell(name, tuple(size // 2 for size in array.shape))
            cell = replace(cell, index=(0, *cell.index[1:])) if chapter.info[name].sampled else cell
            before, after = (with_number(experiment, each, cell, 7.5) for each in (chapter, other))
            assert (before is None) == (after is None)
            if before is not None and chapter.info[name].edit.of is Editable.IMAGE:
                assert (before.image == after.image).all()


def test_the_curve_of_an_activation_is_found_by_its_function(qapp):
    for example in EXAMPLES:
        run = run_of(example.make(), example.options)
        for index, chapter in enumerate(run.chapters):
            if chapter.kind in (ChapterKind.ACTIVATE, ChapterKind.ACTIVATE_BACK):
                renamed = replace(chapter, name="another name", title="another title")
                told = Timeline([*run.chapters[:index], renamed], run.arrays)
                CurveItem(Frame(told, Position(index, 0)), palette("light"))
