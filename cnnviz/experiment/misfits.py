"""Why windows cannot lie over an input, in a sentence for a person.

A kernel of 9 rows over an image of 8 by 8 without padding: "a kernel of 9 rows does not fit: the image has 8, padding
adds none".
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

    def counted(self, number: int) -> str:
        return f"{number} {self.word}{'' if number == 1 else 's'}"


def misfit(window: Window, shape: tuple[int, int], given: str = "") -> str | None:
    """Return why `window` cannot lie over an input of `shape`, or None where it can.

    Parameters
    ----------
    given : what the input is, "the image"; nothing where the sentence goes on about a layer that is named before
    """
    try:
        window.over(shape)
    except ValueError as error:
        found = (_why(window, side, given) for side in _sides(window, shape))
        return next((why for why in found if why), str(error))
    return None


def _sides(window: Window, shape: tuple[int, int]) -> list[_Side]:
    amounts = pad_amounts(shape, window.kernel_size, window.stride, window.padding, window.dilation)
    parts = zip(("row", "column"), shape, window.kernel_size, window.dilation, amounts, strict=True)
    return [_Side(*part) for part in parts]


def _why(window: Window, side: _Side, given: str) -> str:
    most = max(side.ends)
    has = f"{given} has {side.size}" if given else f"its input would have {side.size}"
    if side.extent > side.size + sum(side.ends):
        return f"{_kernel(side, given)}{has}, padding adds {sum(side.ends) or 'none'}"
    copied = side.size + _COPIED.get(window.padding_mode, most)
    if most > copied:
        padding = f"{window.padding_mode} padding"
        start = (
            f"{padding} of {side.counted(most)} does not fit: "
            if given
            else f"its {padding} has {side.counted(most)}, "
        )
        return f"{start}{has}, of which {copied or 'none'} can be copied"
    if most >= side.extent:
        return (
            f"a padding of {side.counted(most)} is too much for a kernel that spans {side.extent}: "
            "a window of nothing but padding has no maximum and no mean"
        )
    return ""


def _kernel(side: _Side, given: str) -> str:
    """Return how large the kernel is, up to where it is said what there is."""
    spread = side.extent != side.kernel
    if given:
        dilated = f" with dilation {side.dilation} spans {side.extent} and" if spread else ""
        return f"a kernel of {side.counted(side.kernel)}{dilated} does not fit: "
    verb = "spans" if spread else "has"
    return f"its kernel {verb} {side.counted(side.extent)}{f' with dilation {side.dilation}' if spread else ''}, "
