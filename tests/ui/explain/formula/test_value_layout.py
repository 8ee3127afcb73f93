"""Where a listing's variables stand: no number on its name, however long that is."""

import pytest

from cnnviz.explain.listings.values import Value
from cnnviz.ui.explain.code.value_layout import placed

WIDTH, MIDDLE, LETTER = 272, 96, 7


@pytest.mark.parametrize("name", ["i", "dx_pad[top + i, left + j]"])
def test_a_number_stands_behind_its_name(name):
    ((place,), height) = placed([Value(name, "0")], WIDTH, MIDDLE, lambda words: LETTER * len(words))
    assert place.begins == max(MIDDLE, LETTER * len(name) + 8)
    assert place.rect.height() == height
    assert place.rect.width() == WIDTH
