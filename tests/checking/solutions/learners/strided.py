import numpy as np
from numpy.lib.stride_tricks import as_strided

def windows(img, kh, kw, s):
    n, h, w, c = img.shape
    oh, ow = (h - kh)//s + 1, (w - kw)//s + 1
    sn, sh, sw, sc = img.strides
    return as_strided(img, (n, oh, ow, kh, kw, c), (sn, sh*s, sw*s, sh, sw, sc))

def my_conv(img, kernel, bias, stride):
    kh, kw, cin, cout = kernel.shape
    return np.tensordot(windows(img, kh, kw, stride), kernel, axes=3) + bias

def my_conv_backprop(grad, img, kernel, stride):
    kh, kw, cin, cout = kernel.shape
    gk = np.tensordot(windows(img, kh, kw, stride), grad, axes=([0,1,2],[0,1,2]))
    gb = grad.sum((0,1,2))
    gi = np.zeros(img.shape)
    for u in range(kh):
        for v in range(kw):
            gi[:, u:u+stride*grad.shape[1]:stride, v:v+stride*grad.shape[2]:stride] += grad @ kernel[u,v].T
    return {'dx': gi, 'dw': gk, 'db': gb}
