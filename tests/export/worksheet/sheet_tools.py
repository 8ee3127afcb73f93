"""Sheets as the tests read them: what is written on all their pages, and in which colours."""

import re
from xml.etree import ElementTree

from PyQt5.QtGui import QPainter

from cnnviz.export.svg.device import SvgDevice
from cnnviz.export.worksheet.worksheet import draw_sheets

NAME = "{http://www.w3.org/2000/svg}"


def drawn(asked, options):
    """Return the text of an SVG file with all pages of a sheet one over the other, and how many there are."""
    device, pages = SvgDevice(816, 1123), [1]
    painter = QPainter(device)
    draw_sheets(painter, lambda: pages.append(1), asked, options)
    painter.end()
    return device.text(), len(pages)


def texts(drawing):
    """Return everything that is written."""
    return [element.text for element in ElementTree.fromstring(drawing).iter(f"{NAME}text")]


def colours(drawing):
    """Return every colour that is used."""
    return set(re.findall(r"#[0-9a-f]{6}", drawing.partition("</defs>")[2]))
