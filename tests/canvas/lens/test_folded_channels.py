"""Where channels have no room for a line each, the one in hand is written out and named, and the others' sums stay."""

import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS

from cnnviz.canvas.lens.slots import Part
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.worked_cases import many_channels
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

BESIDE_EXPLAIN, BESIDE_A_PANEL = (649, 395), (655, 395)
"""Rooms of the stage in the smallest window."""


def shown(new_stage, experiment, kind, room, step=20):
    run = run_of(experiment, WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage = new_stage(*room)
    stage.set_frame(Frame(run, Position(number, step)))
    return stage.scene()


def parts(scene):
    """Return where what stands in the lens is put, by its part."""
    found = {}
    for put in scene.lens.face.grids:
        found.setdefault(put.node.slot.part, []).append(put)
    return found


def texts(scene):
    return [
        item.text()
        for item in scene.items()
        if isinstance(item, QGraphicsSimpleTextItem) and item.isVisible()
    ]


@pytest.mark.parametrize("room", [BESIDE_EXPLAIN, BESIDE_A_PANEL])
def test_the_channel_in_hand_is_multiplied_out_before_all_are_folded(new_stage, room):
    scene = shown(new_stage, classifier(), ChapterKind.CONVOLVE, room)
    found = parts(scene)
    assert [len(found[part]) for part in (Part.FACTOR, Part.PRODUCTS, Part.TOTAL)] == [2, 1, 3]
    assert scene.lens.cell >= 28
    assert min(grid.cell for grid in scene.lens.face.grids.values()) >= 28


@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.SCATTER])
def test_what_it_makes_has_its_name(new_stage, kind):
    scene = shown(new_stage, classifier(), kind, BESIDE_EXPLAIN)
    made = "products" if kind is ChapterKind.CONVOLVE else "contribution"
    words = texts(scene)
    beside = [words[at : at + 2] for at, text in enumerate(words) if text in (made, "red")]
    assert [made, "red"] in beside or ["red", made] in beside


@pytest.mark.parametrize("make", [classifier, many_channels])
def test_the_arrow_from_its_products_ends_over_the_first_sum_and_runs_over_nothing(new_stage, make):
    scene = shown(new_stage, make(), ChapterKind.CONVOLVE, BESIDE_EXPLAIN, 5)
    found = parts(scene)
    (products,), (first, *_) = found[Part.PRODUCTS], found[Part.TOTAL]
    lines = scene.lens.lines
    assert lines
    assert all(line.bottom() <= first.y + 1 for line in lines)
    assert all(line.top() >= products.y + products.height - 1 for line in lines)
    assert any(first.x <= line.center().x() <= first.x + first.width for line in lines)
    assert not [word for word in scene.lens.face.words for line in lines if word.intersects(line)]


@pytest.mark.parametrize("kind", [ChapterKind.CONVOLVE, ChapterKind.LINEAR, ChapterKind.SCATTER])
def test_term_by_term_the_group_of_the_term_in_hand_is_written_out(new_stage, kind):
    """A linear layer goes through its maps by turns, so that none is done before the others."""
    run = run_of(classifier(), WAYS["window by window"])
    number, chapter = next((n, chapter) for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    step, seen = len(chapter.trace) // 2, set()
    stage = new_stage(*BESIDE_EXPLAIN)
    for term in range(1, chapter.trace[step].operations + 1):
        frame = Frame(run, Position(number, step, term), by_terms=True)
        stage.set_frame(frame)
        face = stage.scene().lens.face
        update = frame.done.updates[-1]
        cells = tuple(factor for factor in update.terms[-1] if isinstance(factor, Cell))
        shown = [block for slot, block in face.blocks.items() if slot.part in (Part.PRODUCTS, Part.FACTOR)]
        made = {tile.cells for block in shown for tile in block.tiles}
        written = {
            tile.cells
            for slot, block in face.blocks.items()
            if slot.part is Part.AFTER
            for tile in block.tiles
        }
        if len(cells) > 1:  # a bias stands beside them
            assert cells in made or made >= {(cell,) for cell in cells}, term
            assert not written or (update.target,) in written, term
        else:
            assert made == seen, term
        seen = made
    assert seen
