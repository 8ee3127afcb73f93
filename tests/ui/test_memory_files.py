"""Files in memory are found by Qt as if they were on the disk."""

import doctest
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QDir, QFile, QIODevice
from PyQt5.QtGui import QColor, QImage, QPixmap

from cnnviz.canvas.palette import palette
from cnnviz.resource import THEMES
from cnnviz.ui import icons, memory_files, theme
from cnnviz.ui.appearance import appearance

names = st.text(st.characters(codec="ascii", exclude_characters="/\0:.%"), min_size=1, max_size=12)
numbers = itertools.count()


def content(path):
    file = QFile(path)
    assert file.open(QIODevice.OpenModeFlag.ReadOnly), path
    return bytes(file.readAll())


def test_what_the_docstring_says():
    assert doctest.testmod(memory_files).failed == 0


@given(st.dictionaries(names, st.binary(), min_size=1, max_size=30))
def test_every_file_is_there_with_all_its_bytes(files):
    folder = f"drawn-{next(numbers)}"
    memory_files.keep(folder, files)
    assert sorted(QDir(f":/{folder}").entryList()) == sorted(files)
    assert {name: content(f":/{folder}/{name}") for name in files} == files


@pytest.mark.parametrize("name", THEMES)
def test_the_pictures_of_the_style_sheet_are_there_in_their_colours(qapp, name):
    theme.apply(palette(name))
    pictures = set(re.findall(r"url\((.*?)\)", qapp.styleSheet()))
    theme.apply(appearance().palette)
    assert len(pictures) == 6
    assert all(path.startswith(f":/{name}/") for path in pictures)
    dots = QPixmap(f":/{name}/icon_more.bmp").toImage()
    seen = [dots.pixelColor(x, y) for x in range(dots.width()) for y in range(dots.height())]
    inks = {colour.name() for colour in seen if colour.alpha() == 255}
    assert inks == {palette(name).role("muted").name()}
    assert not any(QPixmap(path).isNull() for path in pictures)


def test_a_bitmap_has_every_pixel_and_how_far_it_lets_through(qapp):
    image = QImage(5, 3, QImage.Format.Format_ARGB32)
    for x in range(5):
        for y in range(3):
            image.setPixelColor(x, y, QColor(40 * x, 90 * y, 255 - 30 * x, (60 * x + 7 * y) % 256))
    read = QImage.fromData(memory_files.bitmap(image), "BMP")
    assert read.convertToFormat(QImage.Format.Format_ARGB32) == image


@pytest.mark.parametrize("name", THEMES)
def test_what_the_style_sheet_draws_is_read_as_it_was_drawn(name, qapp):
    appearance().set_palette(palette(name))
    drawn = icons.pixmap("check", palette(name).role("accent_text").name(), 20).toImage()
    assert QImage(f":/{name}/icon_check.bmp").convertToFormat(drawn.format()) == drawn
