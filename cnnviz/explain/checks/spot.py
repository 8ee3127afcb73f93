"""What can be nudged: the numbers that were set up rather than computed, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cnnviz.explain.naming import cell_text, channel_text
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import ArrayInfo, Dim, Editable, EditTarget
from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array, Cell

_CROSSWISE = {Dim.CHANNEL: "channel", Dim.FILTER: "filter", Dim.UNIT: "unit"}


class Given(NamedTuple):
    """An array that was set up.

    Parameters
    ----------
    info : what it is
    array : its numbers, of an image or a target those of the image that is followed
    edit : which part of the experiment it is
    layer : whose parameter it is
    """

    info: ArrayInfo
    array: Array
    edit: EditTarget
    layer: int = -1

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return self.info.label

    @property
    def axes(self) -> tuple[Dim, ...]:
        """What the axes of its numbers count."""
        return self.info.axes[self.info.sampled :]

    def is_same(self, other: Given) -> bool:
        """Return whether it is the same part of another run."""
        return (self.edit, self.layer) == (other.edit, other.layer)


class Spot(NamedTuple):
    """One number of an array that was set up."""

    given: Given
    at: tuple[int, ...]

    @property
    def name(self) -> str:
        """What it is called: W[1, 2]."""
        info = self.given.info
        place = info.place((*(0,) * info.sampled, *self.at))
        return f"{info.label}[{', '.join(map(str, place))}]"

    def is_same(self, other: Spot) -> bool:
        """Return whether it is the same number, perhaps of another run."""
        return self.at == other.at and self.given.is_same(other.given)

    @property
    def plane(self) -> str:
        """Which channel and filter it is in, where there are several."""
        return plane_text(self.given, self.at)

    @property
    def value(self) -> float:
        """What it is now."""
        return float(self.given.array[self.at])


def givens(timeline: Timeline) -> Sequence[Given]:
    """Return all arrays of a run that were set up: the image, what its layers learn, and the target."""
    image = timeline.arrays[0]
    assert image.info.edit is not None
    found = [Given(image.info, image.followed, image.info.edit)]
    for parameter in timeline.parameters:
        given, layer = parameter.given, timeline.chapters[parameter.update].layer
        if given.info.edit is not None:
            found.append(Given(given.info, given.array, given.info.edit, layer))
    target = timeline.target
    if target is not None and target.info.edit is not None:
        found.append(Given(target.info, target.followed, target.info.edit))
    return found


def spot_of(timeline: Timeline, chapter: Chapter, cell: Cell) -> Spot | None:
    """Return the number behind a cell that a chapter shows, None where it is computed."""
    return next(iter(spots_in(timeline, chapter.info[cell.array], chapter.layer, [cell])), None)


def spots_in(timeline: Timeline, info: ArrayInfo, layer: int, cells: Iterable[Cell]) -> Sequence[Spot]:
    """Return the numbers behind cells of an array that a layer has: none of what is computed, none of a padding."""
    edit = info.edit
    if edit is None:
        return []
    owner = edit.of, edit.parameter, layer if edit.of is Editable.PARAMETER else -1
    given = next(one for one in givens(timeline) if (*one.edit[:2], one.layer) == owner)
    places = (cell.index[given.info.sampled :] for cell in cells)
    if edit.of is Editable.IMAGE:
        top, left = edit.origin
        places = ((row - top, column - left, channel) for row, column, channel in places)
    sizes = given.array.shape
    return [Spot(given, at) for at in places if all(0 <= n < size for n, size in zip(at, sizes, strict=True))]


def why_computed(chapter: Chapter, cell: Cell) -> str:
    """Return in a sentence why a cell cannot be nudged."""
    info = chapter.info[cell.array]
    name = cell_text(cell, chapter)
    if info.edit is not None:
        return f"{name} is padding, which nobody sets: nudge a number of the image inside it."
    return f"{name} is computed: it moves only when a number that made it does. Nudge one of those."


def plane_text(given: Given, index: Sequence[int]) -> str:
    """Return which channel, filter or unit an index is in, where its array has several."""
    words = []
    for axis, at, size in zip(given.axes, index, given.array.shape, strict=True):
        if axis in _CROSSWISE and size > 1 and len(given.axes) > 1:
            image = given.edit.of is Editable.IMAGE
            words.append(channel_text(at, size, image=True) if image else f"{_CROSSWISE[axis]} {at}")
    return " · ".join(reversed(words))
