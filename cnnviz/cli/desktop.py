"""Put cnnviz into the desktop's menu, have it open its documents, and take both back: files of the user's own."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from cnnviz.resource import resource
from cnnviz.saving import save_text

APP_ID = "io.github.cnnviz.cnnviz"
PLACES = {
    "desktop": f"applications/{APP_ID}.desktop",
    "svg": f"icons/hicolor/scalable/apps/{APP_ID}.svg",
    "metainfo.xml": f"metainfo/{APP_ID}.metainfo.xml",
    "mime.xml": f"mime/packages/{APP_ID}.xml",
    "document.svg": "icons/hicolor/scalable/mimetypes/application-vnd.cnnviz+json.svg",
}
"""Where in a data folder the desktop looks for each file, by the end of its name among the shipped ones."""
_MARK = "written by cnnviz, which removes it again"
_IN_QUOTES = str.maketrans({character: f"\\{character}" for character in '"`$\\'} | {"%": "%%"})
_IN_VALUE = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def install_desktop_entry(data_home: Path | None = None) -> list[Path]:
    """Copy the menu entry, the icons, the kind of documents and the description to where the desktop looks for them.

    Parameters
    ----------
    data_home
        The user's data folder; by default `$XDG_DATA_HOME` or `~/.local/share`.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    OSError
        With one sentence, where the folder cannot be written.
    """
    home = data_home or _data_home()
    for suffix, place in PLACES.items():
        _write(home / place, _content(suffix))
    _refresh(home)
    return [home / place for place in PLACES.values()]


def remove_desktop_entry(data_home: Path | None = None) -> tuple[list[Path], list[Path]]:
    """Remove what `install_desktop_entry` has written, and nothing else.

    Parameters
    ----------
    data_home
        The user's data folder; by default `$XDG_DATA_HOME` or `~/.local/share`.

    Returns
    -------
    removed, left : list of Path
        The files that are gone, and those of their names that somebody else has put there.

    Raises
    ------
    OSError
        With one sentence, where a file cannot be removed.
    """
    home = data_home or _data_home()
    there = [home / place for place in PLACES.values() if os.path.lexists(home / place)]
    removed = [path for path in there if _is_ours(path)]
    for path in removed:
        try:
            path.unlink()
        except OSError as error:
            raise OSError(f"{path} cannot be removed: {error.strerror or error}") from error
    if removed:
        _refresh(home)
    return removed, [path for path in there if path not in removed]


def _content(suffix: str) -> str:
    """Return the text of a file, marked so that it is known again."""
    if suffix == "desktop":
        return f"{entry(_command())}# {_MARK}\n"
    return f"{_shipped(suffix)}<!-- {_MARK} -->\n"


def _is_ours(path: Path) -> bool:
    """Return whether cnnviz has written a file; a link leads to somebody else's."""
    try:
        return path.is_file() and not path.is_symlink() and _MARK in path.read_text("utf-8", "replace")
    except OSError:
        return False


def _data_home() -> Path:
    named = Path(os.environ.get("XDG_DATA_HOME", ""))
    if named.is_absolute():
        return named
    try:
        return Path.home() / ".local" / "share"
    except RuntimeError as error:
        raise OSError("there is no home folder: name a data folder in XDG_DATA_HOME") from error


def _command() -> list[str]:
    """Return the absolute command that starts this very installation."""
    started = Path(sys.argv[0]).absolute()
    beside = Path(sys.executable).parent / "cnnviz"
    for script in (started, beside):
        if script.name in ("cnnviz", "cnnviz-gui") and script.is_file():
            return [str(script)]
    return [sys.executable, "-m", "cnnviz"]


def entry(command: list[str]) -> str:
    """Return the menu entry that starts `command` with the file that is opened."""
    quoted = " ".join(f'"{word.translate(_IN_QUOTES)}"' for word in command)
    lines = {
        "Exec=": f"Exec={quoted.translate(_IN_VALUE)} %f",
        "TryExec=": f"TryExec={command[0].translate(_IN_VALUE)}",
    }
    shipped = _shipped("desktop").splitlines()
    return "".join(lines.get(line.partition("=")[0] + "=", line) + "\n" for line in shipped)


def _shipped(suffix: str) -> str:
    return resource("linux", f"{APP_ID}.{suffix}").read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_text(path, text)
    except OSError as error:
        raise OSError(f"{path} cannot be written: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        raise OSError(
            "the folder of cnnviz has a name that no menu entry can hold: it is not UTF-8"
        ) from error


def _refresh(home: Path) -> None:
    """Tell the desktop which files cnnviz opens and what its documents are, where it wants to be told."""
    for command, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run([command, str(home / folder)], capture_output=True, timeout=30, check=False)
