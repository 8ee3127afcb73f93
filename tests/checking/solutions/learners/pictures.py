import numpy as np

def convolve(pic, filt):
    """grey picture, one filter"""
    h, w = pic.shape; a, b = filt.shape
    return np.array([[(pic[r:r+a, c:c+b]*filt).sum() for c in range(w-b+1)] for r in range(h-a+1)])

def convolve_backward(grad, pic, filt):
    a, b = filt.shape
    d_pic = np.zeros_like(pic); d_filt = np.zeros_like(filt)
    for (r, c), g in np.ndenumerate(grad):
        d_pic[r:r+a, c:c+b] += g*filt
        d_filt += g*pic[r:r+a, c:c+b]
    return d_pic, d_filt

def max_pool(pic, size=2):
    h, w = pic.shape
    return pic[:h//size*size, :w//size*size].reshape(h//size, size, w//size, size).max(axis=(1, 3))

def max_pool_backward(grad, pic, size=2):
    out = np.zeros_like(pic)
    for (r, c), g in np.ndenumerate(grad):
        part = pic[r*size:(r+1)*size, c*size:(c+1)*size]
        k = np.argmax(part)
        out[r*size + k//size, c*size + k%size] = g
    return out
