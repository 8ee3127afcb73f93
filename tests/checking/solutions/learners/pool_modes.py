import numpy as np

def pooling_forward(x, filt_size, stride, mode="max"):
    n, h, w, c = x.shape
    oh, ow = 1 + (h - filt_size) // stride, 1 + (w - filt_size) // stride
    out = np.zeros((n, oh, ow, c))
    for r in range(oh):
        for q in range(ow):
            win = x[:, r*stride:r*stride+filt_size, q*stride:q*stride+filt_size]
            if mode == "max":
                out[:, r, q] = win.max((1, 2))
            elif mode == "avg":
                out[:, r, q] = win.mean((1, 2))
            else:
                raise ValueError("unknown mode")
    return out, (x, filt_size, stride, mode)

def pooling_backward(dout, cache):
    x, filt_size, stride, mode = cache
    dx = np.zeros_like(x)
    n, oh, ow, c = dout.shape
    for i in range(n):
        for r in range(oh):
            for q in range(ow):
                for k in range(c):
                    sl = (i, slice(r*stride, r*stride+filt_size), slice(q*stride, q*stride+filt_size), k)
                    if mode == "max":
                        win = x[sl]
                        a, b = np.unravel_index(np.argmax(win), win.shape)
                        dx[i, r*stride + a, q*stride + b, k] += dout[i, r, q, k]
                    else:
                        dx[sl] += dout[i, r, q, k] / filt_size**2
    return dx

class MaxPool:
    def __init__(self, f=2, s=2):
        self.f, self.s = f, s
    def forward(self, img):
        self.img = img
        h, w, c = img.shape
        out = np.zeros(((h - self.f)//self.s + 1, (w - self.f)//self.s + 1, c))
        for i in range(out.shape[0]):
            for j in range(out.shape[1]):
                out[i, j] = np.amax(img[i*self.s:i*self.s+self.f, j*self.s:j*self.s+self.f], axis=(0, 1))
        return out
    def backprop(self, d_L_d_out):
        d_L_d_input = np.zeros(self.img.shape)
        for i in range(d_L_d_out.shape[0]):
            for j in range(d_L_d_out.shape[1]):
                region = self.img[i*self.s:i*self.s+self.f, j*self.s:j*self.s+self.f]
                for k in range(region.shape[2]):
                    u, v = np.unravel_index(region[:, :, k].argmax(), region.shape[:2])
                    d_L_d_input[i*self.s+u, j*self.s+v, k] += d_L_d_out[i, j, k]
        return d_L_d_input
