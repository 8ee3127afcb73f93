import numpy as np
def conv_backward(dY, X, W, stride=1, pad=0):
    """one image, one filter"""
    Xp = np.pad(X, pad)
    dXp = np.zeros_like(Xp)
    dW = np.zeros_like(W)
    k = W.shape[0]
    for i in range(dY.shape[0]):
        for j in range(dY.shape[1]):
            rows = slice(i * stride, i * stride + k)
            cols = slice(j * stride, j * stride + k)
            dXp[rows, cols] += W * dY[i, j]
            dW += Xp[rows, cols] * dY[i, j]
    db = dY.sum()
    dX = dXp[pad:pad + X.shape[0], pad:pad + X.shape[1]]
    return dX, dW, db
