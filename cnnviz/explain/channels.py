"""What a channel is called."""

CHANNEL_NAMES = ("red", "green", "blue")


def channel_text(channel: int, channels: int, *, image: bool) -> str:
    """Return a channel's name: a colour in an image of three, else a number, nothing where it is alone."""
    if channels == 1:
        return ""
    return CHANNEL_NAMES[channel] if image and channels == 3 else f"channel {channel + 1}"
