"""The arrays of a chapter as a page has them: how every cell is drawn, and which have changed since the last step."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import FINISHED, PLAIN
from cnnviz.canvas.staging.compared import SHOWN
from cnnviz.canvas.staging.looks import filled_in
from cnnviz.canvas.staging.scale import scale_in
from cnnviz.explain.number_format import format_in, format_of
from cnnviz.export.pages.numbering import Numbering
from cnnviz.export.pages.tables import Cells, Colouring, Tables
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import hidden_among
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Array

Values = NDArray[np.floating]
_COLUMNS = ((2, float), (3, np.int8))  # values and standings of what is known


class _Still(NamedTuple):
    """What stays as it is of an array: its colours, which cells are padding, and which are never read."""

    colouring: Colouring
    ring: NDArray[np.bool_]
    unread: NDArray[np.bool_]


class Arrays:
    """Draws the arrays of one chapter, whose first frame it is given."""

    def __init__(self, frame: Frame, tables: Tables) -> None:
        self.numbering = Numbering(frame.chapter)
        self._tables, self._first = tables, frame
        self._still = {name: self._kept(frame, name) for name in self.numbering.names}
        self._mask = Colouring("mask", 0, 1, format_of(np.array([0.0, 1.0])))
        self._known: dict[tuple[str, int, float, int, bool], int] = {}

    def whole(
        self, arrays: Mapping[str, Array], progress: Mapping[str, NDArray[np.int8]], names: Collection[str]
    ) -> list[int]:
        """Return all cells of some arrays."""
        found: list[int] = []
        for name in self.numbering.names:
            if name in names:
                values = self._values(name, arrays)
                found += self._drawn(name, values, self._progress(name, progress), np.arange(values.size))
        return found

    def changed(self, before: Frame | None, frame: Frame) -> list[int]:
        """Return the cells that a frame has otherwise than the one before it, each with how it is drawn."""
        earlier = (
            (frame.before, frame.chapter.trace.progress(frame.position.step))
            if before is None
            else (before.arrays, before.progress)
        )
        found: list[int] = []
        for name in frame.progress:
            now, was = (self._values(name, arrays) for arrays in (frame.arrays, earlier[0]))
            done, had = (self._progress(name, flags) for flags in (frame.progress, earlier[1]))
            alike = (now == was) | (np.isnan(now) & np.isnan(was) & (hidden_among(now) == hidden_among(was)))
            places = np.flatnonzero(~alike | (done != had))
            glyphs = self._drawn(name, now[places], done[places], places)
            for place, glyph in zip(places.tolist(), glyphs, strict=True):
                found += [self.numbering.starts[name] + place, glyph]
        return found

    def compared(self, frame: Frame) -> list[int]:
        """Return the cells that the step in hand compares, as they are drawn for as long as it does."""
        found: list[int] = []
        for name in {cell.array for cell in frame.standings}:
            own = {
                self.numbering.of(cell): SHOWN[how]
                for cell, how in frame.standings.items()
                if cell.array == name
            }
            numbers = sorted(own)
            places = np.array(numbers, np.intp) - self.numbering.starts[name]
            arrays = frame.arrays if name in frame.arrays else frame.chapter.arrays
            values = self._values(name, arrays)[places]
            progress = self._progress(name, frame.progress)[places]
            standing = np.array([own[number] for number in numbers], np.int8)
            glyphs = self._drawn(name, values, progress, places, standing)
            for number, glyph in zip(numbers, glyphs, strict=True):
                found += [number, glyph]
        return found

    def finished(self, name: str) -> Values:
        """Return an array's finished numbers, one after the other."""
        return self._values(name, self._first.chapter.arrays)

    def alone(
        self,
        name: str,
        values: Sequence[float],
        standing: Sequence[int] = (),
        progress: int = FINISHED,
        *,
        read: bool = False,
    ) -> list[int]:
        """Return numbers in an array's colours, away from it; in those of a mask where it has no name.

        What is `read` by itself has its digits also where it is next to 0 beside others.
        """
        stands = standing or [PLAIN] * len(values)
        keys = [(name, progress, value, stand, read) for value, stand in zip(values, stands, strict=True)]
        new = list(dict.fromkeys(key for key in keys if key not in self._known))
        if new:
            numbers, standings = (np.array([key[at] for key in new], kind) for at, kind in _COLUMNS)
            nowhere = np.zeros(len(new), bool)
            cells = Cells(numbers, np.full(len(new), progress, np.int8), standings, nowhere, nowhere)
            colouring = self._colouring(name, read=read)
            self._known.update(zip(new, self._tables.glyphs_of(cells, colouring), strict=True))
        return [self._known[key] for key in keys]

    def _colouring(self, name: str, *, read: bool) -> Colouring:
        own = self._still[name].colouring if name else self._mask
        return own._replace(form=own.form.read) if read else own

    def places(self, name: str, places: NDArray[np.intp], progress: int) -> list[int]:
        """Return some cells of an array, finished, as they are drawn when they are so far."""
        values = self.finished(name)[places]
        return self._drawn(name, values, np.full(places.shape, progress, np.int8), places)

    def _drawn(
        self,
        name: str,
        values: Values,
        progress: NDArray[np.int8],
        places: NDArray[np.intp],
        standing: NDArray[np.int8] | None = None,
    ) -> list[int]:
        still = self._still[name]
        stand = np.full(values.shape, PLAIN, np.int8) if standing is None else standing
        cells = Cells(values, progress, stand, still.ring[places], still.unread[places])
        return self._tables.glyphs_of(cells, still.colouring)

    def _values(self, name: str, arrays: Mapping[str, Array]) -> Values:
        finished = self._first.chapter.arrays
        return self.numbering.own(name, arrays if name in arrays else finished).ravel()

    def _progress(self, name: str, progress: Mapping[str, NDArray[np.int8]]) -> NDArray[np.int8]:
        """Return how far the cells of an array are; what no step writes is finished."""
        if name not in progress:
            return np.full(self.finished(name).size, FINISHED, np.int8)
        sampled = self._first.chapter.info[name].sampled
        return (progress[name][self._first.chapter.sample] if sampled else progress[name]).ravel()

    def _kept(self, frame: Frame, name: str) -> _Still:
        scale, info = scale_in(frame, name), frame.chapter.info[name]
        colouring = Colouring(
            scale.kind, scale.low, scale.high, format_in(frame.chapter, name, frame.decimals)
        )
        shape = self.numbering.own(name, frame.chapter.arrays).shape
        ring, unread = np.zeros(shape, bool), np.zeros(shape, bool)
        if info.is_plane:  # rows and columns are its first axes then
            ring[filled_in(info, shape[:2])] = True
            if info.covered is not None:
                rows, columns = info.covered
                unread[~np.outer(rows, columns)] = True
        return _Still(colouring, ring.ravel(), unread.ravel())
