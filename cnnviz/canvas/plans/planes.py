"""The grids that a chapter's arrays are shown as, made by name."""

from __future__ import annotations

from collections.abc import Collection
from math import isqrt

from cnnviz.canvas.plans.stage_plan import Group, Laid, Plane, Size
from cnnviz.experiment.groups import channels_of, filters_of
from cnnviz.explain.naming import channel_text, filter_text
from cnnviz.explain.numbers import size_text
from cnnviz.run.array_info import IMAGES, KERNELS, LISTS, MATRIX, PER_POSITION
from cnnviz.run.chapter import Chapter

_LARGEST_SMALL = 120  # cells a side
_ONE_LINE = 16  # numbers of a list; more are laid out in rows
_MOST_FILTERS = 10  # of which the others stand beside the one that is followed
UNIT = "unit "
"""What the number of a unit stands behind."""
_FEW_CHANNELS = 4  # that have a grid each where steps go from one to the next
FEW_UNITS = 16
"""Units that have a grid each."""


class Planes:
    """Makes planes for the arrays of one chapter, while channel or filter `focus` is in hand.

    Of another chapter of the run than the one on the stage, the `number` is given; the chapters are known that make the
    `sums` which this one makes shares of, and the `shares` of what this one sums, if there are any; whether the `lens`
    is there, and whether there may be `boards`: grids with names at their left; after how many rounds it was
    `trained`, where there were some.
    """

    def __init__(
        self,
        chapter: Chapter,
        focus: int,
        number: int | None = None,
        sums: Planes | None = None,
        shares: Planes | None = None,
        *,
        lens: bool = False,
        boards: bool = False,
        trained: int | None = None,
    ) -> None:
        self.chapter = chapter
        self.focus = focus
        self.number = number
        self.sums, self.shares = sums, shares
        self.lens, self.boards, self.trained = lens, boards, trained

    def __contains__(self, name: str) -> bool:
        return name in self.chapter.arrays

    def channels(
        self, name: str, size: Size = Size.MAIN, among: Collection[int] | None = None
    ) -> list[Plane]:
        """Return the channels of an image, all or some; of a kernel or a bias those of the filter in hand.

        Anything else is returned whole.
        """
        shape, axes = self.chapter.arrays[name].shape, self.chapter.info[name].axes
        if axes == PER_POSITION:
            return self.bias(name)
        if axes == KERNELS:
            return [self._kernel(name, k, self.focus, size, by_channels=True) for k in range(shape[2])]
        if axes == IMAGES:
            return [self._channel(name, k, size) for k in (range(shape[3]) if among is None else among)]
        if axes == MATRIX and shape[0] > _ONE_LINE and shape[1] <= FEW_UNITS:
            return self.units(name, size)
        return [self.whole(name, size)]

    def are_few(self, name: str) -> bool:
        """Return whether an image has several channels, and so few that all may have a grid."""
        return (
            self.chapter.info[name].axes == IMAGES and 1 < self.chapter.arrays[name].shape[3] <= _FEW_CHANNELS
        )

    def filters(self, name: str) -> list[Plane]:
        """Return for each filter of a kernel that reads the channel in hand its plane for that channel."""
        depth = self.chapter.arrays[name].shape[2]
        return [self._kernel(name, self.focus % depth, f, Size.KERNEL) for f in self.readers(name)]

    def turned(self, name: str) -> list[Plane]:
        """Return the kernel as it is that gradients of the channel in hand meet turned, of several the first one.

        There is none of a single number, which is the same turned.
        """
        rows, columns, *_ = self.chapter.arrays[name].shape
        return [plane._replace(still=True) for plane in self.filters(name)[: int(rows * columns > 1)]]

    def read(self, kernels: str) -> range:
        """Return the channels that the filter in hand reads."""
        return channels_of(self.focus, self.chapter.arrays[kernels].shape, self.chapter.info[kernels].groups)

    def readers(self, kernels: str) -> range:
        """Return the filters that read the channel in hand."""
        return filters_of(self.focus, self.chapter.arrays[kernels].shape, self.chapter.info[kernels].groups)

    def one(self, name: str) -> Plane:
        """Return the channel in hand of an image; anything else whole."""
        if self.chapter.info[name].axes != IMAGES:
            return self.whole(name)
        return self._channel(name, min(self.focus, self.chapter.arrays[name].shape[3] - 1))

    def others(self, name: str, among: Collection[int] | None = None, *, exact: bool = False) -> list[Group]:
        """Return the channels of an image that are not in hand, as a group of small grids, if there are any.

        In hand are those `among` which one goes, or the one in focus. Of a large image there are none: its cells would
        take a pixel each, and the image in hand has no room then.
        """
        shape = self.chapter.arrays[name].shape
        if self.chapter.info[name].axes != IMAGES or max(shape[1:3]) > _LARGEST_SMALL:
            return []
        in_hand = (self.focus,) if among is None else among
        small = tuple(self._small(name, k, exact) for k in range(shape[3]) if k not in in_hand)
        return [Group("wrap", small, 14)] if small else []

    def _small(self, name: str, channel: int, exact: bool) -> Plane:
        fixed = (self.chapter.sample, None, None, channel)
        info, channels = self.chapter.info[name], self.chapter.arrays[name].shape[3]
        called = channel_text(channel, channels, image=info.in_colours, filters=info.of_filters)
        return Plane(f"small{channel}", name, fixed, "", called, Size.SMALL, exact=exact)

    def unfollowed(self, name: str) -> list[Group]:
        """Return the kernels of the filters that no step goes through, as a group of small grids: all of them is there.

        There are none where all are gone through, where each has several planes, and beside no board.
        """
        _, _, depth, filters = self.chapter.arrays[name].shape
        if not self.boards or self.chapter.followed is None or depth > 1 or filters > _MOST_FILTERS:
            return []
        small = tuple(
            Plane(
                f"small{f}",
                name,
                (None, None, 0, f),
                "",
                f"not stepped · {filter_text(f)}",
                Size.SMALL,
                still=True,
            )
            for f in range(filters)
            if f != self.focus
        )
        return [Group("wrap", small, 14)]

    def bias(self, name: str) -> list[Plane]:
        """Return the bias of the filter in hand, if there is one."""
        if name not in self:
            return []
        array = self.chapter.arrays[name]
        fixed = (*[None] * (array.ndim - 1), self.focus)
        return [Plane(name, name, fixed, self.chapter.label(name), "", Size.KERNEL)]

    def whole(self, name: str, size: Size = Size.MAIN, *, laid: bool = True) -> Plane:
        """Return a list of numbers upright, a matrix, or a parameter of one axis as a row; a long list in rows."""
        array = self.chapter.arrays[name]
        upright = self.chapter.info[name].axes == LISTS
        fixed = (self.chapter.sample, None) if upright else (None,) * array.ndim
        sizes = array.shape[1:] if upright else array.shape
        subtitle = "×".join(map(str, sizes)) if array.size > 1 else ""
        rows = Laid(_abreast(sizes[0])) if upright and laid and sizes[0] > _ONE_LINE else None
        if rows is not None and rows.columns == 1:
            rows = None
        return Plane(name, name, fixed, self.chapter.label(name), subtitle, size, upright, laid=rows)

    def row(self, name: str) -> Plane:
        """Return a list of numbers as a row; a long one has a row for each of the image that it was."""
        plane, maps = self.whole(name), self.chapter.info[name].maps
        if maps is not None:
            each = f", {maps[2]} channels each" if maps[2] > 1 else ""
            plane = plane._replace(subtitle=f"row by row{each} · {plane.subtitle}")
        if plane.laid is not None and maps is not None and maps[1] * maps[2] <= 2 * _ONE_LINE:
            return plane._replace(laid=Laid(maps[1] * maps[2]))
        return plane if plane.laid is not None else plane._replace(upright=False)

    def maps(self, name: str, of: str, unit: int | None = None) -> list[Plane]:
        """Return a list as the maps that it was, or those weights of a unit that meet each map of a list.

        `of` is the list, or the weights.
        """
        info, shape = self.chapter.info[of], self.chapter.arrays[of].shape
        maps, count = (info.weighs, shape[0]) if info.axes == MATRIX else (info.maps, shape[1])
        rows = (
            [Laid(_abreast(count))] if maps is None else [Laid(maps[1], maps[2], k) for k in range(maps[2])]
        )
        fixed = (self.chapter.sample, None) if unit is None else (None, unit)
        return [
            Plane(
                f"{name}.{'' if unit is None else unit}.{number}",
                name,
                fixed,
                "",
                f"map {number}" if len(rows) > 1 else str(count),
                laid=laid,
                chapter=self.number,
            )
            for number, laid in enumerate(rows)
        ]

    def units(self, name: str, size: Size = Size.MAIN) -> list[Plane]:
        """Return what a matrix has for each unit, laid out in rows."""
        inputs, units = self.chapter.arrays[name].shape
        title, laid = self.chapter.label(name), Laid(_abreast(inputs))
        return [
            Plane(f"{name}{unit}", name, (None, unit), title, f"{UNIT}{unit}", size, laid=laid)
            for unit in range(units)
        ]

    def _channel(self, name: str, channel: int, size: Size = Size.MAIN) -> Plane:
        _, height, width, channels = self.chapter.arrays[name].shape
        info = self.chapter.info[name]
        number = channel_text(channel, channels, image=info.in_colours, filters=info.of_filters)
        subtitle = f"{size_text((height, width, 1))}{' · ' + number if number else ''}"
        title = self.chapter.label(name)
        fixed = (self.chapter.sample, None, None, channel)
        return Plane(f"{name}{channel}", name, fixed, title, subtitle, size)

    def _kernel(self, name: str, k: int, filter_: int, size: Size, *, by_channels: bool = False) -> Plane:
        """Return channel `k` of a kernel, called as the channel that it reads; a turned one reads what filters made.

        What tells it from those beside it, its channel or its filter, comes last, and stays where there is little room.
        """
        shape, groups = self.chapter.arrays[name].shape, self.chapter.info[name].groups
        turned = self.chapter.info[name].of_filters
        rows, columns, depth, filters = shape
        image = any(info.in_colours for info in self.chapter.info.values())
        read = channels_of(filter_, shape, groups)[k]
        channel = channel_text(read, depth * groups, image=image and not turned, filters=turned)
        words = [channel or size_text((rows, columns, 1))]
        if filters > 1:
            made = channel_text(filter_, filters, image=image) if turned else filter_text(filter_)
            words.insert(0 if by_channels and channel else 1, made)
        title, subtitle = self.chapter.label(name), " · ".join(words)
        fixed = (None, None, k, filter_)
        return Plane(f"{name}{k}.{filter_}", name, fixed, title, subtitle, size)


def _abreast(count: int) -> int:
    """Return how many of so many numbers stand side by side, so that all rows are full: 1 where that would be one."""
    sides = (side for side in range(isqrt(count), 0, -1) if count % side == 0)
    columns = count // next(sides)
    return columns if columns <= 4 * isqrt(count) else 1
