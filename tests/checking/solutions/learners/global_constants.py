# homework 3, part 2
import numpy as np

STRIDE = 1
PAD = 1
K = 3

def pad(img):
    return np.pad(img, PAD, mode="constant")

def conv(img, kernel):
    padded = pad(img)
    H = (padded.shape[0] - kernel.shape[0]) // STRIDE + 1
    W = (padded.shape[1] - kernel.shape[1]) // STRIDE + 1
    res = np.zeros((H, W))
    for y in range(H):
        for x in range(W):
            res[y, x] = (padded[y*STRIDE:y*STRIDE+K, x*STRIDE:x*STRIDE+K] * kernel).sum()
    return res

def conv_grad(dres, img, kernel):
    padded = pad(img)
    dpadded = np.zeros(padded.shape)
    dkernel = np.zeros(kernel.shape)
    for y in range(dres.shape[0]):
        for x in range(dres.shape[1]):
            dkernel += dres[y, x] * padded[y*STRIDE:y*STRIDE+K, x*STRIDE:x*STRIDE+K]
            dpadded[y*STRIDE:y*STRIDE+K, x*STRIDE:x*STRIDE+K] += dres[y, x] * kernel
    return dpadded[PAD:-PAD, PAD:-PAD], dkernel
