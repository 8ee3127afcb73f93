"""Reads the data of a page back, as its scripts do, so that a test sees what a person would see."""

import json
import re

from cnnviz.export.pages.chapters import Pages
from cnnviz.export.pages.page import page
from cnnviz.export.pages.selection import Selected
from cnnviz.export.pages.tables import Tables

WAITING, PARTIAL, HIDDEN = 1, 4, 64


class Read:
    """The data of a page."""

    def __init__(self, data):
        self.data, self.chapters = data, data["chapters"]

    def text(self, number):
        return self.data["strings"][number]

    def glyph(self, number):
        """Return the text of a cell and how it is marked."""
        text, _, marks = self.data["glyphs"][3 * number : 3 * number + 3]
        return self.text(text), marks

    def states(self, chapter):
        """Yield how all cells are drawn after each step, going by what changes alone."""
        cells = [*chapter["given"], *runs(chapter["keyframes"][0], repeated=True)]
        for step in chapter["steps"]:
            changes = step[2]
            for at in range(0, len(changes), 2):
                cells[changes[at]] = changes[at + 1]
            yield [self.glyph(cell) for cell in cells]

    def block(self, chapter, number):
        """Return the texts of the numbers of a lens, None where there is none."""
        block = chapter["blocks"][number]
        if len(block) == 4:
            return [self.text(block[3])]
        return [None if glyph < 0 else self.glyph(glyph)[0] for glyph in block[5]]


def runs(numbers, *, repeated=False):
    """Return numbers from runs of neighbours, or of the same one."""
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [first + (0 if repeated else more) for first, count in pairs for more in range(count)]


def read(subject, **options):
    """Return the data of a page."""
    html = page(subject, **options).html
    found = re.search(r'<script type="application/json" id="run">(.*?)</script>', html, re.DOTALL)
    return Read(json.loads(found[1]))


def glimpse(run, decimals=0):
    """Return the data of a few steps of every chapter."""
    tables = Tables()
    chosen = [
        Selected(number, chapter, sorted({0, len(chapter.trace) // 2, len(chapter.trace) - 1}))
        for number, chapter in enumerate(run.chapters)
    ]
    pages = Pages(run, decimals, tables, sum(len(one.steps) for one in chosen), linked=False)
    chapters = json.loads(json.dumps([pages.chapter(one) for one in chosen]))
    return Read({"chapters": chapters, "strings": tables.strings, "glyphs": tables.glyphs})
