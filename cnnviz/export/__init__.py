"""A run written as something else: pictures, pages, data, source."""

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    """Return `page`, which is loaded when somebody asks for it."""
    if name == "page":
        return import_module(f"{__name__}.pages.page").page
    raise AttributeError(f"there is no {name} in {__name__}")
