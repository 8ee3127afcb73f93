"""The small pictures on the map: each array as far as the run has got with it."""

from collections.abc import Mapping
from enum import Enum
from math import ceil, isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.thumbnail import ArrayColours, as_thumbnail, every_of
from cnnviz.canvas.map.contents import Stop, StopKind
from cnnviz.canvas.palette import Palette
from cnnviz.hidden import hidden_among
from cnnviz.qt import QPixmap
from cnnviz.run.array_info import RunArray
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Array

_LARGEST = 64  # pixels of a picture
_UPRIGHT = 16  # numbers of a list that stand above each other; longer ones are laid out row by row


class Reached(Enum):
    """How far the run has got with an array."""

    NOT = "not"
    PARTLY = "partly"
    WHOLLY = "wholly"


def reached(stop: Stop, chapter: int) -> Reached:
    """Return how far the run has got with what stands at a stop, when it is in a chapter."""
    if chapter == stop.updated_in or chapter == stop.made_in:
        return Reached.PARTLY
    return Reached.WHOLLY if stop.made_in is None or stop.made_in < chapter else Reached.NOT


def look_of(stop: Stop, chapter: int) -> tuple[Reached, bool, bool]:
    """Return what a stop's looks go by in a chapter: how far it is, whether updated, whether marked."""
    updated = stop.updated_in is not None and stop.updated_in <= chapter
    return reached(stop, chapter), updated, chapter in stop.marked_in


class Pictures:
    """The pictures of one run, each made when it is first seen; only of what is partly done it changes with the steps.

    Parameters
    ----------
    palette : the theme
    channel : the one that is shown, or the filter
    ratio : device pixels a pixel
    """

    def __init__(self, palette: Palette, channel: int, ratio: int) -> None:
        self._palette, self._channel, self.ratio = palette, channel, ratio
        self._colours: dict[tuple[str, bool], tuple[Array, ArrayColours]] = {}
        self._whole: dict[tuple[str, bool, int], tuple[Array, QPixmap]] = {}

    def of(self, stop: Stop, side: int, frame: Frame) -> QPixmap | None:
        """Return the picture of a stop in a frame, None where the run has not got there."""
        made, chapter = _as_seen(stop.given, frame), frame.position.chapter
        far = reached(stop, chapter)
        if made is None or far is Reached.NOT:
            return None
        updated = stop.updated_in is not None and stop.updated_in <= chapter
        if updated:
            made = _updated(made, stop, frame)
        square = stop.kind is StopKind.PARAMETER
        if far is Reached.PARTLY:
            values, progress = (_now(made, arrays) for arrays in (frame.arrays, frame.progress))
            # of what is to be predicted there are no last colours yet
            foretold = hidden_among(made.followed).all()
            now = self._coloured(values, stop, made) if foretold else self._of(stop, made, updated=updated)
            return as_thumbnail(now.of(values, progress), side, ratio=self.ratio, square=square)
        key = stop.label, updated, side
        if key not in self._whole or self._whole[key][0] is not made.array:
            colours = self._of(stop, made, updated=updated).of(_plane(made.followed))
            self._whole[key] = made.array, as_thumbnail(colours, side, ratio=self.ratio, square=square)
        return self._whole[key][1]

    def _of(self, stop: Stop, made: RunArray, *, updated: bool) -> ArrayColours:
        key = stop.label, updated
        if key not in self._colours or self._colours[key][0] is not made.array:
            self._colours[key] = made.array, self._coloured(_plane(made.followed), stop, made)
        return self._colours[key][1]

    def _coloured(self, plane: Array, stop: Stop, made: RunArray) -> ArrayColours:
        every = every_of(plane.shape, _LARGEST * self.ratio, square=stop.kind is StopKind.PARAMETER)
        image, beside = made.info.picture, made.info.beside
        return ArrayColours(
            plane, self._palette, image=image, channel=self._channel, every=every, beside=beside
        )


def _as_seen(given: RunArray | None, frame: Frame) -> RunArray | None:
    """Return an array as the run of a frame has it, in which numbers may be hidden."""
    if given is None:
        return None
    parts = (part for one in frame.timeline.parameters for part in (one.given, one.gradient))
    target = [] if frame.timeline.target is None else [frame.timeline.target]
    among = (*frame.timeline.arrays, *parts, *target)
    return next((one for one in among if one.label == given.label), given)


def _updated(given: RunArray, stop: Stop, frame: Frame) -> RunArray:
    """Return a parameter as its update makes it."""
    assert stop.updated_in is not None
    name, array = next(iter(frame.timeline.chapters[stop.updated_in].trace.outputs.items()))
    return given._replace(array=array, name=name)


def _now(made: RunArray, arrays: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
    """Return what a frame has of an array, or of how far that is, for the image that is followed."""
    return _plane(made._replace(array=arrays[made.name]).followed)


def _plane(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array as rows, columns and channels; of kernels the first channel of each filter."""
    if array.ndim == 4:
        return array[:, :, 0]
    if array.ndim != 1:
        return array if array.ndim == 3 else array[:, :, None]
    if len(array) <= _UPRIGHT:
        return array[:, None, None]
    columns = isqrt(len(array) - 1) + 1
    laid = np.zeros(
        (ceil(len(array) / columns), columns, 1), array.dtype
    )  # what is too much counts as not reached
    laid.flat[: len(array)] = array
    return laid


class Shown:
    """What all stops of a map go by: the frame, where their pictures are, and their colours."""

    def __init__(self, frame: Frame, pictures: Pictures, palette: Palette) -> None:
        self.frame, self.pictures, self.palette = frame, pictures, palette
        self.sliding = False  # whether the mark is on its way to what the chapter makes

    @property
    def chapter(self) -> int:
        """The chapter that the frame is in."""
        return self.frame.position.chapter
