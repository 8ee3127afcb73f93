"""The word over an arrow stands between the numbers beside it, however long it is."""

from itertools import product

import pytest
from PyQt5.QtGui import QFontMetrics
from run_catalogue import WAYS

from cnnviz.application import application, text_pixels, typeface, write_in
from cnnviz.canvas.lens.ways.sizes import WORD, sign_width
from cnnviz.canvas.palette import palette
from cnnviz.gallery.classifier import classifier
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("word", ["", "max", "reciprocal", "leaky relu"])
def test_an_arrow_is_longer_than_its_word(qapp, word, percent):
    write_in(application(), percent)
    try:
        wide = QFontMetrics(typeface(text_pixels(WORD))).horizontalAdvance(word)
        assert sign_width(word, arrow=True) >= max(wide + 6, text_pixels(34))
    finally:
        write_in(application(), 100)


@pytest.mark.parametrize("room", [(653, 395), (690, 395), (1221, 347)])
def test_the_word_behind_joined_sums_is_clear_of_what_joins_them(new_stage, room):
    run = run_of(classifier(), WAYS["window by window"])
    number = next(n for n, c in enumerate(run.chapters) if c.kind is ChapterKind.CONVOLVE)
    stage = new_stage(*room)
    stage.set_frame(Frame(run, Position(number, 12)))
    words = [item for item in stage.scene().lens.face.fixed if getattr(item, "text", str)().startswith("Σ")]
    accent = palette("light").role("accent").rgb()
    image = stage.viewport().grab().toImage()
    assert words
    for item in words:
        place = stage.mapFromScene(item.sceneBoundingRect()).boundingRect()
        spots = product(range(place.left(), place.right()), range(place.top(), place.bottom()))
        assert all(image.pixel(x, y) != accent for x, y in spots), item.text()
