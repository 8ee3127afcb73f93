import numpy as np

def conv(x, w, b, stride=1):
    n, h, wd, c = x.shape
    kh, kw, _, f = w.shape
    oh, ow = (h - kh) // stride + 1, (wd - kw) // stride + 1
    y = np.zeros((n, oh, ow, f))
    for i in range(oh):
        for j in range(ow):
            y[:, i, j] = np.tensordot(x[:, i*stride:i*stride+kh, j*stride:j*stride+kw], w, 3) + b

    def backward(dy):
        dx, dw = np.zeros_like(x), np.zeros_like(w)
        for i in range(oh):
            for j in range(ow):
                rows, cols = slice(i*stride, i*stride+kh), slice(j*stride, j*stride+kw)
                dx[:, rows, cols] += np.tensordot(dy[:, i, j], w, ([1], [3]))
                dw[...] += np.tensordot(x[:, rows, cols], dy[:, i, j], ([0], [0]))
        return dx, dw, dy.sum((0, 1, 2))

    return y, backward
