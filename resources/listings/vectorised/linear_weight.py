"""Linear, dW: every weight gets its input times its gradient."""

import numpy as np


def linear_weight(dy, x):
    dweight = np.outer(x, dy)
    return dweight
