"""The pixels of an image as an array, without a copy."""

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.qt import QImage


def pixels_of(image: QImage) -> NDArray[np.uint32]:
    """Return the pixels (rows, columns) of an image of four bytes each; they are valid as long as it is."""
    rows, columns = image.height(), image.bytesPerLine() // 4
    bits: Any = (ctypes.c_uint32 * (rows * columns)).from_address(int(image.bits()))
    return np.frombuffer(bits, np.uint32).reshape(rows, columns)[:, : image.width()]
