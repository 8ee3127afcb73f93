"""Whatever is stepped through, the page has the numbers of the window, cell by cell and step by step."""

from dataclasses import replace

import numpy as np
import pytest
from hidden_tools import SENTINEL, differing, pair
from page_reader import HIDDEN, PARTIAL, WAITING, glimpse, read, runs
from run_catalogue import WAYS, by_turns, convolved, experiments

from cnnviz.canvas.lens.rounded import printed
from cnnviz.canvas.lens.slots import blocks_of, is_alone
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.experiment.loss import Loss
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.number_format import format_in, format_of
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.words import place
from cnnviz.export.pages.numbering import Numbering
from cnnviz.export.pages.page import page
from cnnviz.export.subject import Subject
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.hidden import MARK
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
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


@pytest.mark.some(2)
@pytest.mark.parametrize(("name", "way"), by_turns(EXPERIMENTS, WAYS))
def test_every_cell_is_written_as_in_the_window_at_every_step(pages, name, way):
    page_, run = pages(name, way)
    assert [told["key"] for told in page_.chapters] == [chapter.key for chapter in run.chapters]
    for number, told in enumerate(page_.chapters):
        chapter = run.chapters[number]
        numbering = Numbering(chapter)
        for frame, state in zip(frames(run, told, number), page_.states(told), strict=True):
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
                    assert text == ("" if marks & WAITING else form.in_cell(value))


@pytest.mark.some(4)
@pytest.mark.parametrize(("name", "way"), by_turns(EXPERIMENTS, WAYS))
def test_the_lens_and_what_is_said_are_those_of_the_window(pages, name, way):
    page_, run = pages(name, way)
    found = set()
    for number, told in enumerate(page_.chapters):
        for frame, step in zip(frames(run, told, number), told["steps"], strict=True):
            _, _, _, touched, written, _, (form, filled, _, *rounded), (where, said, *_) = step[:8]
            numbering = Numbering(frame.chapter)
            assert runs(touched) == sorted(map(numbering.of, frame.step.cells))
            assert runs(written) == sorted(map(numbering.of, frame.step.writes))
            assert page_.text(where) == place(frame)
            assert page_.text(said[1]) == formula(frame).result
            pieces = [formula(frame).target, *formula(frame).terms]
            assert [page_.text(piece[1]) for piece in said[3:]] == [piece.text for piece in pieces]
            slots = told["forms"][form]["slots"]
            ends = [sign for sign in signs(told["forms"][form]) if sign[1] == "="]
            assert all(len(sign) == 4 for sign in ends)
            alone = len(frame.step.updates) == len(frame.step.updates[0].terms) == 1
            if alone and len({sign[3] for sign in ends}) == 1:
                about = any(ends[0][3] in own for own in rounded)
                assert about is (formula(frame).sign == "≈")
                found.add(about)
            shown = {tuple(slots[slot]): block for slot, block in zip(filled[::2], filled[1::2], strict=True)}
            for slot, block in blocks_of(lens(frame)).items():
                texts = page_.block(told, shown[slot.working, slot.group, slot.part.value, slot.number])
                assert len([text for text in texts if text is not None]) == len(list(block.tiles))
    assert name != "classifier" or True in found


def test_what_is_next_to_0_in_a_grid_has_its_digits_in_the_lens():
    layer = convolved(1, 1, size=(4, 4), padding="valid")
    layer = replace(layer, weight=frozen(np.ones_like(layer.weight)), bias=frozen(np.zeros(1)))
    picture = np.zeros((4, 4, 1))
    picture[0, 0], picture[3, 3] = 0.9, 3.4e-4
    run = run_of(Experiment((frozen(picture),), (layer,)), RunOptions(0))
    page_ = glimpse(run)
    number = next(at for at, one in enumerate(run.chapters) if "y" in one.trace.outputs)
    told, frame = page_.chapters[number], Frame(run, Position(number, len(run.chapters[number].trace) - 1))
    (form, filled, _, *rounded) = told["steps"][-1][6]
    slots = [tuple(slot) for slot in told["forms"][form]["slots"]]
    shown = {slots[slot]: block for slot, block in zip(filled[::2], filled[1::2], strict=True)}
    texts = {slot[2]: page_.block(told, block) for slot, block in shown.items()}
    assert texts["result"] == ["0.0003"]
    assert texts["products"] == ["0"] * 8 + ["≈0"]
    assert rounded
    place = Numbering(frame.chapter).of(frame.step.updates[0].target)
    assert list(page_.states(told))[-1][place][0] == "≈0"
    (working,) = lens(frame)
    for slot, block in blocks_of((working,)).items():
        if is_alone(block):
            (tile,) = block.tiles
            assert [printed(frame, working, slot, block)(tile.value)] == texts[slot.part.value]


