"""What a cell, a channel and a filter are called, and which class counts."""

from collections.abc import Sequence

from cnnviz.experiment.groups import channels_of
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import IMAGES, KERNELS, LISTS, MATRIX
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell


def cell_text(cell: Cell, chapter: Chapter) -> str:
    """Return a cell as people name it: Y[2, 3]; a list's by its place, a single number by its name alone."""
    info = chapter.info[cell.array]
    if len(cell.index) == 1 and chapter.arrays[cell.array].size == 1:
        return info.label
    place = info.place(cell.index)
    if _beside_lists(cell, chapter):
        place = cell.index[1:]  # beside a list all channels count
    name = f"({info.label})" if MINUS in info.label else info.label  # a place in all of a difference
    return f"{name}[{', '.join(map(str, place))}]"


def full_name(cell: Cell, chapter: Chapter) -> str:
    """Return a cell as people name it, with channel and filter where there are several: dW[1, 0] red, filter 0."""
    return f"{cell_text(cell, chapter)} {plane_text(cell, chapter)}".rstrip()


def plane_text(cell: Cell, chapter: Chapter) -> str:
    """Return of which channel and filter a cell is, where there are several: red, filter 0."""
    return ", ".join(filter(None, _planes(cell, chapter)))


def _planes(cell: Cell, chapter: Chapter) -> Sequence[str]:
    """Return of which channel a cell is, and of which filter, where its place does not say it."""
    info, shape = chapter.info[cell.array], chapter.arrays[cell.array].shape
    if info.axes == IMAGES and len(info.place(cell.index)) < 3 and not _beside_lists(cell, chapter):
        return [channel_text(cell.index[3], shape[3], image=info.in_colours, filters=info.of_filters)]
    if info.axes != KERNELS:
        return []
    turned, (*_, k, made) = info.of_filters, cell.index
    image = any(other.in_colours for other in chapter.info.values())
    read = channels_of(made, shape, info.groups)[k]
    own = channel_text(made, shape[3], image=image) if turned else filter_text(made) if shape[3] > 1 else ""
    return [channel_text(read, shape[2] * info.groups, image=image and not turned, filters=turned), own]


def _beside_lists(cell: Cell, chapter: Chapter) -> bool:
    """Return whether all channels of an image count, as beside a list."""
    lists = any(other.axes == LISTS for other in chapter.info.values())
    return lists and chapter.info[cell.array].axes == IMAGES and chapter.arrays[cell.array].shape[3] > 1


def place_in_maps(cell: Cell, chapter: Chapter) -> str:
    """Return where a number of a list was in the image that this was, or what a weight weighs; "" where it was none.

    F[20] is the number of map 0 in row 1 and column 1, where the maps are 4 by 4 and there are four of them.
    """
    info = chapter.info[cell.array]
    lists = (one for one in chapter.info.values() if one.maps is not None) if info.axes == MATRIX else (info,)
    maps = next((one.maps for one in lists), None)
    if maps is None:
        return ""
    _, columns, channels = maps
    number = cell.index[0 if info.axes == MATRIX else info.lie.unit]
    row, column = divmod(number // channels, columns)
    return f"map {number % channels}, row {row}, column {column}"


CHANNEL_NAMES = ("red", "green", "blue")


def channel_text(channel: int, channels: int, *, image: bool, filters: bool = False) -> str:
    """Return a channel's name: a colour in an image of three, else a number, nothing where it is alone.

    What `filters` of the chapter make is called by the filter that makes it.
    """
    if channels == 1:
        return ""
    if image and channels == 3:
        return CHANNEL_NAMES[channel]
    return filter_text(channel) if filters else f"channel {channel}"


def filter_text(number: int) -> str:
    """Return what a filter is called: counted from 0, as its bias b[0] is."""
    return f"filter {number}"
