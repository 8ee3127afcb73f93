"""Training: more rounds of the whole run, the loss of each, and the way back to any of them."""

from collections.abc import Sequence
from typing import Any

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.limits import Limit
from cnnviz.qt import QHBoxLayout, QPushButton, Qt, QWidget, pyqtSignal
from cnnviz.ui.cards.card import Card

MOST_ROUNDS = 200
_PLOT_HEIGHT = 110
_HIGHEST = 1e150  # a loss beyond has no place in the plot


class TrainingCard(Card):
    """Shows the rounds so far and asks for more, or for one of them.

    Signals
    -------
    rounds_asked : how many more
    round_chosen : which one to go back to, counted from 0
    """

    rounds_asked = pyqtSignal(int)
    round_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("training", "Training", parent, alone=True)
        self._plot: Any = None  # pyqtgraph is imported when there is something to plot
        self._count = self.number("rounds", self.tr("How many rounds"))
        most = self.tr("{0} rounds at a time").format(MOST_ROUNDS)
        self._count.show_value(10, Limit(1, MOST_ROUNDS, self.tr("one round is the least"), most))
        self._train = QPushButton(self.tr("Train"), self)
        self._train.setObjectName("train")
        self._train.setToolTip(self.tr("Update the parameters again and again, each time by the whole run"))
        self._train.clicked.connect(lambda: self.rounds_asked.emit(self._count.value()))
        more = QWidget(self)
        line = QHBoxLayout(more)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._count, 1)
        line.addWidget(self._train)
        self._round = self.number("round", self.tr("Round to go back to"))
        self._round.edited.connect(self.round_chosen)
        self.row(self.tr("Rounds"), more)
        self.row(self.tr("At round"), self._round)
        self.show_row(self._round, False)

    def show_rounds(self, losses: Sequence[float | None], current: int, palette: Palette) -> None:
        """Show the loss of every round, and which one is open."""
        trained = len(losses) > 1
        self.show_row(self._round, trained)
        last = self.tr("round {0} is the last: train more").format(len(losses) - 1)
        self._round.show_value(
            current, Limit(0, len(losses) - 1, self.tr("round 0 is where training began"), last)
        )
        if trained and all(loss is not None for loss in losses):
            self._draw([float(loss or 0) for loss in losses], current, palette)
        if self._plot is not None:
            self._plot.setVisible(trained and losses[0] is not None)

    def _draw(self, losses: list[float], current: int, palette: Palette) -> None:
        import pyqtgraph as pg

        if self._plot is None:
            self._plot = pg.PlotWidget(self)
            self._plot.setObjectName("loss_plot")
            self._plot.setAccessibleName(self.tr("Loss of each round"))
            self._plot.setFixedHeight(_PLOT_HEIGHT)
            self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._plot.setMenuEnabled(False)
            self._plot.setMouseEnabled(False, False)
            self._plot.hideButtons()
            menu = self._plot.getPlotItem().ctrlMenu
            menu.setParent(self._plot, menu.windowFlags())  # nobody sees it, but it should go with the plot
            self._plot.scene().sigMouseClicked.connect(self._click)
            self.column.addWidget(self._plot)
        item = self._plot.getPlotItem()
        item.clear()
        self._plot.setBackground(palette.role("card"))
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(palette.role("line"))
            axis.setTextPen(palette.role("muted"))
        drawn = [number for number, loss in enumerate(losses) if abs(loss) < _HIGHEST]  # NaN is not
        item.plot(drawn, [losses[number] for number in drawn], pen=pg.mkPen(palette.role("accent"), width=2))
        now = [number for number in drawn if number == current]
        item.plot(
            now,
            [losses[number] for number in now],
            pen=None,
            symbol="o",
            symbolSize=9,
            symbolBrush=palette.role("accent"),
        )

    def _click(self, event: Any) -> None:
        """Go to the round that is clicked in the plot."""
        at = self._plot.getPlotItem().vb.mapSceneToView(event.scenePos()).x()
        self.round_chosen.emit(min(max(round(at), 0), self._round.maximum()))
