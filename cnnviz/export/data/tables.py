"""Arrays as tables: to be read by programs bit for bit, or by people as they stand on the screen."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from cnnviz.explain.number_format import format_in
from cnnviz.export.data.arrays import Exported, chosen, exported
from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.progress import report
from cnnviz.run.array_info import Dim


class WrittenPlane(NamedTuple):
    """Rows and columns of an array, as they are written.

    Parameters
    ----------
    title : of which array it is, and which channel and filter
    rows : the texts
    """

    title: str
    rows: Sequence[Sequence[str]]


def csv(subject: Subject, options: ExportOptions) -> bytes:
    """Return one array, which reads back bit for bit; an empty line stands before each channel."""
    return table(chosen(subject, options), ".csv").encode()


def markdown(subject: Subject, options: ExportOptions) -> bytes:
    """Return tables in Markdown, with the numbers of the screen: of one array, or of all."""
    return _written(subject, options, ".md")


def latex(subject: Subject, options: ExportOptions) -> bytes:
    """Return tables in LaTeX, with the numbers of the screen: of one array, or of all."""
    return _written(subject, options, ".tex")


def _written(subject: Subject, options: ExportOptions, suffix: str) -> bytes:
    decimals = subject.document.decimals if options.decimals is None else options.decimals
    every = options.array is None and options.chapter is None
    arrays = list(exported(subject.run).values()) if every else [chosen(subject, options)]
    parts = []
    for number, one in enumerate(arrays):
        report(number / len(arrays))
        parts.append(table(one, suffix, decimals))
    return "\n".join(parts).encode()


def table(array: Exported, suffix: str, decimals: int = 0) -> str:
    """Return an array as the table that stands in files which end so: ".csv", ".md" or ".tex"."""
    if suffix == ".csv":
        from cnnviz.importing.text.writing import table_text

        return table_text(array.numbers, ",")
    write = {".md": markdown_table, ".tex": latex_table}[suffix]
    return "\n".join(map(write, planes(array, decimals)))


def planes(array: Exported, decimals: int = 0) -> Iterator[WrittenPlane]:
    """Yield an array plane by plane; a list is one row."""
    text = format_in(array.chapter, array.key, decimals).read.in_cell  # who has a table may go on with it
    info = array.chapter.info[array.key]
    axes = info.axes[info.sampled :]
    numbers, others = array.numbers, axes[2:]
    if numbers.ndim == 1:
        numbers = numbers[None]
    for at in product(*map(range, numbers.shape[2:])):
        named = [
            f"{axis.value} {place}"
            for axis, place, count in zip(others, at, numbers.shape[2:], strict=True)
            if count > 1 or axis is Dim.FILTER
        ]
        plane = np.moveaxis(numbers, (0, 1), (-2, -1))[at]
        yield WrittenPlane(", ".join([array.label, *named]), [list(map(text, row)) for row in plane.tolist()])


def markdown_table(plane: WrittenPlane) -> str:
    """Return a plane as a table in Markdown; its rows and columns are counted from 0."""
    columns = [str(column) for column in range(len(plane.rows[0]))]
    lines = [["", *columns], ["---:"] * (len(columns) + 1)]
    lines += [[f"**{number}**", *row] for number, row in enumerate(plane.rows)]
    return f"**{plane.title}**\n\n" + "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def latex_table(plane: WrittenPlane) -> str:
    """Return a plane as a tabular in LaTeX; its rows and columns are counted from 0."""
    columns = range(len(plane.rows[0]))
    title = plane.title.translate(_TITLES)
    lines = [" & ".join(["", *map(str, columns)]) + r" \\ \hline"]
    lines += [
        " & ".join([str(number), *map(_in_latex, row)]) + r" \\" for number, row in enumerate(plane.rows)
    ]
    inner = "\n".join(lines)
    return f"% {title}\n\\begin{{tabular}}{{r|{'r' * len(columns)}}}\n{inner}\n\\end{{tabular}}\n"


_TITLES = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789") | {ord(MINUS): "-"}


def _in_latex(text: str) -> str:
    """Return a number of the screen in LaTeX's words.

    >>> _in_latex("−1.2e−7"), _in_latex("∞"), _in_latex("nan")
    ('$-1.2 \\\\cdot 10^{-7}$', '$\\\\infty$', 'nan')
    """
    if text == "nan":
        return text
    mantissa, _, power = (
        text.replace(MINUS, "-").replace("∞", r"\infty").replace("≈", r"\approx ").partition("e")
    )
    return f"${mantissa} \\cdot 10^{{{power}}}$" if power else f"${mantissa}$"
