"""SVG and PDF show what the picture shows, made of shapes and letters alone; one layout and one look serve all."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from figure_tools import drawn, subject_of
from gallery_frames import frame_at
from PyQt5.QtCore import QByteArray
from PyQt5.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PyQt5.QtSvg import QSvgRenderer
from run_catalogue import runs
from seen_pixels import pixels_of

from cnnviz.canvas.grids.cells import FADED, PARTIAL, TIED, UNTOUCHED, WON
from cnnviz.canvas.grids.charts.areas import AreaGrid
from cnnviz.canvas.grids.charts.bars import BarGrid
from cnnviz.canvas.grids.glyphs import number_font
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import palette
from cnnviz.export.figures.look import FigureLook
from cnnviz.export.figures.pdf import pdf
from cnnviz.export.figures.sheet import FigureSheet
from cnnviz.export.figures.svg import svg
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.export.svg.device import SvgDevice
from cnnviz.resource import THEMES
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

_SQUARE, _FAR = 6, 18  # pixels along a side, and of 255 how far its colour may be
NAME = "{http://www.w3.org/2000/svg}"


def shapes(frame, theme="light", size=(960, 600)):
    """Return the text of an SVG file of a frame."""
    sheet, device = FigureSheet(FigureLook(size, theme=theme)), SvgDevice(*size)
    painter = QPainter(device)
    sheet.paint(painter, frame)
    painter.end()
    sheet.close()
    return device.text()


def rendered(text, size=(960, 600)):
    """Return what Qt makes of an SVG file."""
    renderer = QSvgRenderer(QByteArray(text.encode()))
    assert renderer.isValid()
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


def unlike(one, other):
    """Return the share of squares of pixels that are another colour on the whole: edges may lie a little beside."""
    told = (pixels_of(one).astype(int) - pixels_of(other))[: one.height() // _SQUARE * _SQUARE]
    told = told[:, : one.width() // _SQUARE * _SQUARE]
    rows, columns = told.shape[0] // _SQUARE, told.shape[1] // _SQUARE
    squares = told.reshape(rows, _SQUARE, columns, _SQUARE, 3).mean(axis=(1, 3))
    return (np.abs(squares).max(axis=2) > _FAR).mean()


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("key", "theme"),
    [("letter", "light"), ("a", "high_contrast"), ("e_ties_first", "dark"), ("c_slope", "light")],
)
def test_the_shapes_are_those_of_the_pixels(qapp, key, theme):
    frame = frame_at(key)
    assert unlike(rendered(shapes(frame, theme)), drawn(frame, palette(theme))) < 0.009


@pytest.mark.long
@pytest.mark.parametrize(("name", "run"), runs())
def test_of_every_chapter_they_are(qapp, name, run):
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, len(chapter.trace) // 2))
        assert unlike(rendered(shapes(frame)), drawn(frame, palette("light"))) < 0.012, chapter.key


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("cell", [8, 16, 36])
def test_each_look_of_a_cell_is_drawn_alike(qapp, grid_look, theme, cell):
    look, form = grid_look(palette(theme))
    unread = np.zeros((4, 5), bool)
    unread[3, 1:3] = True
    values = np.array(
        [[3, -2, 0, np.nan, 1], [0.5, -0.5, 2, -3, 0], [1, 2, 3, -1, -2], [0, 1, 0, 2, 3]], float
    )
    progress = np.full((4, 5), 2, np.int8)
    progress[1, :3], progress[2, 1:] = PARTIAL, UNTOUCHED
    standing = np.zeros((4, 5), np.int8)
    standing[0, 0], standing[0, 1], standing[0, 2] = WON, TIED, FADED
    images = []
    for vector in (False, True):
        grid = GridItem(look, form, unread)
        grid.set_cell(cell)
        grid.set_values(values, progress, standing)
        images.append(painted_grid(grid, vector))
    assert unlike(*images) < 0.04


@pytest.mark.parametrize("kind", [BarGrid, AreaGrid])
def test_what_is_not_reached_yet_is_hatched_in_shapes_too(qapp, grid_look, kind):
    look, form = grid_look(palette("light"))
    values, progress = np.full((4, 5), 0.5), np.full((4, 5), UNTOUCHED, np.int8)
    grid = kind(look, form, np.zeros((4, 5), bool))
    grid.set_cell(36)
    grid.set_values(values, progress, np.zeros((4, 5), np.int8))
    assert unlike(painted_grid(grid, vector=False), painted_grid(grid, vector=True)) < 0.04


def painted_grid(grid, vector):
    from PyQt5.QtWidgets import QStyleOptionGraphicsItem

    size = grid.boundingRect().size().toSize()
    size = size.width(), size.height()
    image, device = QImage(*size, QImage.Format.Format_RGB32), SvgDevice(*size)
    image.fill(QColor("white"))
    option = QStyleOptionGraphicsItem()
    option.exposedRect = grid.boundingRect()
    painter = QPainter(device if vector else image)
    grid.paint(painter, option)
    painter.end()
    return rendered(device.text(), size) if vector else image


@pytest.fixture
def grid_look():
    from cnnviz.canvas.grids.cells import CellLook
    from cnnviz.explain.number_format import format_of

    def made(colours):
        border = np.zeros((4, 5), bool)
        border[:, 4] = True
        return CellLook(colours, "signed", -3.0, 3.0, border), format_of(np.array([0.5, 3.0]))

    return made


def test_a_dashed_ring_is_dashed(qapp):
    assert "stroke-dasharray" in shapes(frame_at("e_ties_first"))
    assert "stroke-dasharray" not in shapes(frame_at("e_max"))


def test_there_are_no_pictures_of_pixels_in_either(qapp):
    subject = subject_of("e_max")
    assert b"<image" not in svg(subject, ExportOptions())
    assert b"/Subtype /Image" not in pdf(subject, ExportOptions())


def test_a_picture_of_pixels_is_refused_where_shapes_are_wanted(qapp):
    painter = QPainter(device := SvgDevice(10, 10))
    with pytest.raises(TypeError, match="shapes"):
        device.paintEngine().drawPixmap(None, None, None)
    painter.end()


def test_every_number_of_the_stage_is_a_text(qapp):
    frame = frame_at("a")
    tree = ElementTree.fromstring(shapes(frame))
    texts = [element.text for element in tree.iter(f"{NAME}text")]
    assert {"dX", "dY", "W", "dX[1, 1]", "step 5 of 9 · dX[1, 1] = 3"} <= set(texts)
    assert texts.count("−1") >= 8
    assert all(text == text.strip() for text in texts)


def test_its_letters_are_within_it(qapp):
    import base64
    import io

    from fontTools.ttLib import TTFont

    text = svg(subject_of("b"), ExportOptions(caption="Ωmega ⊙ → é")).decode()
    rule = r"@font-face\{font-family:Roboto;font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)"
    held = {}
    for weight, data in re.findall(rule, text):
        held.setdefault(weight, set()).update(TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap())
    tree = ElementTree.fromstring(text)
    for group in tree.iter(f"{NAME}g"):
        for element in group.findall(f"{NAME}text"):
            weight = group.get("font-weight", "400")
            assert set(map(ord, element.text)) <= held[weight], element.text


def test_it_says_what_it_is_to_who_cannot_see_it(qapp):
    tree = ElementTree.fromstring(svg(subject_of("letter"), ExportOptions()))
    assert tree.find(f"{NAME}title").text == "letter · Convolution, forward"
    assert "step 28 of 64" in tree.find(f"{NAME}desc").text
    assert tree.get("role") == "img"


def test_what_is_hidden_is_a_mark_in_it(qapp):
    shown = subject_of("letter", hidden=(Cell("Y", (0, 3, 3, 0)),))
    tree = ElementTree.fromstring(svg(Subject(shown.document), ExportOptions()))
    texts = [element.text for element in tree.iter(f"{NAME}text")]
    assert "step 28 of 64 · Y[3, 3] = ?" in texts
    assert "3" not in texts


def test_texts_say_how_long_they_are_for_programs_with_other_letters(qapp):
    tree = ElementTree.fromstring(shapes(frame_at("letter")))
    lengths = {element.text: element.get("textLength") for element in tree.iter(f"{NAME}text")}
    font = number_font(14)
    font.setWeight(QFont.Weight.Normal)
    font.setPixelSize(13)
    words = "step 28 of 64 · Y[3, 3] = 3"
    assert float(lengths[words]) == pytest.approx(QFontMetricsF(font).horizontalAdvance(words), abs=1)
