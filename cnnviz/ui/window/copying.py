"""Copying out: an array goes to the clipboard as a table of numbers and as a picture, whatever is wanted there."""

from PyQt5.QtCore import QMimeData, QObject, pyqtSignal
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QApplication, QMenu, QWidget

from cnnviz.canvas.cell_picture import cell_picture
from cnnviz.canvas.palette import Palette
from cnnviz.explain.numbers import size_text
from cnnviz.importing.text.writing import table_text
from cnnviz.run.named import Named, named_arrays, written
from cnnviz.session.session import Session
from cnnviz.ui.drawing.pad import DrawPad


class Copying(QObject):
    """Puts arrays of the run on the clipboard.

    Signals
    -------
    said : what was copied
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, image_card: QWidget, palette: Palette, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._image_card = session, image_card
        self.palette = palette

    def copy(self) -> None:
        """Copy the image where the keyboard is at it, else the array that the chapter in hand writes."""
        focus = QApplication.focusWidget()
        if isinstance(focus, DrawPad) or (focus is not None and self._image_card.isAncestorOf(focus)):
            self._put(next(iter(named_arrays(self._session.timeline).values())))
        else:
            self._put(written(self._session.frame))

    def fill(self, menu: QMenu) -> None:
        """Offer every array of the run."""
        menu.clear()
        for named in named_arrays(self._session.timeline).values():
            action = menu.addAction(f"{named.label}\t{size_text(named.array.shape)}")
            action.setObjectName(f"copy.{named.label}")
            action.triggered.connect(lambda _, named=named: self._put(named))

    def _put(self, named: Named) -> None:
        data = QMimeData()
        data.setText(table_text(named.array))
        data.setImageData(cell_picture(named.array, self.palette, image=named.image))
        QGuiApplication.clipboard().setMimeData(data)
        size = size_text(named.array.shape)
        self.said.emit(self.tr("Copied {0}, {1}, as a table and a picture").format(named.label, size))
