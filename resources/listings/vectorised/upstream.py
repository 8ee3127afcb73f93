"""The gradient that the way back begins with."""


def upstream(values):
    dy = values.copy()
    return dy
