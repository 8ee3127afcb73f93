"""The target of a loss, or the gradient that is given: what it is, and the ways to another."""

from functools import partial

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.document import Experiment
from cnnviz.explain.numbers import range_text, size_text
from cnnviz.explain.training.teaching import target_words, why_aimless
from cnnviz.qt import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.lessons.targets import kernels, teachable
from cnnviz.ui.cards.target_picture import TargetPicture

_SIDE = 48  # pixels of the thumbnail


class LossTarget(QWidget):
    """Shows what is given beside the output, and asks for another.

    Signals
    -------
    kernel_chosen : the preset whose output is to be the target
    image_asked, numbers_asked : an image, or numbers, are to be
    """

    kernel_chosen = pyqtSignal(str)
    image_asked = pyqtSignal()
    numbers_asked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loss_target")
        self._experiment: Experiment | None = None
        self._title = QLabel(self)
        self._title.setObjectName("loss_target_title")
        self._title.setProperty("kind", "section")
        self._kernel = self._button("loss_kernel", "Kernel", "What another kernel makes of this image")
        self._menu = QMenu(self._kernel)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self._kernel.setMenu(self._menu)
        self._image = self._button(
            "loss_image", "Image…", "An image that the output should come to look like"
        )
        self._image.clicked.connect(self.image_asked)
        self._numbers = self._button("loss_numbers", "Numbers…", "Type the numbers into a table")
        self._numbers.clicked.connect(self.numbers_asked)
        self._picture = TargetPicture(_SIDE, self)
        self._what = QLabel(self)
        self._what.setObjectName("loss_target_words")
        self._what.setWordWrap(True)
        self._what.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._size = QLabel(self)
        self._size.setProperty("kind", "muted")
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self._kernel, self._image, self._numbers):
            buttons.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(buttons)
        column.addLayout(self._picture.beside(self._what, self._size))

    def show_target(self, experiment: Experiment, palette: Palette, channel: int = 0) -> None:
        """Show what an experiment is given beside its output; of several channels one is pictured."""
        self._experiment = experiment
        loss = experiment.fitted_loss
        given = loss.name == "typed"
        array = loss.values[0] if given else loss.targets[0]
        self._title.setText(self.tr("GRADIENT FROM ABOVE") if given else self.tr("TARGET"))
        for button in (self._kernel, self._image):
            button.setVisible(not given)
        self._kernel.setEnabled(teachable(experiment) is not None)
        unset = not given and bool(why_aimless(experiment))
        words = self.tr("Numbers of your own") if given else target_words(experiment)
        self._what.setText(self.tr("Not set yet: 0 everywhere") if unset else words)
        self._size.setText(self.tr("{0}, {1}").format(size_text(array.shape), range_text(array)))
        if loss.name in ("mse", "typed"):
            self._picture.show_target(array, palette, channel)

    def _fill(self) -> None:
        """Offer the kernels that make something else than what there is."""
        self._menu.clear()
        assert self._experiment is not None
        index = teachable(self._experiment)
        for name in [] if index is None else kernels(self._experiment, index):
            action = self._menu.addAction(name)
            action.setObjectName(f"target_{name.lower().replace(' ', '_')}")
            action.triggered.connect(partial(self._choose, name))

    def _choose(self, name: str, *_: object) -> None:
        self.kernel_chosen.emit(name)

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(self.tr(text), self)
        button.setObjectName(name)
        button.setToolTip(self.tr(tip))
        button.setProperty("kind", "narrow")
        return button
