"""Every character that is written anywhere is in the fonts that are shipped: no box where the system has none."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from PyQt5.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics, QImage, QPainter, QRawFont
from seen_pixels import pixels_of

from cnnviz.application import application, mono_family
from cnnviz.resource import located

HOUSE = Path(__file__).parents[1]
FACES = ("Roboto-Regular", "Roboto-Medium", "Roboto-Bold")
NEVER_WRITTEN = {
    "\u2028",
    "\ud800",
    "\xa0",
    "\ufeff",
    "█",
    "░",
    "∙",
    "⋅",
}  # what is looked for in people's files and answers, and what a terminal alone shows


def face(name):
    found = QRawFont(located("fonts", f"{name}.ttf"), 16.0)
    assert found.isValid()
    return found


def strings(source):
    """Yield the texts of a module that are no docstrings."""
    tree = ast.parse(source)
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    docs = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@cache
def written():
    """Return every character in words of the program and of its resources, and where it stands."""
    places = {}
    for path in (HOUSE / "cnnviz").rglob("*.py"):
        for text in strings(path.read_text(encoding="utf-8")):
            for character in text:
                places.setdefault(character, path.name)
    for pattern in ("*.toml", "*.json", "*.md"):
        for path in (HOUSE / "resources").rglob(pattern):
            for character in path.read_text(encoding="utf-8"):
                places.setdefault(character, path.name)
    return {
        character: place
        for character, place in places.items()
        if character.isprintable() and character not in NEVER_WRITTEN
    }


def test_the_texts_are_found():
    assert {"←", "⌊", "−", "·", "a"} <= set(written())


@pytest.mark.some(1)
@pytest.mark.parametrize("name", FACES)
def test_no_character_is_missing(qapp, name):
    fonts = face(name), face("Symbols")
    missing = {
        character: place
        for character, place in written().items()
        if not any(font.supportsCharacter(ord(character)) for font in fonts)
    }
    assert not missing


def test_what_is_likely_to_be_written_next_is_there(qapp):
    fonts = face("Roboto-Regular"), face("Symbols")
    for character in "⊙Σ≈−×η∂′²₂σ∞·…←→↑↓↔✓✗≤≥≠√⌊⌋":
        assert any(font.supportsCharacter(ord(character)) for font in fonts), character
        assert face("Mono").supportsCharacter(ord(character)), character
    assert all(face("Mono").supportsCharacter(code) for code in range(32, 127))


def ink(character):
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    font = QFont("Roboto")
    font.setPixelSize(24)
    painter.setFont(font)
    painter.drawText(8, 30, character)
    painter.end()
    return pixels_of(image).tobytes()


@pytest.mark.parametrize("character", "←→↑↓⌊⊙")
def test_what_roboto_lacks_is_painted_and_no_box(qapp, character):
    application()
    box = ink("\U000f1234")  # a character that no font has
    assert ink(character) not in (box, ink(" "))
    assert "cnnviz symbols" in [
        name.lower() for name in QFont.substitutes("Roboto")
    ]  # before those of the system


def test_the_font_for_code_is_loaded_when_it_is_asked_for():
    program = (
        "from cnnviz.application import application, mono_family\n"
        "from PyQt5.QtGui import QFontDatabase\n"
        "app = application(offscreen=True)\n"
        "assert 'cnnviz Mono' not in QFontDatabase().families()\n"
        "assert mono_family() in QFontDatabase().families()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=600, cwd=HOUSE)


def test_letters_of_code_are_equally_wide(qapp):
    application()
    font = QFont(mono_family())
    font.setPixelSize(13)
    assert QFontInfo(font).family() == "cnnviz Mono"
    assert QFontDatabase().isFixedPitch("cnnviz Mono")
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(character) for character in "iW0.−·∂"}) == 1
