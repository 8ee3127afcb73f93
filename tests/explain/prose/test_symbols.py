"""The law of each chapter in LaTeX: it can be typeset, and names the arrays of its chapter."""

import re
from functools import cache

import pytest
from gallery_frames import frame_at
from run_catalogue import experiments, nothing_but_padding, runs
from ziamath.config import config
from ziamath.zmath import Latex

from cnnviz.explain.prose.symbols import FactorOrigin, law, numbers_latex, origin_of, symbol
from cnnviz.explain.prose.worked import as_text, worked
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

COLOURS = {origin: f"#{number}{number}{number}" for number, origin in enumerate(FactorOrigin)}


def at(run, key, step=0):
    keys = [chapter.key for chapter in run.chapters]
    return Frame(run, Position(keys.index(key), step))


@cache
def laws():
    found = {}
    for _, run in runs():
        for number in range(len(run.chapters)):
            frame = Frame(run, Position(number, 0))
            found.setdefault((frame.chapter.kind, law(frame)), frame)
    return found


@pytest.mark.parametrize("kind", ChapterKind)
@pytest.mark.some(4)
def test_every_law_can_be_typeset_with_its_colours_and_without(kind):
    config.svg2 = False
    told = {plain: frame for (of, plain), frame in laws().items() if of is kind}
    assert told
    for plain, frame in told.items():
        assert "<" not in plain.replace("<svg", "")
        for latex in (plain, law(frame, COLOURS)):
            assert latex.count("{") == latex.count("}")
            assert "<path" in Latex(latex).svg(), latex


def test_the_colours_are_all_that_is_added():
    for (_, plain), frame in laws().items():
        coloured = law(frame, COLOURS)
        bare = coloured
        while r"\textcolor" in bare:
            bare = without_colour(bare)
        assert bare == plain


def without_colour(latex):
    """Return LaTeX without the first of its colours."""
    start = latex.index(r"\textcolor")
    opening = latex.index("}{", start) + 2
    depth, at = 1, opening
    while depth:
        depth += {"{": 1, "}": -1}.get(latex[at], 0)
        at += 1
    return latex[:start] + latex[opening : at - 1] + latex[at:]


def test_what_is_written_stands_at_the_left_in_its_own_colour():
    for (_, _), frame in laws().items():
        left = law(frame, COLOURS).partition("=")[0]
        assert left.startswith(rf"\textcolor{{{COLOURS[FactorOrigin.WRITTEN]}}}")


def test_one_channel_and_one_filter_need_no_letter():
    run = frame_at("letter").timeline
    assert law(at(run, "convolve")) == (r"Y[i, j] = \sum_{u,v} X^{\text{padded}}[i+u, j+v] \cdot W[u, v] + b")
    several = run_of(experiments()["classifier"], RunOptions(0))
    assert r"\sum_{u,v,c} X^{\text{padded}}[i+u, j+v, c] \cdot W[u, v, c, f] + b[f]" in law(
        at(several, "convolve")
    )


@pytest.mark.parametrize(
    ("name", "key", "part"),
    [
        ("colour", "convolve", "s_1 i + u, s_2 j + v"),
        ("positions", "convolve", r"s_1 i + d_1 u, s_2 j + d_2 v"),
        ("positions", "convolve", r"b[i, j, f]"),
        ("grey", "activate", r"\max(0, Y[i, j])"),
        ("colour", "activate", r"\tanh(Y[i, j, c])"),
        ("grey", "max_pool", r"\max_{u,v} A^{\text{padded}}[s_1 i + u, s_2 j + v]"),
        ("classifier", "update_weight.2", r"W_{2,\text{new}}[i, o] = W_{2}[i, o] - \eta"),
        ("list", "mse", r"\sum_{i} (F[i] - \text{target}[i])^2"),
        ("positions", "mse", r"\sum_{i,j,c} (A[i, j, c] - \text{target}[i, j, c])^2"),
        ("grey", "upstream", r"\partial P[i, j]} = 1"),
    ],
)
def test_the_settings_in_force_are_those_of_the_law(name, key, part):
    run = run_of(experiments()[name], RunOptions(0))
    assert part in law(at(run, key))


def test_one_row_still_has_its_letter():
    run = run_of(nothing_but_padding("sum"), RunOptions(0))
    assert law(at(run, "max_pool")).startswith(r"P[i, j] = \max_{u,v}")


def test_a_gradient_is_a_derivative_of_the_loss():
    chapter = at(frame_at("letter").timeline, "scatter").chapter
    assert symbol(chapter, "dy", "h, w") == r"\frac{\partial L}{\partial Y[h, w]}"
    assert [origin_of(chapter, name) for name in ("dy", "weight", "dx_pad")] == [
        FactorOrigin.ABOVE,
        FactorOrigin.OWN,
        FactorOrigin.WRITTEN,
    ]


@pytest.mark.parametrize(("name", "run"), runs())
@pytest.mark.some(2)
def test_numbers_can_be_typeset_too(name, run):
    config.svg2 = False
    for number, chapter in enumerate(run.chapters):
        line = numbers_latex(as_text(worked(Frame(run, Position(number, len(chapter.trace) // 2)))))
        assert not re.search("[·−∞η∂₀-₉]", line)
        if len(line) < 400:
            assert "<path" in Latex(line).svg(), line
