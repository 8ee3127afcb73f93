"""The strip writes the formula: target, every term in its ink, result and note."""

import pytest
from gallery_frames import frame_at
from painted_texts import texts, written
from PyQt5.QtGui import QFont

from cnnviz.application import typeface
from cnnviz.canvas.formula_lines import text_width
from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.palette import palette
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.pieces import Role

INKS = {Role.TERM: "text", Role.PENDING: "disabled", Role.OPERATOR: "muted", Role.NOTE: "muted"}


@pytest.fixture
def strip(qtbot):
    strip = FormulaStrip(palette("light"))
    qtbot.addWidget(strip)
    strip.resize(900, 300)
    return strip


def test_a_sum_is_written_as_it_is_computed(strip):
    strip.set_formula(formula(frame_at("letter")))
    assert "".join(texts(strip)) == (
        "1·1+0·0+0·(−1)+1·2+1·0+0.5·(−2)+1·1+0·0+0·(−1)+0"  # the terms first, then what stands at the ends
        "Y[3, 3]=" + "= 3" + "9 products and b = 0"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("key", "term"), [("b", None), ("b", 5), ("e_max", None), ("a", None), ("a_weight", 3)]
)
def test_every_piece_is_written_where_it_stands_in_the_ink_of_its_role(strip, theme, key, term):
    made = formula(frame_at(key, term))
    strip.set_palette(palette(theme))
    strip.set_formula(made)
    lines = written(strip)
    labelled = sum(bool(piece.label) for piece in made.terms)
    done = [piece for piece in made.terms if piece.role is Role.TERM]
    in_hand = done[-1] if any(piece.role is Role.PENDING for piece in made.terms) else None
    pieces, ends = iter(lines[: len(made.terms) + labelled]), lines[len(made.terms) + labelled :]
    for piece, rect in strip.placed():
        line = next(pieces)
        assert line.text == piece.text
        ink = "accent" if piece is in_hand else INKS[piece.role]
        assert line.colour == palette(theme).role(ink).name()
        assert rect.contains(line.at.toPoint())
        if piece.label:
            name = next(pieces)
            assert (name.text, name.pixels < line.pixels) == (piece.label, True)
            assert rect.contains(name.at.toPoint())
            assert name.at.x() > line.at.x()
    told = [made.target.text, "=", f"{made.sign} {made.result}", *([made.note] if made.note else [])]
    assert [line.text for line in ends] == told
    for rect, line in zip(strip.ends(), ends[2:], strict=False):  # there may be nothing to note
        assert rect.contains(line.at.toPoint())


@pytest.mark.parametrize("key", ["b", "e_max", "a", "letter"])
def test_all_of_a_line_stands_on_it_and_the_sign_behind_the_target_in_the_middle(strip, key):
    strip.set_formula(formula(frame_at(key)))
    lines = written(strip)
    assert len({line.at.y() for line in lines}) == 1
    at = next(number for number, line in enumerate(lines) if line.text == "=")
    target, sign, first = lines[at - 1], lines[at], strip.placed()[0].rect
    before = sign.at.x() - target.at.x() - text_width(target.text, bold(target))
    behind = first.left() - sign.at.x() - text_width(sign.text, bold(sign))
    assert before == behind


def bold(line):
    """Return the font that the target is written in."""
    return typeface(line.pixels, QFont.Weight.DemiBold)


def test_in_a_presentation_it_is_written_larger_than_the_rest(strip):
    strip.resize(1200, 300)
    strip.set_formula(formula(frame_at("letter")))
    small = [line.pixels for line in written(strip)]
    strip.set_large(True)
    large = [line.pixels for line in written(strip)]
    assert all(after >= 1.25 * before for before, after in zip(small, large, strict=True))
