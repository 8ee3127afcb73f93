"""A learner's array beside the engine's, and the difference."""

import numpy as np

from cnnviz.checking.comparing import AGREES, Compared
from cnnviz.checking.diagnosis.sentences import failure_sentence
from cnnviz.checking.report import Report
from cnnviz.explain.number_format import format_of
from cnnviz.explain.numbers import shown
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
from cnnviz.ui.checking.number_grid import NumberGrid
from cnnviz.ui.checking.planes import plane_of
from cnnviz.ui.checking.settings_list import SHORT, Row


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
        self._tabs = QHBoxLayout()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda button: self.array_chosen.emit(button.property("array")))
        self.theirs, self.right, self.apart = (
            NumberGrid(f"check_{one}", self) for one in ("yours", "engine", "difference")
        )
        self._heads = [QLabel(self) for _ in range(3)]
        for head in self._heads:
            head.setProperty("kind", "strong")
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._told = QLabel(self)
        self._told.setObjectName("check_count")
        self._told.setWordWrap(True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()

    def _lay_out(self) -> None:
        grids = QGridLayout()
        grids.setSpacing(8)
        grids.setHorizontalSpacing(28)
        places = ((0, 0), (0, 1), (2, 0))
        for (row, column), head, grid in zip(
            places, self._heads, (self.theirs, self.right, self.apart), strict=True
        ):
            grids.addWidget(head, row, column)
            grids.addWidget(grid, row + 1, column)
        grids.addWidget(self._told, 3, 1)
        grids.setRowStretch(1, 1)
        grids.setRowStretch(3, 1)
        grids.setColumnStretch(0, 1)
        grids.setColumnStretch(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.addLayout(self._tabs)
        rows.addLayout(grids, 1)

    def show_row(self, row: Row, report: Report, name: str) -> None:
        """Show an array of a setting."""
        if row is not self._row:
            self._make_tabs(row)
        self._row, self._report = row, report
        for button in self._group.buttons():
            button.setChecked(button.property("array") == name)
        self._show(row.tried.arrays[name])

    def _make_tabs(self, row: Row) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
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
            head.setText(f"{label}  {words} · {sizes}")
        form = format_of(plane.right)
        most = float(np.abs(plane.right[np.isfinite(plane.right)]).max(initial=0)) or 1.0
        self.right.show_plane(plane.right, most, form)
        if plane.theirs is None:
            self.theirs.say(self._missing(array))
            self.apart.say("")
            self._told.setText("")
            return
        wrong = ~np.isclose(plane.theirs, plane.right, rtol=0, atol=array.tolerance, equal_nan=True)
        self.theirs.show_plane(plane.theirs, most, format_of(plane.theirs), wrong)
        difference = np.asarray(plane.theirs - plane.right)
        difference[~wrong] = 0.0
        self.apart.show_plane(difference, most, format_of(difference))
        self._told.setText(_counted(array))

    def _missing(self, array: Compared) -> str:
        assert self._report is not None
        if array.failure is not None:
            return failure_sentence(array.failure, self._report.source)
        assert array.theirs is not None
        return f"Yours has the shape {array.theirs.shape} instead of {array.right.shape}."


def _counted(array: Compared) -> str:
    """Return how many cells differ, and by how much at most."""
    apart = array.apart
    if array.verdict == AGREES or apart is None or array.theirs is None:
        return "Every cell agrees, but for what rounding explains."
    gap = np.where(apart, np.abs(np.nan_to_num(array.theirs - array.right, nan=np.inf)), 0)
    at = np.unravel_index(int(np.argmax(gap)), gap.shape)
    place = ", ".join(str(int(one)) for one in at)
    return (
        f"{int(apart.sum())} of {apart.size} cells differ by more than rounding can explain.\n\n"
        f"Largest difference at {SHORT[array.name]}[{place}]:\n"
        f"yours {shown(float(array.theirs[at]))}, the engine's {shown(float(array.right[at]))}"
    )
