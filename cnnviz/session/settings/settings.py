"""What is remembered from one start to the next: a table of settings, and the object that keeps them."""

import os
from typing import Any

from cnnviz.qt import QCoreApplication, QObject, QTimer, pyqtSignal, qWarning
from cnnviz.run.timeline import Grain
from cnnviz.session.files.places import settings_path
from cnnviz.session.player import FASTEST, SLOWEST
from cnnviz.session.settings import plain_settings
from cnnviz.session.settings.setting import Setting, WindowPlace

_LATER = 300  # milliseconds: who drags a slider has the file written once
_PATIENCE = 1000  # milliseconds for another process that is writing, where there is no later
_LOOK, _NUMBERS, _PLAYING, _OPENING = "Look", "Numbers and colours", "Playing and presenting", "Opening"

THEME = Setting(
    "view/theme",
    str,
    "",
    "High contrast shows the sign of a number by shape as well as by colour.",
    label="Theme",
    group=_LOOK,
    choices=(
        ("", "As the system has it"),
        ("light", "Light"),
        ("dark", "Dark"),
        ("high_contrast", "High contrast"),
    ),
)
TEXT_SIZE = Setting(
    "view/text_size",
    int,
    100,
    "How large words are, on the stage and around it; cells follow Ctrl and the wheel.",
    80,
    200,
    label="Text size",
    group=_LOOK,
    unit=" %",
)
REDUCED_MOTION = Setting(
    "view/reduced_motion",
    bool,
    False,
    "Nothing glides or flies from one step to the next: all is there at once.",
    label="Reduce motion",
    group=_LOOK,
)
DECIMALS = Setting(
    "view/decimals",
    int,
    0,
    "Automatic writes as many as the numbers of an array need.",
    0,
    6,
    label="Decimals",
    group=_NUMBERS,
    choices=((0, "Automatic"), *((count, str(count)) for count in range(2, 7))),
)
ONE_SCALE = Setting(
    "view/one_scale",
    bool,
    False,
    "The same number has the same colour in every array of the run, gradients too.",
    label="One scale for all",
    group=_NUMBERS,
)
SPEED = Setting(
    "play/speed",
    float,
    4.0,
    "How fast it plays.",
    SLOWEST,
    FASTEST,
    label="Speed",
    group=_PLAYING,
    unit=" steps a second",
)
GRAIN = Setting(
    "play/grain",
    str,
    Grain.STEP.name.lower(),
    "What Next and Back go by.",
    label="One step is",
    group=_PLAYING,
    choices=tuple((grain.name.lower(), grain.value) for grain in Grain),
)
PRESENTER_KEYS = Setting(
    "play/presenter_keys",
    str,
    "steps",
    "What Page Up and Page Down, a presenter's two keys, go by in presentation; else they go by chapters.",
    label="Presenter's keys",
    group=_PLAYING,
    choices=(("steps", "Steps"), ("chapters", "Chapters")),
)
ASK = Setting(
    "learn/ask",
    str,
    "one",
    "What Predict asks for of all that a step writes.",
    label="Predict asks for",
    group=_PLAYING,
    choices=(
        ("one", "One cell of every window"),
        ("overlap", "Only where windows overlap"),
        ("whole", "The whole window"),
    ),
)
LONGER_SIDE = Setting(
    "import/longer_side",
    int,
    28,
    "How far an image that is opened is reduced, unless one says otherwise there.",
    1,
    256,
    label="Longer side of an image",
    group=_OPENING,
    unit=" cells",
)
GEOMETRY = Setting("window/geometry", WindowPlace, None, "where the window was and how large")
FOLDER = Setting("file/folder", str, "", "where the last image was opened")
RECENT = Setting("file/recent", str, "", "the documents that were last open, as a list in JSON")
PANEL = Setting(
    "view/panel", str, "", "the part of the set-up that is open: image, layers, loss, training or none"
)
LENS = Setting("view/lens", bool, True, "whether the step in hand stands worked out large on the stage")
MAP = Setting("view/map", bool, True, "whether the map stands above the stage")
EXPLAIN = Setting("view/explain", bool, False, "whether Explain is open")
TAB = Setting("view/tab", str, "", "the tab of Explain that is shown: why, formula or ledger")
DIALECT = Setting(
    "view/code",
    str,
    "loops",
    "which listing Code shows",
    choices=(("loops", "Loops"), ("vectorised", "Vectorised"), ("torch", "PyTorch")),
)
SETTINGS = (
    THEME,
    TEXT_SIZE,
    REDUCED_MOTION,
    DECIMALS,
    ONE_SCALE,
    SPEED,
    GRAIN,
    PRESENTER_KEYS,
    ASK,
    LONGER_SIDE,
    GEOMETRY,
    FOLDER,
    RECENT,
    PANEL,
    LENS,
    MAP,
    EXPLAIN,
    TAB,
    DIALECT,
)
"""All that is remembered; what has a label is chosen in the preferences, in this order."""


class Settings(QObject):
    """Reads and writes settings; a value that cannot be used counts as never set.

    They are read once. What is set is written a little later, or when `save` says so.

    Parameters
    ----------
    file : where they are kept

    Signals
    -------
    changed : the `Setting` that has another value
    """

    changed = pyqtSignal(object)

    def __init__(self, file: str | os.PathLike[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._texts: dict[str, str] = {}
        self._unsaved: dict[str, str] = {}
        self._complained = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self._write)
        self.renew()

    def renew(self) -> None:
        """Read what is kept now, and forget what has not been saved."""
        self._later.stop()
        self._unsaved = {}
        try:
            self._texts = dict(plain_settings.read(self._file))
        except OSError as error:
            self._texts = {}
            self._complain("read", error)

    def get(self, setting: Setting) -> Any:
        """Return the remembered value, or the default."""
        text = self._texts.get(setting.key)
        return setting.default if text is None else setting.parsed(text)

    def set(self, setting: Setting, value: object) -> None:
        """Remember `value`."""
        if value != self.get(setting):
            self._texts[setting.key] = self._unsaved[setting.key] = setting.written(value)
            self._later.start()
            self.changed.emit(setting)

    def save(self) -> None:
        """Write now what is not yet written; where that cannot be, it is remembered while the program runs."""
        self._later.stop()
        self._write(_PATIENCE)

    def _write(self, patience: int = 0) -> None:
        try:
            if self._unsaved:
                plain_settings.change(self._file, self._unsaved, patience)
                self._unsaved = {}
        except TimeoutError:
            self._later.start()
        except OSError as error:
            self._complain("written", error)

    def _complain(self, done: str, error: OSError) -> None:
        """Say it once where Qt says such things: what cannot be saved keeps nobody from working."""
        if not self._complained:
            self._complained = True
            from pathlib import Path  # a start does not wait for it

            from cnnviz.importing.sentences import full_path

            qWarning(
                f"the settings in {full_path(Path(self._file))} cannot be {done}: {error.strerror or error}"
            )


def settings() -> Settings:
    """Return the settings of the running application, which all its windows share."""
    running = QCoreApplication.instance()
    assert running is not None
    known = running.findChild(Settings)
    if known is None:
        known = Settings(settings_path(), running)
        running.aboutToQuit.connect(known.save)
    return known
