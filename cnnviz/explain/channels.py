"""What a channel is called, and which class counts."""

from cnnviz.run.array_info import LISTS
from cnnviz.run.chapter import Chapter

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


def true_class(chapter: Chapter) -> int:
    """Return which class is the right one in a loss that has one: the only one whose number its last step reads."""
    cells = chapter.trace[len(chapter.trace) - 1].reads
    (label,) = {cell.index[-1] for cell in cells if chapter.info[cell.array].axes == LISTS}
    return label
