"""Whatever is stepped through, the page has the numbers of the window, cell by cell and step by step."""

import numpy as np
import pytest
from page_reader import ASKED, PARTIAL, WAITING, glimpse, read, runs
from run_catalogue import WAYS, by_turns, experiments

from cnnviz.canvas.lens.slots import blocks_of
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.number_format import format_in
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.words import place
from cnnviz.export.pages.numbering import Numbering
from cnnviz.run.compute import run_of
from cnnviz.run.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.storage.document import Document

EXPERIMENTS = experiments()


@pytest.fixture(scope="module")
def pages():
    """Return pages that are made once, with their runs."""
    known = {}

    def made(name, way):
        if (name, way) not in known:
            run = run_of(EXPERIMENTS[name], WAYS[way])
            known[name, way] = glimpse(run), run
        return known[name, way]

    return made


def frames(run, told, number):
    """Yield a chapter's frames at the steps that the page has."""
    return (Frame(run, Position(number, step[0] - 1)) for step in told["steps"])


@pytest.mark.parametrize(("name", "way"), by_turns(EXPERIMENTS, WAYS))
def test_every_cell_is_written_as_in_the_window_at_every_step(pages, name, way):
    page, run = pages(name, way)
    assert [told["key"] for told in page.chapters] == [chapter.key for chapter in run.chapters]
    for number, told in enumerate(page.chapters):
        chapter = run.chapters[number]
        numbering = Numbering(chapter)
        for frame, state in zip(frames(run, told, number), page.states(told), strict=True):
            for array in numbering.names:
                own = numbering.own(array, frame.arrays if array in frame.arrays else chapter.arrays).ravel()
                flags = frame.progress.get(array)
                sampled = chapter.info[array].sampled
                done = (
                    np.full(own.shape, 2)
                    if flags is None
                    else (flags[chapter.sample] if sampled else flags).ravel()
                )
                shown = state[numbering.starts[array] :][: own.size]
                form = format_in(chapter, array)
                for value, far, (text, marks) in zip(own.tolist(), done.tolist(), shown, strict=True):
                    assert bool(marks & WAITING) == (far == 0 and text == "")
                    assert bool(marks & PARTIAL) == (far == 1)
                    assert text == ("" if marks & WAITING else form.text(value))


@pytest.mark.parametrize(("name", "way"), by_turns(EXPERIMENTS, WAYS))
def test_the_lens_and_what_is_said_are_those_of_the_window(pages, name, way):
    page, run = pages(name, way)
    for number, told in enumerate(page.chapters):
        for frame, step in zip(frames(run, told, number), told["steps"], strict=True):
            _, _, _, touched, written, _, (form, filled, _), (where, said, *_) = step[:8]
            numbering = Numbering(frame.chapter)
            assert runs(touched) == sorted(map(numbering.of, frame.step.cells))
            assert runs(written) == sorted(map(numbering.of, frame.step.writes))
            assert page.text(where) == place(frame)
            assert page.text(said[1]) == formula(frame).result
            pieces = [formula(frame).target, *formula(frame).terms]
            assert [page.text(piece[1]) for piece in said[3:]] == [piece.text for piece in pieces]
            slots = told["forms"][form]["slots"]
            shown = {tuple(slots[slot]): block for slot, block in zip(filled[::2], filled[1::2], strict=True)}
            for slot, block in blocks_of(lens(frame)).items():
                texts = page.block(told, shown[slot.working, slot.group, slot.part.value, slot.number])
                assert len([text for text in texts if text is not None]) == len(list(block.tiles))


def test_a_keyframe_is_what_has_changed_up_to_it():
    page = read(Document(EXPERIMENTS["grey"], WAYS["window by window"]), chapter="scatter")
    for told in page.chapters:
        made = told["made"]
        states = list(page.states(told))
        for number, keyframe in enumerate(told["keyframes"][1:], 1):
            before = states[number * told["apart"] - 1][made:]
            assert [page.glyph(cell) for cell in runs(keyframe, repeated=True)] == before
    assert any(len(told["keyframes"]) > 1 for told in page.chapters)


def test_what_is_hidden_is_nowhere_in_the_page():
    experiment = EXPERIMENTS["grey"]
    run = run_of(experiment, WAYS["window by window"])
    chapter = run.chapters[1]
    hidden = next(iter(chapter.trace[17].writes))
    text = format_in(chapter, hidden.array).text(float(chapter.arrays[hidden.array][hidden.index]))
    at = Position(1, 17)
    open_, asked = (
        read(Document(experiment, WAYS["window by window"], at, hidden=cells), chapter=chapter.key)
        for cells in ((), (hidden,))
    )
    number = Numbering(chapter).of(hidden)
    (told,) = asked.chapters
    ends = [list(page.states(page.chapters[0]))[-1][number] for page in (open_, asked)]
    assert ends == [(text, 0), ("?", ASKED)]
    said = told["steps"][17][7]
    assert text not in asked.text(said[0])
    assert asked.text(said[1][1]) == "?"
    assert asked.text(said[2][0]) == ""
    filled = told["steps"][17][6][1]
    shown = [one for block in filled[1::2] for one in asked.block(told, block)]
    assert "?" in shown
    assert text not in shown
