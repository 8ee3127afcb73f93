"""Dresses the application in a theme: Qt's palette, then the style sheet for what the palette cannot say."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

from cnnviz.application import application, text_pixels, write_in
from cnnviz.canvas.palette import Palette, palette
from cnnviz.qt import QApplication, QEvent, QPalette, QScrollBar, QWidget
from cnnviz.resource import THEMES, text
from cnnviz.ui import memory_files
from cnnviz.ui.icons import pixmap
from cnnviz.ui.memory_files import bitmap

_ROLES = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "card",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "panel",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "card",
    QPalette.ColorRole.Shadow: "line",
}
_GREYED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def apply(colours: Palette, percent: int = 100) -> None:
    """Dress the running application in `colours`, its text at so many hundredths of the usual size."""
    running, sheet = application(), _style_sheet(colours, percent)
    if running.styleSheet() == sheet:
        return
    qt = QPalette()
    for role, name in _ROLES.items():
        qt.setColor(role, colours.role(name))
    for role in _GREYED:
        qt.setColor(QPalette.ColorGroup.Disabled, role, colours.role("disabled"))
    if percent != text_pixels(100):
        write_in(running, percent)
    with _scrolled_as_before():
        running.setStyleSheet("")  # else Qt dressed each widget once for every widget that it stands in
        running.setPalette(qt)
        running.setStyleSheet(sheet)


def wear(part: QWidget, **properties: object) -> None:
    """Give a part of the window the properties by which the style sheet has it look."""
    known = {name: part.property(name) for name in properties}
    if known != properties:
        for name, value in properties.items():
            part.setProperty(name, value)
        part.style().unpolish(part)
        part.style().polish(part)


@contextmanager
def _scrolled_as_before() -> Iterator[None]:
    """Leave everything scrolled to where it is, though for a moment all has other sizes."""
    bars = [bar for bar in QApplication.allWidgets() if isinstance(bar, QScrollBar) and bar.value()]
    values = [bar.value() for bar in bars]
    yield
    if bars:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    for bar, value in zip(bars, values, strict=True):
        bar.setValue(value)


def chosen(remembered: str) -> Palette:
    """Return the remembered theme, or else the system's, where it can be known: light if not."""
    if remembered in THEMES:
        return palette(remembered)
    return palette(application().property("system_theme"))


def other(colours: Palette) -> Palette:
    """Return the dark theme, or the light one where that is in force."""
    return palette("light" if colours.dark else "dark")


@lru_cache(maxsize=8)
def _style_sheet(colours: Palette, percent: int) -> str:
    values = {name: colour.name() for name, colour in colours.roles.items()}
    icons = _icons(values)
    files = {f"{use}.bmp": bitmap(pixmap(*icon, 20).toImage()) for use, icon in icons.items()}
    memory_files.keep(colours.name, files)
    values |= {use: f":/{colours.name}/{use}.bmp" for use in icons}
    sheet = text("themes", "style.qss")
    for name in sorted(values, key=len, reverse=True):  # of two that begin alike the longer one
        sheet = sheet.replace(f"@{name}", values[name])
    assert "@" not in sheet, "the style sheet names what no theme has"
    if percent == 100:
        return sheet
    return re.sub(
        r"(font-size: )(\d+)", lambda match: f"{match[1]}{round(int(match[2]) * percent / 100)}", sheet
    )


def _icons(values: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    """Return the icons of the style sheet, by use: which, and its colour."""
    return {
        "icon_up": ("chevron-up", values["muted"]),
        "icon_down": ("chevron-down", values["muted"]),
        "icon_up_off": ("chevron-up", values["line"]),
        "icon_down_off": ("chevron-down", values["line"]),
        "icon_more": ("more", values["muted"]),
        "icon_check": ("check", values["accent_text"]),
    }
