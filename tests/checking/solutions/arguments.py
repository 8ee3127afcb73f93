import numpy as np
def zero_padding(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), 'constant')
def conv_step(window, W, b):
    return np.sum(window * W) + b.item()
def forward_conv(A_prev, W, b, stride, pad):
    m, H, Wd, C = A_prev.shape
    fh, fw, _, K = W.shape
    out_h = (H + 2*pad - fh)//stride + 1
    out_w = (Wd + 2*pad - fw)//stride + 1
    P = zero_padding(A_prev, pad)
    Z = np.zeros((m, out_h, out_w, K))
    for n in range(m):
        for r in range(out_h):
            for c in range(out_w):
                for k in range(K):
                    Z[n, r, c, k] = conv_step(P[n, r*stride:r*stride+fh, c*stride:c*stride+fw, :], W[..., k], b[..., k])
    return Z, (A_prev, W, b, stride, pad)
def backward_conv(dZ, cache):
    A_prev, W, b, stride, pad = cache
    m, H, Wd, C = A_prev.shape
    fh, fw, _, K = W.shape
    P = zero_padding(A_prev, pad)
    dP = np.zeros_like(P); dW = np.zeros_like(W); db = np.zeros_like(b)
    _, out_h, out_w, _ = dZ.shape
    for n in range(m):
        for r in range(out_h):
            for c in range(out_w):
                for k in range(K):
                    g = dZ[n, r, c, k]
                    dP[n, r*stride:r*stride+fh, c*stride:c*stride+fw, :] += W[..., k]*g
                    dW[..., k] += P[n, r*stride:r*stride+fh, c*stride:c*stride+fw, :]*g
                    db[..., k] += g
    dA = dP[:, pad:pad+H, pad:pad+Wd, :]
    return dA, dW, db
def forward_pool(A_prev, f, stride, mode='max'):
    m, H, W, C = A_prev.shape
    oh, ow = (H-f)//stride+1, (W-f)//stride+1
    out = np.zeros((m, oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            w = A_prev[:, i*stride:i*stride+f, j*stride:j*stride+f, :]
            out[:, i, j] = w.max(axis=(1,2)) if mode == 'max' else w.mean(axis=(1,2))
    return out, (A_prev, f, stride)
def backward_pool(dA, cache, mode='max'):
    A_prev, f, stride = cache
    out = np.zeros_like(A_prev)
    m, oh, ow, C = dA.shape
    for n in range(m):
        for i in range(oh):
            for j in range(ow):
                for c in range(C):
                    w = A_prev[n, i*stride:i*stride+f, j*stride:j*stride+f, c]
                    if mode == 'max':
                        out[n, i*stride:i*stride+f, j*stride:j*stride+f, c] += (w == w.max()) * dA[n,i,j,c]
                    else:
                        out[n, i*stride:i*stride+f, j*stride:j*stride+f, c] += dA[n,i,j,c]/(f*f)
    return out
