"""What a channel is called."""

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
