import numpy as np


def conv_forward(X, W):
    H, Wd = X.shape
    f, _ = W.shape
    oH = H - f + 1
    oW = Wd - f + 1
    out = np.zeros((oH, oW))
    for h in range(oH):
        for w in range(oW):
            out[h, w] = np.sum(X[h : h + f, w : w + f] * W)
    cache = (X, W)
    return out, cache


def conv_backward(dH, cache):
    (X, W) = cache
    (f, f) = W.shape
    (oH, oW) = dH.shape
    dX = np.zeros(X.shape)
    dW = np.zeros(W.shape)
    for h in range(oH):
        for w in range(oW):
            dX[h : h + f, w : w + f] += W * dH[h, w]
            dW += X[h : h + f, w : w + f] * dH[h, w]
    return dX, dW
