"""How a spreadsheet looks: numbers written as on the screen, signed ones coloured by sign, what is given framed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from cnnviz.explain.number_format import format_in
from cnnviz.export.spreadsheet.formulas import Filled
from cnnviz.numerals import MINUS
from cnnviz.resource import text
from cnnviz.run.array_info import Dim

_STRENGTH = 0.75  # of a colour where it is strongest: black digits are read on it
_A4 = 9
_DARKEST = 0.5  # of white, where a picture is black


class Looks:
    """The formats of a workbook, in the colours of the light theme."""

    def __init__(self, book: Workbook) -> None:
        theme = json.loads(text("themes", "light.json"))
        roles, self._maps = theme["roles"], theme["maps"]
        self._book = book
        self.accent, self._line = roles["accent"], roles["line"]
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": roles["text"]})
        self.text = book.add_format({"font_color": roles["text"], "text_wrap": True, "valign": "top"})
        self.strong = book.add_format({"bold": True, "font_color": roles["text"]})
        self.muted = book.add_format({"font_color": roles["muted"]})
        self.counted = book.add_format({"font_color": roles["muted"], "align": "center", "font_size": 8})
        self.link = book.add_format({"font_color": roles["accent"], "underline": 1})
        edge = {"border": 1, "border_color": self._line}
        self.padding = book.add_format({"font_color": roles["muted"], "align": "center", **edge})
        self.given = self._framed("General", given=True)
        self._numbers: dict[tuple[str, bool], Any] = {}

    def number(self, filled: Filled, decimals: int) -> Any:
        """Return how an array's numbers are written."""
        places = format_in(filled.chapter, filled.key, decimals).decimals
        plain = "0." + "0" * places if places else "General"
        key = f'{plain};"{MINUS}"{plain};0', filled.given
        if key not in self._numbers:
            self._numbers[key] = self._framed(key[0], given=filled.given)
        return self._numbers[key]

    def _framed(self, form: str, *, given: bool) -> Any:
        edge = {"border": 1, "border_color": self.accent if given else self._line}
        return self._book.add_format({"num_format": form, "align": "center", **edge})

    def lay_out(self, sheet: Any) -> None:
        """Have a sheet without lines of its own, printed on one page's width."""
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def about(self, filled: Filled) -> str:
        """Return what an array is, as a sentence."""
        if filled.given:
            return "Given: change a number, and all that follows from it changes"
        made = f"Made by: {filled.chapter.title}"
        return made if filled.chapter.kind.frames else f"{made}. Click a number: its formula says of what"

    def plane(self, filled: Filled, plane: Sequence[int]) -> str:
        """Return which channel, or filter, a plane is; nothing where there is one."""
        axes = filled.info.axes[filled.info.sampled :][2:]
        sizes = filled.sheet.shape[2:]
        letters = {Dim.CHANNEL: "ch", Dim.FILTER: "f"}
        return " ".join(
            f"{letters[axis]} {at}" for axis, at, size in zip(axes, plane, sizes, strict=False) if size > 1
        )

    def colour(self, sheet: Any, filled: Filled, block: tuple[int, int, int, int]) -> None:
        """Colour a block: a picture from dark to white, other numbers by sign, with white at zero."""
        if filled.info.is_alone:
            return
        if filled.info.is_signed:
            size = self._largest(filled)
            low, middle, high = self._maps["signed"]
            ends = {"min_color": _paler(low), "mid_color": middle, "max_color": _paler(high)}
            limits = {"min_value": -size, "mid_value": 0, "max_value": size}
            sheet.conditional_format(
                *block, {"type": "3_color_scale", **_types("min", "mid", "max"), **limits, **ends}
            )
            return
        low, high = self._maps["image" if filled.info.picture else "mask"]
        ends = {"min_color": _paler(low, _DARKEST) if filled.info.picture else low}
        ends["max_color"] = high if filled.info.picture else _paler(high, _DARKEST)
        limits = {"min_value": 0, "max_value": 1}
        sheet.conditional_format(*block, {"type": "2_color_scale", **_types("min", "max"), **limits, **ends})

    def _largest(self, filled: Filled) -> float:
        return max(float(abs(filled.numbers).max(initial=0)), filled.info.beside) or 1.0


def _types(*ends: str) -> dict[str, str]:
    return {f"{end}_type": "num" for end in ends}


def _paler(colour: str, strength: float = _STRENGTH) -> str:
    """Return a colour mixed with white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * strength):02x}" for part in parts)
