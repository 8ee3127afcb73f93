"""Where printed numbers do not add up or multiply out as they are printed the lens has "≈", else "="."""

from fractions import Fraction
from math import prod

import pytest
from gallery_frames import frame_at

from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.ways.nodes import Box, Operator
from cnnviz.explain.sums.printed import WHY_ABOUT
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


def shown(stage, run, key, step):
    """Return the face of the lens in a step of a chapter."""
    number = next(n for n, one in enumerate(run.chapters) if one.key == key)
    stage.set_frame(Frame(run, Position(number, step)))
    return stage.scene().lens.face


def printed(face, slot):
    """Return the numbers of a place as they are printed there, each as a fraction."""
    put = next(put for put in face.grids if put.node.slot == slot)
    text = face.grids[put].written.in_cell
    return [Fraction(text(tile.value).replace(MINUS, "-")) for tile in face.blocks[slot].tiles]


def signs(face):
    """Return what is written between numbers, over arrows and over a sum, in reading order."""
    where = [put for put in face.puts if isinstance(put.node, Operator | Box) and put.node.gives is not None]
    texts = [item for item in face.fixed if hasattr(item, "font") and item.text().endswith(("=", "≈", "Σ"))]

    def near(put, item):
        middle = item.sceneBoundingRect().center()
        rows = -30 <= middle.y() - put.y <= put.height
        return rows and put.x - 12 <= middle.x() <= put.x + put.width + 12

    return [(put.node.gives, {item.text() for item in texts if near(put, item)}) for put in where]


@pytest.fixture
def classifier():
    return frame_at("classifier").timeline


def test_a_product(new_stage, classifier):
    stage, seen = new_stage(1181, 427), set()
    for step in range(0, 190, 7):
        face = shown(stage, classifier, "linear_weight", step)
        factors = [printed(face, Slot(0, 0, Part.FACTOR, at))[0] for at in (0, 1)]
        (result,) = printed(face, Slot(0, -1, Part.RESULT))
        ((_, said),) = signs(face)
        assert said == {"=" if prod(factors) == result else "≈"}
        seen |= said
    assert seen == {"=", "≈"}


def test_sums_of_maps(new_stage, classifier):
    stage, seen = new_stage(1181, 427), set()
    for step in range(3):
        face = shown(stage, classifier, "linear", step)
        totals = [printed(face, Slot(0, group, Part.TOTAL))[0] for group in range(4)]
        bias, result = (printed(face, Slot(0, -1, part))[0] for part in (Part.SINGLE, Part.RESULT))
        whole = next(said for gives, said in signs(face) if gives.of.part is Part.RESULT)
        assert whole == {"Σ" if sum(totals) + bias == result else "Σ ≈"}
        seen |= whole
    assert "Σ ≈" in seen


@pytest.mark.parametrize(
    ("key", "chapter"), [("photograph", "convolve"), ("c", "accumulate"), ("b", "convolve")]
)
def test_products_side_by_side(new_stage, key, chapter):
    stage, seen, run = new_stage(1181, 427), set(), frame_at(key).timeline
    number = next(n for n, one in enumerate(run.chapters) if one.key == chapter)
    for step in range(min(len(run.chapters[number].trace), 12)):
        face = shown(stage, run, chapter, step)
        one, other, made = (
            printed(face, Slot(0, 0, *part))
            for part in ((Part.FACTOR, 0), (Part.FACTOR, 1), (Part.PRODUCTS,))
        )
        longest = max(len(one), len(other))
        one, other = (part * (longest // len(part)) for part in (one, other))
        exact = [a * b for a, b in zip(one, other, strict=True)] == made
        said = [said for gives, said in signs(face) if gives.of == Slot(0, 0, Part.PRODUCTS)]
        assert said == [{"=" if exact else "≈"}]
        seen |= said[0]
    assert seen == ({"="} if key == "b" else {"=", "≈"} if key == "photograph" else {"≈"})


def test_a_sum_of_products(new_stage):
    stage, seen, run = new_stage(1181, 427), set(), frame_at("photograph").timeline
    for step in range(12):
        face = shown(stage, run, "convolve", step)
        products, (total,) = printed(face, Slot(0, 0, Part.PRODUCTS)), printed(face, Slot(0, 0, Part.TOTAL))
        said = [said for gives, said in signs(face) if gives.of.part is Part.TOTAL]
        (words,) = {word for one in said for word in one}
        assert ("≈" in words) is (sum(products) != total)
        seen.add("≈" in words)
    assert seen == {True, False}


def test_who_points_at_such_a_sign_is_told_why(new_stage, classifier):
    stage = new_stage(1181, 427)
    for step in (*range(0, 28, 7), 0):
        face = shown(stage, classifier, "linear_weight", step)
        texts = [item for item in face.fixed if hasattr(item, "text")]
        assert all(item.toolTip() == (WHY_ABOUT if "≈" in item.text() else "") for item in texts)
