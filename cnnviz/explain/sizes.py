"""The size formula with its numbers in it, and what a stride leaves over."""

from cnnviz.engine.geometry import Axis, Geometry
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import ArrayInfo, ArrayRole
from cnnviz.trace.steps import Cell


def size_formula(axis: Axis) -> str:
    """Return ``(8 + 2·1 − 3) / 1 + 1 = 8`` with the numbers of `axis`; rounded down where the division is not even."""
    if axis.before == axis.after:
        padded = f"{axis.size} + 2·{axis.before}" if axis.before else f"{axis.size}"
    else:
        padded = f"{axis.size} + {axis.before} + {axis.after}"
    extent = (
        f"{axis.kernel}" if axis.dilation == 1 else f"{axis.dilation}·({axis.kernel} {MINUS} 1) {MINUS} 1"
    )
    inner = f"({padded} {MINUS} {extent})"
    even = (axis.padded - axis.extent) % axis.stride == 0
    quotient = f"{inner} / {axis.stride}" if even else f"⌊{inner} / {axis.stride}⌋"
    return f"{quotient} + 1 = {axis.output}"


def left_over(geometry: Geometry) -> str:
    """Return in words which cells of the padded input no window reaches."""
    unread = [
        f"{count} {word}{'s' if count > 1 else ''}"
        for count, word in (
            (int((~geometry.rows.covered).sum()), "row"),
            (int((~geometry.columns.covered).sum()), "column"),
        )
        if count
    ]
    return f"{' and '.join(unread)} never read" if unread else "nothing left over"


def why_nothing(info: ArrayInfo, cell: Cell) -> str:
    """Return why no step of a chapter has to do with a cell."""
    if not info.is_left_over(cell.index):
        return "nothing in this chapter has to do with it"
    return "no window reads it" + (": it stays 0" if info.role is ArrayRole.GRADIENT else "")
