"""Saves kernels as presets of one's own under a name, and deletes them after asking."""

from cnnviz.experiment.kernels.own_presets import PresetError
from cnnviz.experiment.kernels.profiles import Kernel
from cnnviz.qt import QMessageBox, QObject, Qt, QWidget, pyqtSignal
from cnnviz.session.files.places import own_presets
from cnnviz.ui.dialogs.name_dialog import NameDialog


class PresetKeeper(QObject):
    """Keeps a person's presets.

    Signals
    -------
    saved : the name under which the kernel was saved
    changed : there are other presets than before
    refused : one sentence that says why that cannot be
    """

    saved = pyqtSignal(str)
    changed = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.own = own_presets()

    def save(self, kernel: Kernel) -> None:
        """Ask for a name and save a kernel under it."""
        title, button = self.tr("Save the kernel as a preset"), self.tr("Save")
        known = list(self.own.read()[0])
        dialog = NameDialog(title, button, lambda name: self.own.why_not(name, known), self._parent.window())
        dialog.chosen.connect(lambda name: self._save(name, kernel))
        dialog.go_with(self)
        dialog.open()

    def delete(self, name: str) -> None:
        """Delete a preset if the person is sure."""
        box = QMessageBox(self._parent.window())
        box.setObjectName("delete_preset")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("cnnviz")
        box.setText(self.tr("Delete the preset {0}?").format(name))
        box.setInformativeText(
            self.tr("This cannot be undone. Filters that were set to it stay as they are.")
        )
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        delete.clicked.connect(lambda: self._delete(name))
        self.destroyed.connect(box.close)
        box.open()

    def _save(self, name: str, kernel: Kernel) -> None:
        try:
            self.own.save(name, kernel)
        except PresetError as error:
            self.refused.emit(str(error))
            return
        self.changed.emit()
        self.saved.emit(name)

    def _delete(self, name: str) -> None:
        try:
            self.own.delete(name)
        except PresetError as error:
            self.refused.emit(str(error))
        self.changed.emit()
