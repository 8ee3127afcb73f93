"""What a cell is called."""

from cnnviz.run.array_info import IMAGES, LISTS
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell


def cell_text(cell: Cell, chapter: Chapter) -> str:
    """Return a cell as people name it: Y[2, 3]; a list's by its place, a single number by its name alone."""
    info = chapter.info[cell.array]
    if len(cell.index) == 1 and chapter.arrays[cell.array].size == 1:
        return info.label
    place = info.place(cell.index)
    lists = any(other.axes == LISTS for other in chapter.info.values())
    if lists and info.axes == IMAGES and chapter.arrays[cell.array].shape[3] > 1:
        place = cell.index[1:]  # beside a list all channels count
    return f"{info.label}[{', '.join(map(str, place))}]"
