"""A sequence of which nothing is stored: each item is made when somebody asks for it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

Item = TypeVar("Item")


class OnDemand(Sequence[Item], ABC):
    """Items by their number, counted from 0 or from the end, or some of them by a slice.

    Raises
    ------
    IndexError
        For an item that there is not.
    """

    @abstractmethod
    def _item(self, n: int) -> Item:
        """Return item `n`, counted from 0, which there is."""

    def _missing(self, n: int) -> str:
        """Return what is said of an item that there is not."""
        return f"item {n} of {len(self)}"

    @overload
    def __getitem__(self, n: int) -> Item: ...
    @overload
    def __getitem__(self, n: slice) -> list[Item]: ...
    def __getitem__(self, n: int | slice) -> Item | list[Item]:
        if isinstance(n, slice):
            return [self._item(at) for at in range(*n.indices(len(self)))]
        at = n + len(self) if n < 0 else n
        if not 0 <= at < len(self):
            raise IndexError(self._missing(n))
        return self._item(int(at))
