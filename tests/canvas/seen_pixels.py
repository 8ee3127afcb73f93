"""What is seen, as arrays."""

import numpy as np
from PyQt5.QtGui import QImage


def pixels_of(image: QImage) -> np.ndarray:
    """Return an image as an array (rows, columns, 3) of red, green and blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = plain.constBits().asarray(plain.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(plain.height(), plain.width(), 4)[..., 2::-1].copy()


def contrast(a, b):
    """Return the contrast ratio of two colours as WCAG 2 defines it."""

    def luminance(colour):
        share = np.asarray(colour, float) / 255
        linear = np.where(share <= 0.03928, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        return linear @ np.array([0.2126, 0.7152, 0.0722])

    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
