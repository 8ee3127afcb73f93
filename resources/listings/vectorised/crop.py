"""The border is cut off: nothing of it came from the image."""


def crop(dx_pad, padding):
    (top, bottom), (left, right) = padding
    height, width, _ = dx_pad.shape
    rows = slice(top, height - bottom)
    cols = slice(left, width - right)
    dx = dx_pad[rows, cols]
    return dx
