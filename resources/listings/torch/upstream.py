"""The gradient that the way back begins with."""


def upstream(values):
    dy = values.clone()
    return dy
