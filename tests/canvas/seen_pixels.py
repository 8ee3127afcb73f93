"""What is seen, as arrays."""

import numpy as np
from PyQt5.QtGui import QImage


def pixels_of(image: QImage) -> np.ndarray:
    """Return an image as an array (rows, columns, 3) of red, green and blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = plain.constBits().asarray(plain.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(plain.height(), plain.width(), 4)[..., 2::-1].copy()
