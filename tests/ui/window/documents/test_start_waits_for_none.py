"""A start waits for nothing of documents: what reads and writes them comes when it is needed, after the first paint."""

import subprocess
import sys

from process_tools import surroundings

PROGRAM = """
import sys
from cnnviz.ui import open_window
from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtWidgets import QApplication
window = open_window()
class Watch(QObject):
    seen = ()
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            readers = ("msgspec", "cnnviz.storage.", "cnnviz.importing")
            self.seen = [name for name in sys.modules if name.startswith(readers)]
        return False
watch = Watch()
window.stage.viewport().installEventFilter(watch)
while not watch.seen:
    QApplication.processEvents()
print(*sorted(watch.seen))
while "cnnviz.session.recovery" not in sys.modules:
    QApplication.processEvents()
window.close()
"""


def test_what_reads_documents_is_not_there_at_the_first_paint_and_copies_are_kept_afterwards(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert (
        done.returncode,
        done.stderr.replace("This plugin does not support propagateSizeHints()\n", ""),
    ) == (0, "")
    assert done.stdout.split() == ["cnnviz.storage.document", "cnnviz.storage.names"]
