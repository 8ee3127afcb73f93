"""What training aims at: the target, what it is, and where there is none why, with one at a click."""

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.loss import LOSSES
from cnnviz.explain.numbers import written
from cnnviz.explain.training.teaching import target_does, target_words, why_aimless, why_untrainable
from cnnviz.qt import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    Qt,
    QToolButton,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.lessons.targets import has_classes
from cnnviz.ui.cards.target_picture import TargetPicture

_SIDE = 48  # pixels of the thumbnail


def allow(button: QPushButton, tip: str, why_not: str) -> None:
    """Have a button that does what its tip says, or that cannot be pressed and says `why_not`."""
    button.setEnabled(not why_not)
    button.setToolTip(why_not or tip)


class TrainingTarget(QWidget):
    """Shows the target, or offers one.

    Signals
    -------
    wanted : a target that can be learned is to be looked for
    change_asked : one wants to see the loss, where it is set
    """

    wanted = pyqtSignal()
    change_asked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_target")
        title = QLabel(self.tr("TARGET"), self)
        title.setProperty("kind", "section")
        self._link = QToolButton(self)
        self._link.setObjectName("change_in_loss")
        self._link.setText(self.tr("change in Loss"))
        self._link.setProperty("kind", "link")
        self._link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._link.setToolTip(self.tr("Open the panel in which loss and target are set"))
        self._link.clicked.connect(self.change_asked)
        self._picture = TargetPicture(_SIDE, self)
        self._picture.setObjectName("target_picture")
        self._what = self._label("target_words", "strong")
        self._loss = self._label("target_loss", "muted")
        self._why = self._label("no_target", "muted")
        self._offer = QPushButton(self)
        self._offer.setObjectName("set_target")
        self._offer.setProperty("kind", "offer")  # without one all else in the panel leads nowhere
        self._offer.clicked.connect(self.wanted)
        self._rate_before: float | None = None
        self._lay_out(title)

    def _lay_out(self, title: QLabel) -> None:
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._picture.beside(self._what, self._loss))
        column.addWidget(self._why)
        column.addWidget(self._offer)

    def show_target(self, experiment: Experiment, palette: Palette, channel: int = 0) -> None:
        """Show what an experiment aims at; of several channels one is pictured."""
        why, loss = why_aimless(experiment), experiment.fitted_loss
        for parts, visible in (((self._what, self._loss), not why), ((self._why, self._offer), bool(why))):
            for part in parts:
                part.setVisible(visible)
        self._picture.setVisible(not why and loss.name == "mse")
        if why:
            classes = has_classes(experiment)
            self._why.setText(why)
            self._offer.setText(
                self.tr("Set a class to learn") if classes else self.tr("Set a target to learn")
            )
            tip = (
                self.tr("A class for this image, and a rate at which the loss falls")
                if classes
                else self.tr("What another kernel makes of this image, and a rate at which the loss falls")
            )
            allow(self._offer, tip, why_untrainable(experiment))
            return
        self._what.setText(target_words(experiment))
        does = target_does(experiment)
        self._loss.setText(f"{f'{does}; ' if does else ''}{LOSSES[loss.name]}{self._rate_words(experiment)}")
        if loss.name == "mse":
            self._picture.show_target(loss.targets[0], palette, channel)

    def compare(self, before: Experiment | None, now: Experiment) -> None:
        """Remember the rate that there was before another was set together with the loss; that is to be said."""
        if before is None or (now.loss is before.loss and now.learning_rate == before.learning_rate):
            return
        same = now.images is before.images  # else another one is open; weights may be those of round 0 again
        together = same and now.loss is not before.loss and now.learning_rate != before.learning_rate
        self._rate_before = before.learning_rate if together else None

    def _rate_words(self, experiment: Experiment) -> str:
        if self._rate_before is None:
            return ""
        words = self.tr("; η went from {0} to {1}")
        return words.format(written(self._rate_before), written(experiment.learning_rate))

    def _label(self, name: str, kind: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return label
