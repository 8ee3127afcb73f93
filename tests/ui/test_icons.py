"""The icons of a first paint are there as masks and look as their SVG files do; `--regenerate` makes them anew."""

import numpy as np
import pytest
from process_tools import UNTIL_PAINTED, said_by, surroundings

from cnnviz.canvas.palette import palette
from cnnviz.qt import QImage
from cnnviz.resource import THEMES, located, text
from cnnviz.ui.icons import drawn, pixmap

RATIOS = (1, 2)
ASKED = """
import sys
import cnnviz.ui.icons as icons
asked, pixmap = set(), icons.pixmap
def noted(name, colour, size):
    asked.add((name, size))
    return pixmap(name, colour, size)
icons.pixmap = noted
from cnnviz.application import application
from cnnviz.ui import open_window
application()
from cnnviz.session.settings.settings import THEME, settings
settings().set(THEME, sys.argv[1])
window = open_window()
"""
TOLD = """
from cnnviz.ui.appearance import appearance
print(appearance().palette.name, window.devicePixelRatio())
print("PyQt5.QtSvg" in watch.loaded)
for name, size in sorted(asked):
    print(name, size)
window.close()
"""


def numbers(picture):
    """Return a picture's premultiplied pixels."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(image.height(), image.width(), 4).astype(int)


def kept():
    """Return which icons are there as masks."""
    return [(name, int(size)) for name, size in map(str.split, text("icons", "masks.txt").splitlines())]


def keep(asked):
    sides = [size for _, size in asked]
    column = np.zeros((sum(sides), max(sides)), np.uint8)
    top = 0
    for name, size in asked:
        column[top : top + size, :size] = numbers(drawn(name, "#000000", size))[..., 3]
        top += size
    image = QImage(column.tobytes(), max(sides), sum(sides), max(sides), QImage.Format.Format_Grayscale8)
    assert image.save(located("icons", "masks.png"))
    with open(located("icons", "masks.txt"), "w", encoding="utf-8") as file:
        file.writelines(f"{name} {size}\n" for name, size in asked)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Return the icons that first paints in all themes and on two kinds of screens ask for, and whether SVG is read."""
    found, reads_files = set(), set()
    for theme in THEMES:
        for ratio in RATIOS:
            environ = surroundings(tmp_path_factory.mktemp("home"), QT_SCALE_FACTOR=str(ratio))
            said = said_by(ASKED + UNTIL_PAINTED + TOLD, theme, env=environ).splitlines()
            assert said[0] == f"{theme} {ratio}"
            reads_files.add(said[1])
            found |= {(name, int(size)) for name, size in map(str.split, said[2:])}
    return sorted(found), reads_files


def test_a_first_paint_has_its_icons_as_masks_and_no_others_are(qapp, asked, pytestconfig):
    icons, reads_files = asked
    if pytestconfig.option.regenerate:
        keep(icons)
        return
    assert kept() == icons
    assert reads_files == {"False"}, "nothing is loaded that reads SVG files"


@pytest.mark.parametrize("theme", THEMES)
def test_masks_look_as_the_files_have_them(qapp, theme):
    """To a shade of 255, by which it is rounded where lines lie over each other."""
    for name, size in kept():
        for role in ("text", "disabled", "accent_text", "line"):
            colour = palette(theme).role(role).name()
            assert np.abs(numbers(pixmap(name, colour, size)) - numbers(drawn(name, colour, size))).max() <= 1


def test_an_icon_in_another_size_is_drawn_from_its_file(qapp):
    assert ("play", 57) not in kept()
    assert np.array_equal(numbers(pixmap("play", "#123456", 57)), numbers(drawn("play", "#123456", 57)))
    assert pixmap("play", "#123456", 0).isNull()
