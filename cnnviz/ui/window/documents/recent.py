"""The documents that were last open, in all windows: so many, each by its name and its folder."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from cnnviz.importing.sentences import file_name, full_path
from cnnviz.qt import QMenu
from cnnviz.session.settings.settings import RECENT, settings
from cnnviz.ui.plain import in_menu

MOST = 10
_LONGEST = 1000  # letters of a path that is remembered


def recent() -> Sequence[Path]:
    """Return them, the last one first."""
    try:
        paths = json.loads(settings().get(RECENT) or "[]")
    except ValueError:
        return []
    return [Path(path) for path in paths if isinstance(path, str)][:MOST] if isinstance(paths, list) else []


def remember(path: Path) -> None:
    """Put one before all others."""
    if len(str(path)) <= _LONGEST:
        _keep([path, *(known for known in recent() if known != path)])


def forget(path: Path) -> None:
    """Leave one out."""
    _keep([known for known in recent() if known != path])


def fill(menu: QMenu, use: Callable[[Path], object]) -> None:
    """Offer them in a menu."""
    menu.clear()
    for path in recent():
        folder = full_path(path.parent)
        action = menu.addAction(in_menu(f"{file_name(path)}   {folder}"))
        action.triggered.connect(partial(_use, use, path))
        action.setObjectName("file.recent")
        action.setToolTip(full_path(path))
    if menu.isEmpty():
        menu.addAction(menu.tr("Nothing was saved or opened yet")).setEnabled(False)


def _use(use: Callable[[Path], object], path: Path, *_: object) -> None:
    use(path)


def _keep(paths: Sequence[Path]) -> None:
    settings().set(RECENT, json.dumps([str(path) for path in paths]))
