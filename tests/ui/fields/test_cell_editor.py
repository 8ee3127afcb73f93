"""Where the field lies in which the number of a cell is typed."""

import pytest
from PyQt5.QtCore import QRect, QSize

from cnnviz.ui.fields.cell_editor import over

LEAST, ROOM = QSize(64, 26), QRect(0, 0, 300, 200)


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ((100, 100, 80, 40), (100, 100, 80, 40)),
        ((100, 100, 20, 20), (78, 97, 64, 26)),
        ((0, 0, 20, 20), (0, 0, 64, 26)),
        ((280, 180, 20, 20), (236, 174, 64, 26)),
        ((-40, -40, 20, 20), (0, 0, 64, 26)),
        ((0, 0, 900, 20), (0, 0, 300, 26)),
    ],
    ids=["as large", "in the middle", "upper left", "lower right", "outside", "no wider than the room"],
)
def test_a_field_covers_its_cell_and_stays_where_it_is_seen(cell, place):
    assert over(QRect(*cell), LEAST, ROOM) == QRect(*place)
    away = over(QRect(*cell).translated(7, 9), LEAST, ROOM.translated(7, 9))
    assert away == QRect(*place).translated(7, 9)
