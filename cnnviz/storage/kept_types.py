"""Record types that stay until the process has ended.

When Python ends it clears types in any order, and those of msgspec (0.19 and 0.22) free what others have freed
before: one end in three is a crash, after all work is done. What somebody holds on to is not cleared.
"""

import ctypes
from typing import Any

import msgspec


class Kept(msgspec.Struct):
    """A record of which the type is held on to for good, as are all that are made of it."""

    def __init_subclass__(cls, **settings: Any) -> None:
        """Hold on to it."""
        super().__init_subclass__(**settings)
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(cls))
