"""How many cells of an array differ, the largest difference, and where the steps part."""

import numpy as np

from cnnviz.checking.comparing import AGREES, Compared
from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.checking.naming import engine_index, place_words
from cnnviz.explain.numbers import shown
from cnnviz.qt import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, Qt, QVBoxLayout, QWidget
from cnnviz.ui.checking.settings_list import Row

_FACTS = 4


class CountView(QWidget):
    """Shows the count, and facts beneath it, each on a line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count, self._words = QLabel(self), QLabel(self)
        self._count.setObjectName("check_count")
        self._count.setProperty("kind", "differs")
        self._words.setObjectName("check_count_words")
        self._words.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self._words, 1, Qt.AlignmentFlag.AlignBottom)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addLayout(self._made_facts())
        self._legend = QLabel(self.tr("framed: differs by more than rounding can explain"), self)
        self._legend.setProperty("kind", "muted")
        self._legend.setWordWrap(True)
        rows.addWidget(self._legend)
        rows.addStretch(1)

    def _made_facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        self._facts: list[tuple[QFrame, QLabel, QLabel]] = []
        for number in range(_FACTS):
            line, name, value = QFrame(self), QLabel(self), QLabel(self)
            line.setProperty("kind", "line")
            line.setFixedHeight(1)
            name.setProperty("kind", "muted")
            value.setProperty("kind", "strong")
            value.setObjectName(f"check_fact_{number}")
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            value.setWordWrap(True)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            grid.addWidget(line, 2 * number, 0, 1, 2)
            grid.addWidget(name, 2 * number + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, 2 * number + 1, 1)
            self._facts.append((line, name, value))
        return grid

    def show_array(self, array: Compared, row: Row, parting: Parting | None) -> None:
        """Show what there is to be said of an array."""
        apart = array.apart
        differs = array.verdict != AGREES and apart is not None and array.theirs is not None
        if differs and apart is not None:
            self._count.setText(self.tr("{0} of {1}").format(int(apart.sum()), apart.size))
            self._words.setText(self.tr("cells differ"))
            self._say(_facts(array, row, parting))
        else:
            agrees = self.tr("Every cell agrees, but for what rounding explains.")
            self._words.setText(agrees if array.verdict == AGREES else "")
            self._say([])
        self._count.setVisible(differs)
        self._legend.setVisible(differs)

    def _say(self, facts: list[tuple[str, str]]) -> None:
        for number, parts in enumerate(self._facts):
            there = number < len(facts)
            for part in parts:
                part.setVisible(there)
            if there:
                parts[1].setText(facts[number][0])
                parts[2].setText(facts[number][1])


def _facts(array: Compared, row: Row, parting: Parting | None) -> list[tuple[str, str]]:
    """Return what is told beneath the count: names and values."""
    assert array.theirs is not None
    assert array.apart is not None
    with np.errstate(all="ignore"):
        gaps = np.where(array.apart, np.abs(np.nan_to_num(array.theirs - array.right, nan=np.inf)), 0)
    own = tuple(int(at) for at in np.unravel_index(int(np.argmax(gaps)), gaps.shape))
    operation, layouts = row.tried.setting.operation, row.examined.adapter.layouts
    place = place_words(operation, array.name, engine_index(operation, array.name, own, layouts), own)
    theirs, right = float(np.real(array.theirs[own])), float(array.right[own])
    gap = f"{shown(abs(theirs - right))} at " if np.isfinite(theirs - right) else ""
    facts = [
        ("Largest difference", f"{gap}{place.rstrip(',')}"),
        ("yours there", shown(theirs)),
        ("the engine's there", shown(right)),
    ]
    if parting is not None and parting.step is not None and parting.steps > 1:
        facts.append(("They part at", f"step {parting.step + 1} of {parting.steps}"))
    return facts
