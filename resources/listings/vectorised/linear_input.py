"""Linear, dX: every input collects from all units."""


def linear_input(dy, weight):
    dx = weight @ dy
    return dx
