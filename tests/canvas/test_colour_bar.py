"""The colour bar: what it says, how it is painted, and that steps leave it alone."""

from itertools import pairwise

import numpy as np
import pytest
from gallery_frames import example
from painted_texts import texts, written
from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtWidgets import QApplication
from run_catalogue import experiments
from seen_pixels import pixels_of

from cnnviz.application import typeface, words_at
from cnnviz.canvas.colour_bar import ColourBar
from cnnviz.canvas.formula_lines import text_width
from cnnviz.canvas.palette import palette, rgb
from cnnviz.canvas.staging.scale import named_scale
from cnnviz.resource import THEMES
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

LONG, APART = 94, 8  # pixels of the bar, and between it and its ends


@pytest.fixture
def timeline():
    return run_of(experiments()["grey"], RunOptions())


@pytest.fixture
def bar(qtbot):
    bar = ColourBar()
    qtbot.addWidget(bar)
    return bar


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_says_whose_scale_it_is_and_its_ends_and_zero(bar, timeline, theme, compact):
    bar.set_compact(compact)
    for number in range(len(timeline.chapters)):
        frame = Frame(timeline, Position(number, 0))
        bar.set_frame(frame, palette(theme))
        named = named_scale(frame).only_made() if compact else named_scale(frame)
        if compact and named.scale.kind == "signed":  # as much of it as there is room for
            assert {named.name} < set(texts(bar)) <= {named.name, *named.ends, "0", f"±{named.ends[1]}"}
            continue
        expected = {named.name, *named.ends} | ({"0"} if named.scale.kind == "signed" else set())
        assert set(texts(bar)) == expected
        assert all(end in bar.accessibleDescription() for end in named.ends)


@pytest.mark.parametrize("percent", [100, 170])
def test_what_stands_beneath_a_small_bar_stands_apart(bar, percent):
    counts = set()
    with words_at(percent):
        bar.set_compact(True)
        for name in ("grey", "classifier", "signed", "colour"):
            run = run_of(experiments()[name], RunOptions(0))
            for number in range(len(run.chapters)):
                bar.set_frame(Frame(run, Position(number, 0)), palette("light"))
                lowest = max(one.at.y() for one in written(bar))
                beneath = sorted((one.at.x(), one) for one in written(bar) if one.at.y() == lowest)
                ends = [(x, x + text_width(one.text, typeface(one.pixels))) for x, one in beneath]
                assert all(right + 7 <= left for (_, right), (left, _) in pairwise(ends))
                counts.add(len(ends))
    assert counts >= {2, 3}


def test_it_says_whether_other_chapters_have_other_colours(bar, timeline):
    number = [chapter.key for chapter in timeline.chapters].index("convolve")
    bar.set_frame(Frame(timeline, Position(number, 0)), palette("light"))
    assert "this chapter's own" in bar.toolTip()
    bar.set_frame(Frame(timeline, Position(number, 0), one_scale=True), palette("light"))
    assert "this chapter's own" not in bar.toolTip()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("compact", [False, True])
def test_the_colours_of_the_ends_are_in_it(bar, timeline, theme, compact):
    bar.set_compact(compact)
    number = [chapter.key for chapter in timeline.chapters].index("convolve")
    bar.set_frame(Frame(timeline, Position(number, 0)), palette(theme))
    seen = pixels_of(bar.grab().toImage()).reshape(-1, 3)
    for end in (0, -1):
        assert (seen == palette(theme).maps["signed"][end]).all(axis=1).sum() >= 3


def test_in_high_contrast_it_is_made_of_cells_with_their_marks(bar, timeline):
    number = [chapter.key for chapter in timeline.chapters].index("convolve")
    frame = Frame(timeline, Position(number, 0))
    sizes = []
    for theme in ("light", "high_contrast"):
        bar.set_frame(frame, palette(theme))
        sizes.append(bar.width())
    black = (pixels_of(bar.grab().toImage()) == rgb(palette("high_contrast").cells["gap"])).all(axis=2)
    assert black.all(axis=0).sum() == 0
    lines = np.flatnonzero(black[3:-5].all(axis=0))
    assert len(lines) == 6  # five cells


