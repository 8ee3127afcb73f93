"""What is to be known of a file before it is written: how many pages or frames, how long or how wide, how large."""

from cnnviz.export.figures.gif import USUAL_FPS
from cnnviz.export.figures.look import DEFAULT_SIZE
from cnnviz.export.formats import Format
from cnnviz.export.subject import ExportOptions
from cnnviz.qt import QCoreApplication, QFrame, QGridLayout, QLabel, QWidget

_DOTS = 96


class Facts(QWidget):
    """Three facts side by side, each with what it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self._labels: list[tuple[QFrame, QLabel, QLabel]] = []
        for column in range(3):
            line, name, fact = QFrame(self), QLabel(self), QLabel(self)
            line.setProperty("kind", "line")
            line.setFixedHeight(1)
            name.setProperty("kind", "muted")
            fact.setProperty("kind", "strong")
            fact.setObjectName(f"export_fact_{column}")
            grid.setColumnStretch(column, 1)
            for row, part in enumerate((line, name, fact)):
                grid.addWidget(part, row, column)
            self._labels.append((line, name, fact))

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        """Show up to three of them: names and facts."""
        for number, (line, name, fact) in enumerate(self._labels):
            words, told = facts[number] if number < len(facts) else ("", "")
            line.setVisible(bool(words))
            name.setText(words)
            fact.setText(told)


def facts(form: Format, options: ExportOptions, count: int, size: int | None) -> list[tuple[str, str]]:
    """Return what is to be known of a file with so many steps and about so many bytes, None if nobody knows."""
    told: list[tuple[str, str]] = []
    width, height = options.size or DEFAULT_SIZE
    if form.suffix == ".gif":
        seconds = (count + 1) / (options.fps or USUAL_FPS)
        told += [
            (_tr("Frames"), _tr("{0}, one a step").format(count)),
            (
                _tr("Runs for"),
                _tr("{0} s, then again").format(f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.1f}"),
            ),
        ]
    elif form.suffix == ".pdf":
        inches = (f"{side / _DOTS * 25.4:.0f}" for side in (width, height))
        told += [(_tr("Pages"), str(count)), (_tr("Each is"), _tr("{0} × {1} mm").format(*inches))]
    elif form.suffix == ".png":
        scale = options.scale or 1
        told.append((_tr("Pixels"), f"{width * scale} × {height * scale}"))
    elif form.suffix == ".svg":
        told.append((_tr("Made of"), _tr("shapes and letters")))
    if size is not None:
        told.append((_tr("File size"), about(size)))
    return told


def about(size: int) -> str:
    """Return a number of bytes in words.

    >>> [about(size) for size in (800, 187_000, 2_340_000)]
    ['about 1 kB', 'about 190 kB', 'about 2.3 MB']
    """
    if size >= 1_000_000:
        return _tr("about {0} MB").format(f"{size / 1e6:.1f}")
    kilo = max(round(size / 1000), 1)
    return _tr("about {0} kB").format(round(kilo, -1) if kilo >= 100 else kilo)


def _tr(text: str) -> str:
    return QCoreApplication.translate("facts", text)
