"""What is marked over the grids: frames, single cells, connectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from cnnviz.canvas.marks.routes import Line, Ribbon
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QRectF

if TYPE_CHECKING:
    from cnnviz.canvas.marks.detours import Detour


class Link(NamedTuple):
    """A connector from cells of some grids, taken together, to cells of another, by the grids' keys."""

    sources: tuple[str, ...]
    target: str
    route: Ribbon | Line | Detour = Ribbon()


class Marked(NamedTuple):
    """What is marked, in scene coordinates.

    Parameters
    ----------
    frames : for each grid by key the rectangle around its cells in hand
    cells : single cells that are outlined: those that a dilated window reads, or the factors of the term in hand
    links : connectors between frames
    beside : what else than grids stands there in this step, by key: the numbers of the lens
    plots : what connectors may lead to without its having a frame
    """

    frames: Mapping[str, QRectF]
    cells: Sequence[QRectF] = ()
    links: Sequence[Link] = ()
    beside: Mapping[str, QRectF] = MappingProxyType({})
    plots: Mapping[str, QRectF] = MappingProxyType({})


NOTHING_MARKED = Marked({})
