"""Linear, dW: every weight gets its input times its gradient."""

import numpy as np


def linear_weight(dy, x):
    dweight = np.zeros((len(x), len(dy)))
    for i in range(len(x)):
        for o in range(len(dy)):
            dweight[i, o] = x[i] * dy[o]
    return dweight