class _Paints(QObject):
    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("key", ["max_pool_back", "scatter"])
def test_what_of_a_name_reaches_below_its_line_is_clear_of_the_cells(bar, timeline, key, percent):
    """The p of a padded image had its foot in their frame."""
    bar.set_compact(True)
    number = [chapter.key for chapter in timeline.chapters].index(key)
    with words_at(percent):
        bar.set_frame(Frame(timeline, Position(number, 0)), palette("high_contrast"))
        seen = pixels_of(bar.grab().toImage()).astype(int)
    ink = (abs(seen - seen[0, -1]).sum(axis=2) > 200).sum(axis=1).tolist()
    frame = ink.index(max(ink))
    assert ink[frame - 1] == 0 < ink[frame - 4]


def test_no_step_paints_it_again(bar, timeline):
    bar.show()
    paints = _Paints()
    bar.installEventFilter(paints)
    number = [chapter.key for chapter in timeline.chapters].index("convolve")
    bar.set_frame(Frame(timeline, Position(number, 0)), palette("light"))
    QApplication.processEvents()
    before, size = paints.count, bar.size()
    for step in range(1, 10):
        bar.set_frame(Frame(timeline, Position(number, step)), palette("light"))
        QApplication.processEvents()
    assert paints.count == before
    assert bar.size() == size
    bar.set_frame(Frame(timeline, Position(number, 0), one_scale=True), palette("light"))
    QApplication.processEvents()
    assert paints.count > before


@pytest.mark.parametrize("compact", [False, True])
def test_nothing_of_it_is_cut_off(bar, timeline, compact):
    from painted_texts import written
    from PyQt5.QtGui import QFont, QFontMetrics

    bar.set_compact(compact)
    for number in range(len(timeline.chapters)):
        bar.set_frame(Frame(timeline, Position(number, 0)), palette("light"))
        room = 0 if compact else LONG + 2 * APART
        for line in written(bar):
            font = QFont("Roboto")
            font.setPixelSize(line.pixels)
            metrics = QFontMetrics(font)
            assert line.at.x() >= 0
            assert line.at.x() + metrics.horizontalAdvance(line.text) <= bar.width() + 1
            assert line.at.y() <= bar.height()
            room += metrics.horizontalAdvance(line.text) if line.text != "0" else 0
        assert compact or room <= bar.width()


def test_of_weights_and_bias_the_scale_is_that_of_the_weights(timeline):
    number = [chapter.key for chapter in timeline.chapters].index("accumulate")
    named = named_scale(Frame(timeline, Position(number, 0)))
    assert named.only_made().name == timeline.chapters[number].label("dweight")


@pytest.mark.parametrize("compact", [False, True])
def test_a_tip_says_that_sums_on_their_way_are_beyond_an_end(bar, compact):
    run = run_of(example("depthwise").make(), RunOptions(0))
    number = next(n for n, one in enumerate(run.chapters) if one.kind is ChapterKind.ACCUMULATE)
    bar.set_compact(compact)
    seen = {}
    for step in (0, 23, 48):
        frame = Frame(run, Position(number, step))
        bar.set_frame(frame, palette("light"))
        scale, now = named_scale(frame).scale, frame.arrays["dweight"]
        below, above = now.min() < scale.low - 1e-9, now.max() > scale.high + 1e-9
        assert (below, above) == (step == 23, False)
        assert ("beyond" in bar.toolTip()) == below
        seen[step] = bar.size(), bar.grab().toImage()
    assert seen[0] == seen[48] != seen[23]  # and nothing is wider for it
    assert seen[0][0] == seen[23][0]
