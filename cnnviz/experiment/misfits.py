"""Why windows cannot lie over an input, in a sentence for a person.

A kernel of 9 rows over an image of 8 by 8 without padding: "a kernel of 9 rows does not fit: the image has 8, padding
adds none"; or of a layer that is named before: "its kernel of 9 rows is larger than the image, which has 8 and no
padding".
"""

from cnnviz.engine.settings import pad_amounts
from cnnviz.experiment.windows import Window
from cnnviz.frozen import NamedTuple

_COPIED = {"reflect": -1, "circular": 0}  # cells that can be copied, beside those that there are


class _Side(NamedTuple):
    """Windows along rows or columns."""

    word: str
    size: int
    kernel: int
    dilation: int
    ends: tuple[int, int]

    @property
    def extent(self) -> int:
        return self.dilation * (self.kernel - 1) + 1

    @property
    def is_spread(self) -> bool:
        return self.extent != self.kernel

    @property
    def lacks(self) -> bool:
        return self.extent > self.size + sum(self.ends)

    def counted(self, number: int) -> str:
        return f"{number} {self.word}{'' if number == 1 else 's'}"


IMAGE, INPUT = "the image", "its input"


def misfit(
    window: Window, shape: tuple[int, int], given: str = INPUT, *, is_named: bool = False
) -> str | None:
    """Return why `window` cannot lie over an input of `shape`, or None where it can.

    Parameters
    ----------
    given : what the input is
    is_named : whether the sentence goes on about a layer that is named before
    """
    try:
        window.over(shape)
    except ValueError as error:
        why = _why_named if is_named else _why
        found = (why(window, side, given) or _nothing_but_padding(side) for side in _sides(window, shape))
        return next(filter(None, found), str(error))
    return None


def _sides(window: Window, shape: tuple[int, int]) -> list[_Side]:
    amounts = pad_amounts(shape, window.kernel_size, window.stride, window.padding, window.dilation)
    parts = zip(("row", "column"), shape, window.kernel_size, window.dilation, amounts, strict=True)
    return [_Side(*part) for part in parts]


def _why(window: Window, side: _Side, given: str) -> str:
    if side.lacks:
        spread = f" with dilation {side.dilation} spans {side.extent} and" if side.is_spread else ""
        kernel = f"a kernel of {side.counted(side.kernel)}{spread} does not fit"
        return f"{kernel}: {given} has {side.size}, padding adds {sum(side.ends) or 'none'}"
    copied = _copied(window, side)
    if max(side.ends) > copied:
        padding = f"{window.padding_mode} padding of {side.counted(max(side.ends))} does not fit"
        return f"{padding}: {given} has {side.size}, of which {copied or 'none'} can be copied"
    return ""


def _why_named(window: Window, side: _Side, given: str) -> str:
    has = "has" if given == IMAGE else "would have"
    if side.lacks:
        kernel = f"its kernel of {side.counted(side.kernel)}"
        if side.is_spread:
            kernel = f"its kernel, which spans {side.counted(side.extent)} with dilation {side.dilation},"
        padding = f"{sum(side.ends)} of padding" if sum(side.ends) else "no padding"
        return f"{kernel} is larger than {given}, which {has} {side.size} and {padding}"
    copied = _copied(window, side)
    if max(side.ends) > copied:
        padding = f"its {window.padding_mode} padding of {side.counted(max(side.ends))} is too much"
        return f"{padding}: {given} {has} {side.size}, of which {copied or 'none'} can be copied"
    return ""


def _copied(window: Window, side: _Side) -> int:
    """Return how many cells can be copied, as many as it takes where nothing is."""
    return side.size + _COPIED.get(window.padding_mode, max(side.ends))


def _nothing_but_padding(side: _Side) -> str:
    if max(side.ends) < side.extent:
        return ""
    return (
        f"a padding of {side.counted(max(side.ends))} is too much for a kernel that spans {side.extent}: "
        "a window of nothing but padding has no maximum and no mean"
    )
