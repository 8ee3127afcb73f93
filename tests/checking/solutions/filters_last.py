import numpy as np

# one filter per row of the weights, images as (batch, channels, height, width), everything vectorised


def conv2d_forward(X, kernel, bias, stride, pad):
    batch, channels, height, width = X.shape
    n_filters, _, k_h, k_w = kernel.shape
    X_pad = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out_h = (height + 2 * pad - k_h) // stride + 1
    out_w = (width + 2 * pad - k_w) // stride + 1
    columns = np.empty((batch, channels, k_h, k_w, out_h, out_w))
    for y in range(k_h):
        for x in range(k_w):
            columns[:, :, y, x] = X_pad[:, :, y : y + stride * out_h : stride, x : x + stride * out_w : stride]
    Z = np.einsum("ncyxhw,fcyx->nfhw", columns, kernel) + bias.reshape(1, -1, 1, 1)
    cache = {"X": X, "kernel": kernel, "bias": bias, "stride": stride, "pad": pad, "columns": columns}
    return Z, cache


def conv2d_backward(dZ, cache):
    X, kernel = cache["X"], cache["kernel"]
    stride, pad, columns = cache["stride"], cache["pad"], cache["columns"]
    batch, channels, height, width = X.shape
    n_filters, _, k_h, k_w = kernel.shape
    out_h, out_w = dZ.shape[2:]
    dW = np.einsum("ncyxhw,nfhw->fcyx", columns, dZ)
    db = dZ.sum(axis=(0, 2, 3))
    dcolumns = np.einsum("nfhw,fcyx->ncyxhw", dZ, kernel)
    dX_pad = np.zeros((batch, channels, height + 2 * pad, width + 2 * pad))
    for y in range(k_h):
        for x in range(k_w):
            dX_pad[:, :, y : y + stride * out_h : stride, x : x + stride * out_w : stride] += dcolumns[:, :, y, x]
    return {"dX": dX_pad[:, :, pad : pad + height, pad : pad + width], "dW": dW, "db": db}
