"""Every field for a number reads in one way, and what it cannot take it refuses with the reason: nothing is changed."""

import pytest
from every_number import DIALOGS, NUMBERS, fields_of, opened, put_in, show_many, taken, texts_of
from PyQt5.QtCore import QLocale, Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import press

from cnnviz.explain.numbers import written
from cnnviz.explain.words import sentence
from cnnviz.ui.fields.numeral import Numeral
from cnnviz.ui.panels.setup.rail import PARTS

HELD = {
    "image": {"brush_size"},
    "layers": {"kernel_size_rows", "stride_columns", "padding_rows", "dilation_rows", "filters", "bias"},
    "loss": {"learning_rate", "loss_cell_0"},
    "training": {"training_rate", "round"},
}
ENDS = {"Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab}


@pytest.fixture(params=["C", "de_DE"])
def _locale(request):
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(before)


def _put_and_end(top, field, text, end):
    """Type a text into a field, and check what the field makes of it."""
    told = []
    field.refused.connect(told.append)
    field.show_value(max(field.minimum(), min(field.maximum(), 1)))
    before, number = field.value(), taken(field, text)
    put_in(field, text)
    assert field.value() == before  # half a number is no edit
    press(ENDS[end])
    name = f"{field.objectName()}: {text[:9]!r}"
    assert field.value() == (before if number is None else number), name
    assert field.text() == written(field.value()), name
    assert len(told) == (number is None), name
    if told:
        assert sentence(told[0]) in texts_of(top), name
        assert field.hasFocus() == (end == "Enter"), name
    field.refused.disconnect(told.append)


@pytest.mark.usefixtures("_locale")
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.some(1)
def test_every_field_of_the_window(window, part, end):
    show_many(window, part)
    assert HELD[part] <= {field.objectName() for field in fields_of(window)}
    for field in fields_of(window):
        for text in NUMBERS:
            _put_and_end(window, field, text, end)
            window.session.undo_stack.setIndex(2)  # what was opened and trained
            QApplication.processEvents()


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.some(2)
def test_every_field_of_the_dialogs(window, tmp_path, name, end):
    top = opened(window, name, tmp_path)
    fields = fields_of(top)
    assert fields
    for field in fields:
        for text in NUMBERS:
            _put_and_end(top, field, text, end)
    top.reject()


def test_there_are_no_other_fields_for_numbers(window, tmp_path):
    """A field that is none of the kind has rules of its own."""
    found = []
    for part in PARTS:
        show_many(window, part)
        found += fields_of(window)
    for name in DIALOGS:
        top = opened(window, name, tmp_path)
        found += fields_of(top)
        top.reject()
    assert [field.objectName() for field in found if not isinstance(field, Numeral)] == []
