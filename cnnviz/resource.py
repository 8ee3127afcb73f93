"""The one place that knows where the files under `resources/` are."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

THEMES = ("light", "dark", "high_contrast")
"""What the files of `themes/` are called."""


@cache
def _root() -> str:
    package = os.path.dirname(os.path.realpath(__file__))
    installed = os.path.join(package, "resources")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "resources")


def located(*parts: str) -> str:
    """Return where a shipped file is, in a wheel, an editable install or a checkout.

    Raises
    ------
    FileNotFoundError
        Naming the file, where it is not shipped.
    """
    path = os.path.join(_root(), *parts)
    if not os.path.exists(path):
        raise FileNotFoundError(f"the file {'/'.join(parts)} is not there: please install cnnviz again")
    return path


def text(*parts: str) -> str:
    """Return what stands in a shipped file."""
    with open(located(*parts), encoding="utf-8") as file:
        return file.read()


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, as `located` has it."""
    from pathlib import Path  # 3 ms, for which a start does not wait

    return Path(located(*parts))
