"""Where a file is: as a path, as a `file:` address, or as a text that turns out to be one of them."""

import os
import re
from pathlib import Path

from cnnviz.importing.sentences import full_path
from cnnviz.importing.source import Refused
from cnnviz.locations import local_path

_ADDRESS = re.compile(r"file:/", re.IGNORECASE)
_WEB = re.compile(r"(?:https?|ftp|blob):\S+", re.IGNORECASE)
_DATA = re.compile(r"data:image/", re.IGNORECASE)
_PATH = re.compile(r"~?/\S|\.\.?/\S|~?\\\S|[a-z]:[/\\]\S", re.IGNORECASE)
_LONGEST = 4096  # characters of a path
_QUOTES = "\"'"


def located(place: str | os.PathLike[str]) -> Path:
    """Return the path of a file, which may be given as an address: file:///home/me/photo.png.

    Raises
    ------
    Refused
        For an address on another computer.
    """
    try:
        return local_path(os.fspath(place))
    except ValueError as error:
        raise Refused(
            f"{full_path(Path(place))} is on another computer: copy it to this one first"
        ) from error


def place_in(text: str) -> Path | None:
    """Return the file that a text names, or None where it names none.

    Raises
    ------
    Refused
        For an address in the web, for a picture written as text, and for a path at which there is nothing.
    """
    if len(text) > 2 * _LONGEST:
        _refuse_picture(text[:100].lstrip())
        return None
    names = text.strip().splitlines() or [""]
    if len(names) > 1 and not all(_ADDRESS.match(name.strip()) for name in names):
        return None
    name = names[0].strip().strip(_QUOTES)
    _refuse_picture(name)
    if _WEB.fullmatch(name):
        raise Refused("this is an address in the web: save the picture in the browser, and open the file")
    if _ADDRESS.match(name):
        return located(name)
    if not _PATH.match(name):
        return None
    path = os.path.expanduser(name)
    if not os.path.exists(path):  # which, unlike Path's, raises nothing for what can be no name
        raise Refused(f"{full_path(Path(path))} does not exist")
    return Path(path)


def _refuse_picture(text: str) -> None:
    if _DATA.match(text):
        raise Refused("this is a picture written as text: save it in the browser, and open the file")
