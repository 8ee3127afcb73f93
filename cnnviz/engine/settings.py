"""What may be given as size, stride, dilation and padding of windows, and which numbers it stands for."""

from collections.abc import Sequence
from numbers import Integral
from typing import Literal, TypeAlias

Pair: TypeAlias = int | tuple[int, int]
Padding: TypeAlias = (
    int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]] | Literal["valid", "same", "full"]
)
Amounts: TypeAlias = tuple[tuple[int, int], tuple[int, int]]

_NAMED = ("valid", "same", "full")


def pad_amounts(
    shape: tuple[int, int],
    kernel: tuple[int, int],
    stride: tuple[int, int],
    padding: Padding,
    dilation: tuple[int, int],
) -> Amounts:
    """Return `padding` as ((top, bottom), (left, right)).

    ``"same"`` gives ``ceil(size / stride)`` windows, the odd cell at the end, as TensorFlow and ONNX
    (SAME_UPPER) do; ``"full"`` pads by ``dilation*(kernel-1)``, so that every window that touches the input
    is there.

    Raises
    ------
    ValueError
        For another word, or an amount below 0.
    TypeError
        For an amount that is no integer.
    """
    if isinstance(padding, str):
        if padding not in _NAMED:
            raise ValueError(f"padding {padding!r} is not one of {', '.join(map(repr, _NAMED))} or numbers")
        reach = tuple(d * (k - 1) for k, d in zip(kernel, dilation, strict=True))
        if padding == "full":
            return (reach[0], reach[0]), (reach[1], reach[1])
        if padding == "same":
            ends = [_same(n, r, s) for n, r, s in zip(shape, reach, stride, strict=True)]
            return ends[0], ends[1]
        return (0, 0), (0, 0)
    return padding_numbers(padding)


def padding_numbers(padding: Padding) -> Amounts:
    """Return a padding given in numbers, of any form, as ((top, bottom), (left, right)).

    Raises
    ------
    ValueError
        For an amount below 0.
    TypeError
        For an amount that is no integer, or a word.
    """
    if isinstance(padding, Sequence) and not isinstance(padding, str) and len(padding) == 2:
        top, left = (pair(side, "padding", least=0) for side in padding)
        return top, left
    amount = pair(padding, "padding", least=0)[0]  # type: ignore[arg-type]  # pair refuses what it cannot use
    return (amount, amount), (amount, amount)


def pair(value: Pair, name: str, least: int) -> tuple[int, int]:
    """Return an int or a pair of ints as a pair, called `name` where it is refused.

    Raises
    ------
    ValueError
        For an integer below `least`.
    TypeError
        For anything but one or two integers.
    """
    both = (value, value) if type(value) is int or isinstance(value, Integral) else value
    if (
        type(both) is tuple
        and len(both) == 2
        and type(both[0]) is type(both[1]) is int
        and min(both) >= least
    ):
        return both  # the usual form; the questions below take their time
    if (
        not isinstance(both, Sequence)
        or isinstance(both, str)
        or len(both) != 2
        or not all(isinstance(v, Integral) and not isinstance(v, bool) for v in both)
    ):
        raise TypeError(f"{name} {value!r} is neither an integer nor a pair of integers")
    if min(both) < least:
        raise ValueError(f"{name} {value!r} must be at least {least}")
    return int(both[0]), int(both[1])


def integer(value: int, name: str) -> int:
    """Return an integer of any type as an int, called `name` where it is refused.

    Raises
    ------
    TypeError
        For anything else, a boolean among it.
    """
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} {value!r} is not an integer")
    return int(value)


def _same(size: int, reach: int, stride: int) -> tuple[int, int]:
    total = max((-(-size // stride) - 1) * stride + reach + 1 - size, 0)
    return total // 2, total - total // 2
