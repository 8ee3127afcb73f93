"""Linear, dX: every input collects from all units."""


def linear_input(dy, weight):
    dx = dy @ weight.T
    return dx
