import numpy as np

def conv_fwd(x, w, b, **kwargs):
    s, p = kwargs['stride'], kwargs['pad']
    N, C, H, W = x.shape
    F, _, kh, kw = w.shape
    xp = np.pad(x, [(0, 0)] * 2 + [(p, p)] * 2)
    out = np.zeros((N, F, (H + 2*p - kh)//s + 1, (W + 2*p - kw)//s + 1))
    for i, j in np.ndindex(*out.shape[2:]):
        out[:, :, i, j] = np.tensordot(xp[:, :, i*s:i*s+kh, j*s:j*s+kw], w, ([1, 2, 3], [1, 2, 3])) + b
    return out

def conv_bwd(dout, x, w, *, stride, pad):
    s, p = stride, pad
    xp = np.pad(x, [(0, 0)] * 2 + [(p, p)] * 2)
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    kh, kw = w.shape[2:]
    for i, j in np.ndindex(*dout.shape[2:]):
        win = (slice(None), slice(None), slice(i*s, i*s+kh), slice(j*s, j*s+kw))
        dw += np.tensordot(dout[:, :, i, j], xp[win], ([0], [0]))
        dxp[win] += np.tensordot(dout[:, :, i, j], w, ([1], [0]))
    grads = {'dx': dxp[:, :, p:p + x.shape[2], p:p + x.shape[3]], 'dw': dw, 'db': dout.sum((0, 2, 3))}
    return grads
