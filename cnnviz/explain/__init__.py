"""What a step means in words and formulas (no Qt)."""

from importlib import import_module
from typing import Any

_ROOMS = {
    "formula": "sums.formula",
    "lens": "lenses.lens",
    "ledger": "ledgers.ledger",
    "listing": "listings.listing",
    "question": "questions.question",
    "why": "prose.why",
}


def __getattr__(name: str) -> Any:
    """Return what is asked for of a room, which is loaded when somebody does: a start waits for none of them."""
    if name in _ROOMS:
        return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    raise AttributeError(f"there is no {name} in {__name__}")
