"""Which number is nudged, by how much and to which side."""

from __future__ import annotations

from collections.abc import Sequence

from cnnviz.canvas.palette import Palette
from cnnviz.explain.checks.check import NudgeSide
from cnnviz.explain.checks.sheet import in_plane, plane_of, planes
from cnnviz.explain.checks.spot import Given, Spot
from cnnviz.explain.numbers import shown
from cnnviz.qt import QHBoxLayout, QLabel, QSizePolicy, Qt, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.ui.explain.check.nudge_fields import NudgeFields
from cnnviz.ui.explain.check.spot_picker import SpotPicker
from cnnviz.ui.fields.choice_field import ChoiceField
from cnnviz.ui.fields.held import quiet


class SpotChoice(QWidget):
    """Shows arrays, a plane of one and in it a number, and the fields of the nudge.

    Signals
    -------
    spot_chosen : the `Spot` that is to be nudged
    nudge_changed : another ε or another side is chosen
    """

    spot_chosen = pyqtSignal(object)
    nudge_changed = pyqtSignal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._givens: Sequence[Given] = ()
        self._planes: Sequence[tuple[int, ...]] = ()
        self._spot: Spot | None = None
        self._array = ChoiceField("check_array", self.tr("The array whose number is nudged"), self, letters=5)
        self._plane = ChoiceField("check_plane", self.tr("The plane of the array"), self, letters=8)
        self._cells = SpotPicker(palette, self)
        self._name, self._now = QLabel(self), QLabel(self)
        self._name.setProperty("kind", "now")
        self._fields = NudgeFields(self)
        self._lay_out()
        self._array.activated.connect(lambda row: self._choose_array(self._givens[row]))
        self._plane.activated.connect(lambda row: self._choose_plane(self._planes[row]))
        self._cells.picked.connect(self.spot_chosen)
        self._fields.changed.connect(self.nudge_changed)

    def _lay_out(self) -> None:
        choices, across, value = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self._array)
        choices.addWidget(self._plane, 1)
        value.setSpacing(6)
        value.addWidget(self._name)
        value.addWidget(self._now, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(value)
        right.addWidget(self._fields)
        right.addStretch(1)
        across.setSpacing(14)
        across.addWidget(self._cells, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(choices)
        column.addLayout(across)

    @property
    def eps(self) -> float:
        """By how much the number is nudged."""
        return self._fields.eps

    @property
    def way(self) -> NudgeSide:
        """To which side."""
        return self._fields.way

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._cells.set_palette(palette)

    def show_givens(self, every: Sequence[Given]) -> None:
        """Offer other arrays."""
        self._givens = every
        with quiet(self._array):
            self._array.clear()
            self._array.addItems([given.label for given in every])

    def show_spot(self, spot: Spot, decimals: int) -> None:
        """Show which number is nudged."""
        before, self._spot = self._spot, spot
        row = next(number for number, given in enumerate(self._givens) if given.is_same(spot.given))
        with quiet(self._array):
            self._array.setCurrentIndex(row)
        if before is None or before.given.array is not spot.given.array:
            self._offer_planes(spot.given)
        with quiet(self._plane):
            self._plane.setCurrentIndex(self._planes.index(plane_of(spot.given, spot.at)))
        self._cells.show_spot(spot, decimals)
        self._name.setText(spot.name)
        self._now.setText(f"= {shown(spot.value, decimals)}")

    def _offer_planes(self, given: Given) -> None:
        every = planes(given)
        self._planes = [at for at, _ in every]
        with quiet(self._plane):
            self._plane.clear()
            self._plane.addItems([words for _, words in every])
        self._plane.setVisible(len(every) > 1)

    def _choose_array(self, given: Given) -> None:
        self.spot_chosen.emit(Spot(given, (0,) * given.array.ndim))

    def _choose_plane(self, at: tuple[int, ...]) -> None:
        assert self._spot is not None
        here = in_plane(self._spot.given, self._spot.at, at)
        self.spot_chosen.emit(Spot(self._spot.given, here))
