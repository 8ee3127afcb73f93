"""What Qt's own dialogs have kept is never made into objects."""

import os
import subprocess
import sys

import pytest
from PyQt5.QtCore import QSettings

BARE = """
from PyQt5.QtWidgets import QApplication, QFileDialog
app = QApplication([])
QFileDialog().show()
"""
OURS = """
from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QApplication, QFileDialog
import cnnviz.ui

def open_and_ask(path=None, opening=cnnviz.ui.open_window):
    window = opening(path)
    def ask():
        window.actions_by_id["file.open"].trigger()
        print(len(window.findChildren(QFileDialog)))
        window.close()
        QApplication.quit()
    QTimer.singleShot(0, ask)
    return window

cnnviz.ui.open_window = open_and_ask
raise SystemExit(cnnviz.ui.run())
"""

KEPT = ("lastVisited", "history", "shortcuts", "sidebarWidth", "treeViewHeader", "viewMode")


class Touch:
    """Makes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Qt keeps its settings elsewhere there")
def test_a_file_dialog_makes_no_objects_of_what_qt_has_kept(tmp_path):
    made, folder = tmp_path / "made", tmp_path / "config"
    environ = os.environ | {"XDG_CONFIG_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}

    def output(script):
        hostile = QSettings(str(folder / "QtProject.conf"), QSettings.Format.IniFormat)
        for key in KEPT:  # again each time: a dialog that has made objects keeps others
            hostile.setValue(f"FileDialog/{key}", Touch(made))
        hostile.sync()
        command = [sys.executable, "-c", script]
        return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stdout

    output(BARE)
    assert made.exists()  # so it is as bad as it looks
    made.unlink()
    assert output(OURS) == "1\n"
    assert not made.exists()
