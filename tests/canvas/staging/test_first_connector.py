"""Where what is told first has no connector to its grid, none leads from what is told beside it past that grid."""

from types import SimpleNamespace

import pytest
from PyQt5.QtCore import QRectF

from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.view import LensPlaces
from cnnviz.canvas.staging.step_marks import lens_links
from cnnviz.explain.lenses.tiles import Tile
from cnnviz.trace.steps import Cell


def linked(word):
    """Return which grids are led to, with a word in the way of the first one."""
    planes = [SimpleNamespace(array=name, key=name, shows=lambda _: True) for name in ("dw", "db")]
    places = LensPlaces(
        {
            "first": (Slot(0, 0, Part.AFTER), (Tile(1.0, (Cell("dw", (0, 0)),)),)),
            "second": (Slot(1, -1, Part.RESULT), (Tile(1.0, (Cell("db", (0,)),)),)),
        },
        {"first": QRectF(0, 200, 60, 60), "second": QRectF(0, 100, 60, 40)},
    )
    grids = {"dw": QRectF(140, 100, 60, 60), "db": QRectF(140, 220, 30, 30)}
    words = [QRectF(60, 190, 40, 80)] if word else []
    return [
        link.target
        for link in lens_links(planes, places, dict(grids), grids, QRectF(-10, 90, 80, 200), words)
    ]


@pytest.mark.parametrize(("word", "led_to"), [(False, ["dw"]), (True, [])])
def test_no_connector_seems_to_lead_where_another_should(word, led_to):
    assert linked(word) == led_to
