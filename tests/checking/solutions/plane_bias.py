import numpy as np
def conv_forward(X, W, b=0):
    n_H_prev, n_W_prev = X.shape
    f = W.shape[0]
    n_H = n_H_prev - f + 1
    n_W = n_W_prev - f + 1
    H = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            x_slice = X[h:h+f, w:w+f]
            H[h, w] = np.sum(x_slice * W) + b
    cache = (X, W)
    return H, cache
def conv_backward(dH, cache):
    (X, W) = cache
    (f, f) = W.shape
    n_H, n_W = dH.shape
    dX = np.zeros(X.shape)
    dW = np.zeros(W.shape)
    for h in range(n_H):
        for w in range(n_W):
            dX[h:h+f, w:w+f] += W * dH[h, w]
            dW += X[h:h+f, w:w+f] * dH[h, w]
    db = np.sum(dH)
    return dX, dW, db
