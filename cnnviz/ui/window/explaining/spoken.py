"""What a screen reader reads out by itself: the current entry of a list that stands for the stage."""

from cnnviz.qt import QItemSelectionModel, QListView, QStringListModel, QWidget


class Spoken(QListView):
    """A list that nobody sees, whose current entry is what is said.

    A name or a description that changes is not read out everywhere: Orca is handed the widget instead of its new
    name, and says nothing. An entry that becomes the current one where the keyboard is, is read out as what the
    keyboard has come to. The list has the keyboard whenever `part` has it, as it hands it on.
    """

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self.setObjectName("spoken")
        self.setAccessibleName(self.tr("Narration"))
        self._words = QStringListModel(["", ""], self)
        self.setModel(self._words)
        self.setFocusProxy(part)
        self.hide()

    def say(self, words: str) -> None:
        """Say something: two entries take turns, so that the current one is another one each time."""
        index = self._words.index(1 - self.currentIndex().row() if self.currentIndex().isValid() else 0)
        self._words.setData(index, words)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
