import numpy as np

class ConvLayer:
    def __init__(self, n_filters, n_channels, filter_size, stride=1, pad=0):
        self.stride, self.pad = stride, pad
        self.params = {
            'W': np.random.randn(n_filters, n_channels, filter_size, filter_size) * 0.1,
            'b': np.zeros(n_filters),
        }
        self.grads = {}
        self.cache = None

    def forward(self, X):
        W, b = self.params['W'], self.params['b']
        F, C, kh, kw = W.shape
        N, _, H, Wd = X.shape
        s, p = self.stride, self.pad
        Xp = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
        Ho = (H + 2 * p - kh) // s + 1
        Wo = (Wd + 2 * p - kw) // s + 1
        out = np.zeros((N, F, Ho, Wo))
        for n in range(N):
            for f in range(F):
                for i in range(Ho):
                    for j in range(Wo):
                        out[n, f, i, j] = np.sum(Xp[n, :, i*s:i*s+kh, j*s:j*s+kw] * W[f]) + b[f]
        self.cache = (X, Xp)
        return out

    def backward(self, dZ):
        X, Xp = self.cache
        W = self.params['W']
        F, C, kh, kw = W.shape
        s, p = self.stride, self.pad
        dXp, dW = np.zeros_like(Xp), np.zeros_like(W)
        N, _, Ho, Wo = dZ.shape
        for n in range(N):
            for f in range(F):
                for i in range(Ho):
                    for j in range(Wo):
                        dXp[n, :, i*s:i*s+kh, j*s:j*s+kw] += W[f] * dZ[n, f, i, j]
                        dW[f] += Xp[n, :, i*s:i*s+kh, j*s:j*s+kw] * dZ[n, f, i, j]
        self.grads['W'] = dW
        self.grads['b'] = dZ.sum(axis=(0, 2, 3))
        return dXp[:, :, p:p + X.shape[2], p:p + X.shape[3]]
