"""The name of the document: in the title of the window, and in the middle of its menu bar."""

from cnnviz.qt import QEvent, QFontMetrics, QLabel, QMenuBar, QObject, QRect, Qt, QWidget
from cnnviz.session.files.paper import Paper
from cnnviz.ui.plain import in_title

_BESIDE = 16  # pixels between the name and what is beside it
_OTHER_ROOM = (
    QEvent.Type.Resize,
    QEvent.Type.LayoutRequest,
    QEvent.Type.FontChange,
)  # looked up once for all events


class Title(QObject):
    """Shows what the document is called, and whether something in it is not saved."""

    def __init__(self, paper: Paper, bar: QMenuBar, window: QWidget) -> None:
        super().__init__(window)
        self._paper, self._bar, self._window = paper, bar, window
        self._label = QLabel(bar)
        self._label.setObjectName("document_name")
        self._label.setProperty("kind", "muted")
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar.installEventFilter(self)
        paper.changed.connect(self.show)
        self.show()

    def show(self) -> None:
        """Show what it is called now."""
        name, modified = self._paper.name, self._paper.is_modified
        self._window.setWindowTitle(f"{in_title(name)}[*] – cnnviz" if name else "cnnviz[*]")
        self._window.setWindowModified(modified)
        shown = name or (self.tr("Untitled") if modified else "")
        self._label.setText(f"{shown} •" if modified else shown)
        self._label.setAccessibleName(self.tr("{0}, not saved").format(shown) if modified else shown)
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the name in the middle."""
        if event.type() in _OTHER_ROOM:
            self._lay_out()
        return False

    def _lay_out(self) -> None:
        """Put the name in the middle, or as near to that as menus and corner leave room."""
        text = self._label.text()
        room = self._room()
        width = min(QFontMetrics(self._label.font()).horizontalAdvance(text) + 4, room.width())
        left = min(max((self._bar.width() - width) // 2, room.left()), room.right() + 1 - width)
        self._label.setGeometry(left, 0, width, self._bar.height())
        self._label.setVisible(bool(text) and width > 3 * _BESIDE)

    def _room(self) -> QRect:
        menus = [self._bar.actionGeometry(action).right() for action in self._bar.actions()]
        corner = self._bar.cornerWidget()
        right = self._bar.width() if corner is None else corner.x()
        left = max(menus, default=0) + _BESIDE
        return QRect(left, 0, max(right - _BESIDE - left, 0), self._bar.height())
