"""Copying out: an array goes to the clipboard as a table of numbers and as a picture, whatever is wanted there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnviz.explain.numbers import size_text
from cnnviz.qt import QGuiApplication, QMenu, QMimeData, QObject, pyqtSignal
from cnnviz.session.session import Session
from cnnviz.ui.appearance import appearance

if TYPE_CHECKING:
    from cnnviz.run.frames.named import Named
    from cnnviz.trace.steps import Cell


_TABLES = {".csv": "CSV", ".md": "Markdown", ".tex": "LaTeX"}


class Copying(QObject):
    """Puts arrays of the run on the clipboard.

    Parameters
    ----------
    at_image : returns whether the keyboard is at the image

    Signals
    -------
    said : what was copied
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, at_image: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._at_image = session, at_image

    def copy(self) -> None:
        """Copy the image where the keyboard is at it, else the array that the chapter in hand writes."""
        from cnnviz.run.frames.named import named_arrays, written_array  # a start does not wait for it

        if self._at_image():
            self._put(next(iter(named_arrays(self._session.timeline).values())))
        else:
            self._put(written_array(self._session.frame))

    def fill(self, menu: QMenu) -> None:
        """Offer every array of the run."""
        from cnnviz.run.frames.named import named_arrays

        menu.clear()
        for named in named_arrays(self._session.timeline).values():
            action = menu.addAction(f"{named.label}\t{size_text(named.array.shape)}")
            action.setObjectName(f"copy.{named.label}")
            action.triggered.connect(lambda _, named=named: self._put(named))

    def add_to(self, menu: QMenu, cell: Cell) -> None:
        """Offer in the menu of a cell to copy its array as text for other programs."""
        label = self._session.frame.chapter.label(cell.array)
        kinds = menu.addMenu(self.tr("Copy {0} as").format(label))
        kinds.setObjectName("cell_copy_as")
        for suffix, words in _TABLES.items():
            action = kinds.addAction(words)
            action.setObjectName(f"cell_copy{suffix}")
            action.triggered.connect(lambda _, suffix=suffix: self._put_table(cell.array, suffix))

    def _put_table(self, key: str, suffix: str) -> None:
        from cnnviz.export.data.arrays import Exported, own, plain_name  # a start does not wait for them
        from cnnviz.export.data.tables import table

        frame = self._session.frame
        label = frame.chapter.label(key)
        array = Exported(plain_name(label), frame.chapter, key, own(frame.chapter, key))
        QGuiApplication.clipboard().setText(table(array, suffix, frame.decimals))
        self.said.emit(self.tr("Copied {0} as {1}").format(label, _TABLES[suffix]))

    def _put(self, named: Named) -> None:
        from cnnviz.canvas.grids.cell_picture import cell_picture  # a start does not wait for them
        from cnnviz.importing.text.writing import table_text

        data = QMimeData()
        data.setText(table_text(named.array))
        data.setImageData(cell_picture(named.array, appearance().palette, image=named.picture))
        QGuiApplication.clipboard().setMimeData(data)
        size = size_text(named.array.shape)
        self.said.emit(self.tr("Copied {0}, {1}, as a table and a picture").format(named.label, size))
