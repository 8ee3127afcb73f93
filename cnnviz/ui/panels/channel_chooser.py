"""Which channel or filter is shown and stepped through, where layers have several: one of them, or all in turn."""

from cnnviz.explain.channels import filter_text
from cnnviz.qt import QLabel, Qt, QVBoxLayout, QWidget, pyqtSignal
from cnnviz.run.chapter import Chapter
from cnnviz.ui.fields.choice_field import ChoiceField


class ChannelChooser(QWidget):
    """A choice at the end of the map.

    Signals
    -------
    chosen : the channel to follow, counted from 0, or None for all in turn
    """

    chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("channel_chooser")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = ChoiceField("channel", self.tr("Channel or filter that is followed"), self)
        self._box.setToolTip(self.tr("Which channel, or filter, the steps go through"))
        self._box.activated.connect(lambda index: self.chosen.emit(index - 1 if index else None))
        self._label = label = QLabel(self.tr("follow"), self)
        label.setObjectName("follow_label")
        label.setProperty("kind", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 12, 14, 8)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addWidget(self._box)
        layout.addStretch(1)

    @property
    def count(self) -> int:
        """How many channels there are to choose from."""
        return self._box.count() - 1

    def show_channels(self, count: int, followed: int | None) -> None:
        """Show what can be followed; nothing where there is only one."""
        self.setVisible(count > 1)
        if self._box.count() != count + 1:
            self._box.clear()
            self._box.addItem(self.tr("all in turn"))
            self._box.addItems(list(map(filter_text, range(count))))
        self._box.setCurrentIndex(0 if followed is None else followed + 1)

    def show_chapter(self, chapter: Chapter) -> None:
        """Say where a chapter's steps go through all, whatever is followed in others."""
        kept_to = chapter.followed is not None or self._box.currentIndex() == 0
        self._label.setText(self.tr("follow") if kept_to else self.tr("here all, not"))
