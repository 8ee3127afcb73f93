"""What the application is, which version it has, and under which licence it comes."""

from cnnviz import __version__
from cnnviz.application import program_icon
from cnnviz.qt import QMessageBox, Qt, QWidget


def show_about(window: QWidget) -> None:
    """Show it in a box over the window."""
    box = QMessageBox(window)
    box.setObjectName("about")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(box.tr("About cnnviz"))
    box.setIconPixmap(program_icon().pixmap(64))
    box.setText(f"cnnviz {__version__}")
    box.setInformativeText(
        box.tr(
            "See how a convolutional network computes and learns, one window at a time.\n\n"
            "Free software under the GNU General Public License, version 3 or later."
        )
    )
    box.open()
