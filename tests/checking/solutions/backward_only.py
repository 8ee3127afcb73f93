import numpy as np
def conv_backward(dZ, cache):
    (A_prev, W, b, hparameters) = cache
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters['stride']
    pad = hparameters['padding']
    (m, n_H, n_W, n_C) = dZ.shape
    dA_prev = np.zeros((m, n_H_prev, n_W_prev, n_C_prev))
    dW = np.zeros((f, f, n_C_prev, n_C))
    db = np.zeros((1, 1, 1, n_C))
    A_prev_pad = np.pad(A_prev, ((0,0),(pad,pad),(pad,pad),(0,0)))
    dA_prev_pad = np.pad(dA_prev, ((0,0),(pad,pad),(pad,pad),(0,0)))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vs = h*stride; ve = vs+f; hs = w*stride; he = hs+f
                    dA_prev_pad[i, vs:ve, hs:he, :] += W[:,:,:,c] * dZ[i,h,w,c]
                    dW[:,:,:,c] += A_prev_pad[i, vs:ve, hs:he, :] * dZ[i,h,w,c]
                    db[:,:,:,c] += dZ[i,h,w,c]
    dA_prev = dA_prev_pad[:, pad:pad+n_H_prev, pad:pad+n_W_prev, :]
    return dA_prev, dW, db
