"""How a figure looks, whatever kind of file it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.frozen import NamedTuple
from cnnviz.resource import THEMES

if TYPE_CHECKING:
    from cnnviz.export.subject import ExportOptions

DEFAULT_SIZE = (960, 600)
LEAST, MOST = 240, 8192
"""Pixels that a figure is wide and high at least and at most."""
MOST_PIXELS = 40_000_000
"""Pixels of a picture, of which each takes four bytes while it is made."""
LONGEST_CAPTION = 400


class FigureLook(NamedTuple):
    """What all frames of a figure have in common.

    Parameters
    ----------
    size : width and height that everything is laid out for, in pixels
    scale : how many pixels of a picture one of those becomes, along each side
    theme : one of `THEMES`
    caption : what stands beneath, nothing where it is empty
    alone : whether there is the stage and nothing around it
    """

    size: tuple[int, int] = DEFAULT_SIZE
    scale: int = 1
    theme: str = THEMES[0]
    caption: str = ""
    alone: bool = False


def look_of(options: ExportOptions) -> FigureLook:
    """Return the look that is wanted.

    Raises
    ------
    ValueError
        With one sentence, where it is too small, too large, or too much to read.
    """
    width, height = size = options.size or DEFAULT_SIZE
    scale = options.scale or 1
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        raise ValueError(f"size {width}x{height}: width and height go from {LEAST} to {MOST}")
    if width * height * scale**2 > MOST_PIXELS:
        raise ValueError(
            f"size {width}x{height} {scale} times as large has {width * height * scale**2 / 1e6:.0f} million "
            f"pixels: there may be {MOST_PIXELS / 1e6:.0f} million"
        )
    caption = " ".join((options.caption or "").split())
    if len(caption) > LONGEST_CAPTION:
        raise ValueError(f"the caption has {len(caption)} characters: there may be {LONGEST_CAPTION}")
    return FigureLook(size, scale, options.theme or THEMES[0], caption, bool(options.alone))
