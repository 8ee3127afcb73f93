"""Tab goes from control to control as they are read: row by row, whenever each was made."""

from collections.abc import Iterator
from itertools import pairwise

from cnnviz.qt import QFormLayout, QLayout, QLayoutItem, Qt, QWidget


def set_tab_order(layout: QLayout, first: QWidget) -> None:
    """Have Tab go on from `first` to what lies in a layout, in the order of its rows."""
    for before, after in pairwise((first, *_controls(layout))):
        QWidget.setTabOrder(before, after)


def _controls(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        widget = item.widget()
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        within = item.layout() if widget is None else widget.layout()
        if within is not None:
            yield from _controls(within)


def _items(layout: QLayout) -> Iterator[QLayoutItem]:
    """Yield the items of a layout; a form counts them as they were added, not by rows."""
    if not isinstance(layout, QFormLayout):
        yield from (layout.itemAt(index) for index in range(layout.count()))
        return
    for row in range(layout.rowCount()):
        for role in (QFormLayout.ItemRole.FieldRole, QFormLayout.ItemRole.SpanningRole):
            item = layout.itemAt(row, role)
            if item is not None:
                yield item
