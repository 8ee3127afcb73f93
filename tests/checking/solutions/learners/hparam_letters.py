import numpy as np

def forward_conv(A, W, b, hparameters):
    s = hparameters["s"]
    p = hparameters["p"]
    m, h, w, c = A.shape
    f = W.shape[0]
    A = np.pad(A, ((0,0),(p,p),(p,p),(0,0)), "constant", constant_values=(0,0))
    nh = int(np.floor((h - f + 2*p)/s)) + 1
    nw = int(np.floor((w - f + 2*p)/s)) + 1
    Z = np.zeros((m, nh, nw, W.shape[3]))
    for a in range(nh):
        for bb in range(nw):
            for k in range(W.shape[3]):
                Z[:, a, bb, k] = (A[:, a*s:a*s+f, bb*s:bb*s+f, :] * W[None, :, :, :, k]).sum(axis=(1, 2, 3)) + b[0, 0, 0, k]
    return Z, (A, W, b, hparameters, (h, w))

def backward_conv(dZ, cache):
    A_pad, W, b, hparameters, size = cache
    s, p = hparameters["s"], hparameters["p"]
    f = W.shape[0]
    dA = np.zeros(A_pad.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(b.shape)
    m, nh, nw, nc = dZ.shape
    for i in range(m):
        for a in range(nh):
            for q in range(nw):
                for k in range(nc):
                    dA[i, a*s:a*s+f, q*s:q*s+f, :] += W[:, :, :, k]*dZ[i, a, q, k]
                    dW[:, :, :, k] += A_pad[i, a*s:a*s+f, q*s:q*s+f, :]*dZ[i, a, q, k]
                    db[:, :, :, k] += dZ[i, a, q, k]
    return dA[:, p:p+size[0], p:p+size[1], :], dW, db

def forward_pool(A, hparameters, mode = "max"):
    f, s = hparameters["filter_size"], hparameters["s"]
    m, h, w, c = A.shape
    Z = np.zeros((m, (h-f)//s+1, (w-f)//s+1, c))
    for a in range(Z.shape[1]):
        for q in range(Z.shape[2]):
            part = A[:, a*s:a*s+f, q*s:q*s+f, :]
            Z[:, a, q, :] = np.max(part, axis=(1,2)) if mode == "max" else np.average(part, axis=(1,2))
    return Z, (A, hparameters)
