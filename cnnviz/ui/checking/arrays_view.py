"""A learner's array beside the engine's, and the difference."""

import numpy as np

from cnnviz.checking.comparing import AGREES, Compared
from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.checking.diagnosis.sentences import failure_sentence
from cnnviz.checking.naming import LABELS as SHORT
from cnnviz.checking.report import Report
from cnnviz.explain.number_format import format_of
from cnnviz.qt import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.checking.count_view import CountView
from cnnviz.ui.checking.number_grid import NumberGrid
from cnnviz.ui.checking.planes import plane_of
from cnnviz.ui.checking.settings_list import Row


class ArraysView(QWidget):
    """Shows one array of a setting.

    Signals
    -------
    array_chosen : the name of another array is looked at
    """

    array_chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_arrays")
        self._row: Row | None = None
        self._report: Report | None = None
        self._parting: Parting | None = None
        self._tabs = QHBoxLayout()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda button: self.array_chosen.emit(button.property("array")))
        self.theirs, self.right, self.apart = (
            NumberGrid(f"check_{one}", self) for one in ("yours", "engine", "difference")
        )
        self._heads = [QLabel(self) for _ in range(3)]
        for head in self._heads:
            head.setProperty("kind", "heading")
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._told = CountView(self)
        self._sign = QLabel(self)
        self._sign.setObjectName("check_sign")
        self._sign.setProperty("kind", "differs")
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

    def _lay_out(self) -> None:
        grids = QGridLayout()
        grids.setSpacing(8)
        grids.setHorizontalSpacing(16)
        places = ((0, 0), (0, 2), (2, 0))
        for (row, column), head, grid in zip(
            places, self._heads, (self.theirs, self.right, self.apart), strict=True
        ):
            grids.addWidget(head, row, column)
            grids.addWidget(grid, row + 1, column)
        grids.addWidget(self._sign, 0, 1)
        grids.addWidget(self._told, 3, 2)
        grids.setRowStretch(1, 1)
        grids.setRowStretch(3, 1)
        grids.setColumnStretch(0, 1)
        grids.setColumnStretch(2, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.addLayout(self._tabs)
        rows.addLayout(grids, 1)

    def show_row(self, row: Row, report: Report, name: str, parting: Parting | None) -> None:
        """Show an array of a setting, and where its steps part from the engine's."""
        if row is not self._row:
            self._make_tabs(row)
        self._row, self._report, self._parting = row, report, parting
        for button in self._group.buttons():
            button.setChecked(button.property("array") == name)
        self._show(row.tried.arrays[name])

    def _make_tabs(self, row: Row) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.setObjectName("")  # it goes soon, and another one has its name
            button.hide()
            button.deleteLater()
        while self._tabs.count():
            self._tabs.takeAt(0)
        for name in row.tried.arrays:
            button = QToolButton(self)
            button.setObjectName(f"check_array_{name}")
            button.setText(SHORT[name])
            button.setAccessibleName(SHORT[name])
            button.setCheckable(True)
            button.setProperty("kind", "tab")
            button.setProperty("array", name)
            self._group.addButton(button)
            self._tabs.addWidget(button)
        self._tabs.addStretch(1)

    def _show(self, array: Compared) -> None:
        assert self._row is not None
        plane = plane_of(array, self._row.examined.adapter.layouts)
        label = SHORT[array.name] + plane.words
        sizes = "×".join(map(str, plane.right.shape))
        for head, words in zip(self._heads, ("yours", "the engine's", "difference"), strict=True):
            other = words == "yours" and plane.theirs is None  # its shape is said
            head.setText(f"{label}  {words}" if other else f"{label}  {words} · {sizes}")
        self._told.show_array(array, self._row, self._parting)
        agrees = array.verdict == AGREES
        self._sign.setText("" if plane.theirs is None or agrees else "≠")
        form = format_of(plane.right)
        most = float(np.abs(plane.right[np.isfinite(plane.right)]).max(initial=0)) or 1.0
        self.right.show_plane(plane.right, most, form)
        if plane.theirs is None:
            self.theirs.say(self._missing(array))
            self.apart.say("")
            self._heads[2].setText("")
            return
        wrong = ~np.isclose(plane.theirs, plane.right, rtol=0, atol=array.tolerance, equal_nan=True)
        self.theirs.show_plane(plane.theirs, most, format_of(plane.theirs), wrong)
        difference = np.asarray(plane.theirs - plane.right)
        difference[~wrong] = 0.0
        self.apart.show_plane(difference, most, format_of(difference))

    def _missing(self, array: Compared) -> str:
        assert self._report is not None
        if array.failure is not None:
            return failure_sentence(array.failure, self._report.source)
        assert array.theirs is not None
        return f"Yours has the shape {array.theirs.shape} instead of {array.right.shape}."
