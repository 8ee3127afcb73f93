"""The one place that knows where the files under `resources/` are."""

from functools import cache
from pathlib import Path

THEMES = ("light", "dark")
"""What the files of `themes/` are called."""


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, in a wheel, an editable install or a checkout.

    Raises
    ------
    FileNotFoundError
        Naming the file, where it is not shipped.
    """
    path = _root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"the file {'/'.join(parts)} is not there: please install cnnviz again")
    return path
