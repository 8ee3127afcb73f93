import numpy as np
def avg_pool_forward_naive(x, pool_param):
    pool_height, pool_width, stride = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    H_out = 1 + (H - pool_height) // stride
    W_out = 1 + (W - pool_width) // stride
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            out[:, :, i, j] = np.mean(x[:, :, i*stride:i*stride+pool_height, j*stride:j*stride+pool_width], axis=(2, 3))
    return out, (x, pool_param)
def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, stride = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros_like(x)
    N, C, H_out, W_out = dout.shape
    for i in range(H_out):
        for j in range(W_out):
            dx[:, :, i*stride:i*stride+ph, j*stride:j*stride+pw] += dout[:, :, i:i+1, j:j+1] / (ph * pw)
    return dx
def affine_forward(x, w, b):
    out = x.reshape(x.shape[0], -1) @ w + b
    return out, (x, w, b)
def conv_relu_forward(x, w, b, conv_param):
    a, conv_cache = conv_forward_naive(x, w, b, conv_param)
    return np.maximum(a, 0), (conv_cache, a)
def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    n, c, h, ww = x.shape
    f, _, hh, w2 = w.shape
    xp = np.pad(x, ((0,), (0,), (p,), (p,)), 'constant')
    ho, wo = 1 + (h + 2*p - hh)//s, 1 + (ww + 2*p - w2)//s
    out = np.zeros((n, f, ho, wo))
    for i in range(ho):
        for j in range(wo):
            win = xp[:, :, i*s:i*s+hh, j*s:j*s+w2]
            for k in range(f):
                out[:, k, i, j] = np.sum(win * w[k], axis=(1,2,3))
    out += b[None, :, None, None]
    return out, (x, w, b, conv_param)
