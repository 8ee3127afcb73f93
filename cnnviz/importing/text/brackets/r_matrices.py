"""How R fills a matrix that is written as code: `matrix(c(1, 2, 3, 4), nrow = 2)` has the columns 1, 2 and 3, 4."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.importing.source import Refused


def filled_as_r_does(values: NDArray[np.float64], layout: dict[str, str]) -> NDArray[np.float64]:
    """Return numbers in rows and columns.

    Parameters
    ----------
    layout : the arguments nrow, ncol and byrow, as far as they are there

    Raises
    ------
    Refused
        Where there are more or fewer numbers than have room, which R would repeat.
    """
    rows, columns = (int(layout[key]) if layout.get(key, "").isdigit() else 0 for key in ("nrow", "ncol"))
    rows = rows or (len(values) // columns if columns else len(values))
    columns = columns or len(values) // max(rows, 1)
    if rows * columns != len(values):
        raise Refused(f"{len(values)} numbers do not fill {rows} rows and {columns} columns")
    if layout.get("byrow") in ("TRUE", "T"):
        return values.reshape(rows, columns)
    return values.reshape(columns, rows).T
