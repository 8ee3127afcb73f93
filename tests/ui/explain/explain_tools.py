"""What the tests of Explain do to a window."""

from PyQt5.QtWidgets import QApplication, QWidget

from cnnviz.run.timeline import Position


def to_chapter(window, key, step=0):
    """Go to a step of a chapter."""
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    window.session.seek(Position(keys.index(key), step))
    catch_up()


def move(window, steps=1):
    """Go on by some steps."""
    window.session.move(steps)
    catch_up()


def catch_up():
    """Have Explain tell of the step in hand: the stage is painted first, and each round handles what is most urgent."""
    for _ in range(4):
        QApplication.processEvents()


def opened_tab(window, name):
    """Open Explain on a tab, and return that."""
    window.explain.open(True)
    window.explain.panel.choose(name)
    QApplication.processEvents()
    return window.explain.panel.tab(name)


def part(window, name):
    """Return a part of Explain by its name."""
    return window.explain.panel.findChild(QWidget, name)


def row_place(table, row):
    """Return where a row of a table is in its viewport."""
    return table.visualRect(table.model().index(row, 0)).center()


def cells_of(cells):
    """Return cells as plain tuples."""
    return {(cell.array, cell.index) for cell in cells}
