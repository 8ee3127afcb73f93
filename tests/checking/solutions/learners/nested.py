import numpy as np

def conv_forward(A_prev, W, b, hparams):
    s, p = hparams['stride'], hparams['pad']

    def out_size(n, k):
        return (n + 2 * p - k) // s + 1

    def window(img, i, j, k):
        top, left = i * s, j * s
        return img[top:top + k, left:left + k]

    m, H, Wd, C = A_prev.shape
    f, _, _, n_f = W.shape
    padded = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    Z = np.empty((m, out_size(H, f), out_size(Wd, f), n_f))
    for (n, i, j, c), _ in np.ndenumerate(Z):
        Z[n, i, j, c] = np.sum(window(padded[n], i, j, f) * W[..., c]) + b[0, 0, 0, c]
    return Z, dict(A_prev=A_prev, W=W, b=b, hparams=hparams)

def conv_backward(dZ, cache):
    A_prev, W = cache['A_prev'], cache['W']
    s, p = cache['hparams']['stride'], cache['hparams']['pad']
    f = W.shape[0]
    padded = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    dP, dW = np.zeros_like(padded), np.zeros_like(W)

    def spread(n, i, j, c, g):
        top, left = i * s, j * s
        dP[n, top:top + f, left:left + f] += W[..., c] * g
        dW[..., c] += padded[n, top:top + f, left:left + f] * g

    for (n, i, j, c), g in np.ndenumerate(dZ):
        spread(n, i, j, c, g)
    db = dZ.sum((0, 1, 2), keepdims=True)
    return dP[:, p:p + A_prev.shape[1], p:p + A_prev.shape[2]], dW, db
