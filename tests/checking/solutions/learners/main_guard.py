#!/usr/bin/env python3
import argparse
import sys
import numpy as np

try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None

data = np.load("weights_of_last_week.npy")
DEBUG = "--debug" in sys.argv

def conv_single_step(a_slice, W, b):
    s = a_slice * W
    Z = s.sum()
    return Z + float(np.squeeze(b))

def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param.get("stride", 1), conv_param.get("pad", 0)
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    x_pad = np.pad(x, ((0,), (0,), (pad,), (pad,)), 'constant')
    H_out, W_out = 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, H_out, W_out))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    out[n, f, i, j] = np.sum(x_pad[n, :, i*stride:i*stride+HH, j*stride:j*stride+WW] * w[f]) + b[f]
    if DEBUG:
        print(out)
    cache = (x, w, b, conv_param)
    return out, cache

def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param['stride'], conv_param['pad']
    N, F, H_out, W_out = dout.shape
    N, C, H, W = x.shape
    HH, WW = w.shape[2], w.shape[3]
    x_pad = np.pad(x, ((0,), (0,), (pad,), (pad,)), 'constant')
    dx_pad = np.zeros_like(x_pad)
    dw = np.zeros_like(w)
    for i in range(H_out):
        for j in range(W_out):
            x_win = x_pad[:, :, i*stride:i*stride+HH, j*stride:j*stride+WW]
            for f in range(F):
                dw[f] += np.sum(x_win * (dout[:, f, i, j])[:, None, None, None], axis=0)
            for n in range(N):
                dx_pad[n, :, i*stride:i*stride+HH, j*stride:j*stride+WW] += np.sum((w[:, :, :, :] * (dout[n, :, i, j])[:, None, None, None]), axis=0)
    dx = dx_pad[:, :, pad:pad+H, pad:pad+W]
    return dx, dw, np.sum(dout, axis=(0, 2, 3))

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    args = parser.parse_args()
    conv_forward_naive(np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2)), np.zeros(1), {})
