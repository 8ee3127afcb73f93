"""Where the parts of a window stand."""

from collections.abc import Sequence

from cnnviz.qt import QHBoxLayout, QStatusBar, QVBoxLayout, QWidget


def fill_middle(whole: QWidget, beside: Sequence[QWidget], middle: QWidget, beneath: QWidget) -> None:
    """Put parts side by side, of which the `middle` takes what room there is, and one beneath all of them."""
    upper = QHBoxLayout()
    upper.setSpacing(0)
    for part in beside:
        upper.addWidget(part, 1 if part is middle else 0)
    rows = QVBoxLayout(whole)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addLayout(upper, 1)
    rows.addWidget(beneath)


def fill_status_bar(bar: QStatusBar, line: QWidget, hint: QWidget) -> None:
    """Put what is said to the left, and what keys do to the right."""
    bar.setSizeGripEnabled(False)
    bar.addWidget(line, 1)
    bar.addPermanentWidget(hint)