def signs(form):
    """Return the signs of the first way that a form is laid out in."""

    def within(node):
        if node[0] == "sign":
            return [node]
        return [sign for part in node[2:] for sign in within(part)] if node[0] in ("row", "column") else []

    return within(form["ways"][0][0])


def test_shapes_are_as_large_as_their_numbers(pages):
    page_, run = pages("positions", "window by window")
    (chapter, told) = next(
        (one, shown)
        for one, shown in zip(run.chapters, page_.chapters, strict=True)
        if one.kind is ChapterKind.MSE
    )
    (plane,) = [plane for plane in told["stages"][0]["planes"] if plane.get("style") == "areas"]
    numbering = Numbering(chapter)
    first, rows, columns, down, across = plane["cells"]
    values = numbering.own("difference", chapter.arrays).ravel()
    at = [first + r * down + c * across for r in range(rows) for c in range(columns)]
    own = values[np.array(at) - numbering.starts["difference"]]
    np.testing.assert_allclose(plane["shapes"][1::2], own / np.abs(values).max(), atol=1e-4)
    texts = [page_.text(number) for number in plane["shapes"][::2]]
    assert texts == [format_of(own**2).in_cell(float(value)) for value in own**2]


def test_a_square_that_is_next_to_0_says_so_and_has_its_digits_in_the_lens():
    image = np.array([[0.9, 0.02], [0.0, 0.1]])[:, :, None]
    loss = Loss("mse", targets=(frozen(np.zeros((2, 2, 1))),))
    run = run_of(Experiment((frozen(image),), (Activation(),), loss=loss), RunOptions(0))
    page_ = read(Document(Experiment((frozen(image),), (Activation(),), loss=loss), RunOptions(0)))
    told = next(
        shown for one, shown in zip(run.chapters, page_.chapters, strict=True) if one.kind is ChapterKind.MSE
    )
    (plane,) = [plane for plane in told["stages"][0]["planes"] if plane.get("style") == "areas"]
    assert [page_.text(number) for number in plane["shapes"][::2]] == ["0.81", "≈0", "0", "0.01"]
    assert "0.02 · 0.02 = 0.0004" in page_.data["strings"]


def test_a_keyframe_is_what_has_changed_up_to_it():
    page_ = read(Document(EXPERIMENTS["grey"], WAYS["window by window"]), chapter="scatter")
    for told in page_.chapters:
        made = told["made"]
        states = list(page_.states(told))
        for number, keyframe in enumerate(told["keyframes"][1:], 1):
            before = states[number * told["apart"] - 1][made:]
            assert [page_.glyph(cell) for cell in runs(keyframe, repeated=True)] == before
    assert any(len(told["keyframes"]) > 1 for told in page_.chapters)


def test_nothing_of_what_is_hidden_is_in_the_page():
    options = RunOptions(0)
    both = pair(EXAMPLES[0].make())
    hidden = tuple(differing(*both, options))
    for chapter in ("convolve", "max_pool_back"):
        pages = [page(Document(one, options, hidden=hidden), chapter=chapter).html for one in both]
        assert pages[0] == pages[1]
    told = [glimpse(Subject(Document(one, options, hidden=hidden)).run).data for one in both]
    assert told[0] == told[1]
    assert f"{SENTINEL:.2f}" in page(Document(both[0], options), chapter="pad", steps=(1, 2)).html
    asked = read(Document(both[0], options, hidden=hidden), chapter="pad", steps=(1, 2))
    cells = [asked.glyph(cell) for cell in asked.chapters[0]["given"]]
    assert cells.count((MARK, HIDDEN)) == 1


def test_what_is_done_between_the_grids_of_an_update_is_said_as_in_the_window(pages):
    page_, run = pages("grey", "window by window")
    (told,) = (
        shown
        for one, shown in zip(run.chapters, page_.chapters, strict=True)
        if one.kind is ChapterKind.UPDATE_WEIGHT
    )
    for stage in told["stages"]:
        titles = [page_.text(plane["title"]) for plane in stage["planes"]]
        signs = [
            (titles[a], titles[b], page_.text(sign), page_.text(said)) for a, b, sign, said in stage["signs"]
        ]
        assert ("W", "dW", "− η ·", f"η = {EXPERIMENTS['grey'].learning_rate}") in signs
        assert ("dW", "new W", "=", "") in signs
