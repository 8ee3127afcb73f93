import numpy as np


class ConvolutionLayer:
    """Convolution with a square kernel; call forward_pass, then backward_pass."""

    def __init__(self, num_filters: int, kernel_size: int, in_channels: int, stride: int = 1, padding: int = 0):
        self.stride: int = stride
        self.padding: int = padding
        self.kernel_size: int = kernel_size
        self.w: np.ndarray = np.random.randn(kernel_size, kernel_size, in_channels, num_filters)
        self.b: np.ndarray = np.zeros((1, 1, 1, num_filters))
        self.gradients: dict = {}

    @staticmethod
    def _pad(array, n):
        return np.pad(array, ((0, 0), (n, n), (n, n), (0, 0)))

    def forward_pass(self, a_prev, training=True):
        self.a_prev = np.array(a_prev, copy=True)
        padded = self._pad(a_prev, self.padding)
        n, h_in, w_in, _ = a_prev.shape
        h_f = w_f = self.kernel_size
        h_out = (h_in + 2 * self.padding - h_f) // self.stride + 1
        w_out = (w_in + 2 * self.padding - w_f) // self.stride + 1
        output = np.zeros((n, h_out, w_out, self.w.shape[-1]))
        for i in range(h_out):
            for j in range(w_out):
                top, left = i * self.stride, j * self.stride
                patch = padded[:, top:top + h_f, left:left + w_f, :, np.newaxis]
                output[:, i, j, :] = np.sum(patch * self.w[np.newaxis], axis=(1, 2, 3))
        return output + self.b

    def backward_pass(self, da_curr):
        padded = self._pad(self.a_prev, self.padding)
        result = np.zeros_like(padded)
        self.gradients["dw"] = np.zeros_like(self.w)
        self.gradients["db"] = da_curr.sum(axis=(0, 1, 2), keepdims=True)
        k, s, p = self.kernel_size, self.stride, self.padding
        for i in range(da_curr.shape[1]):
            for j in range(da_curr.shape[2]):
                r, c = slice(i * s, i * s + k), slice(j * s, j * s + k)
                g = da_curr[:, i:i + 1, j:j + 1, np.newaxis, :]
                result[:, r, c, :] += np.sum(self.w[np.newaxis] * g, axis=4)
                self.gradients["dw"] += np.sum(padded[:, r, c, :, np.newaxis] * g, axis=0)
        h, w = self.a_prev.shape[1:3]
        return result[:, p:p + h, p:p + w, :]


class DenseLayer:
    def __init__(self, units_in, units_out):
        self.w, self.b = np.random.randn(units_out, units_in), np.zeros((units_out, 1))
        self.dw, self.db = None, None

    def forward_pass(self, a_prev):
        self.a_prev = a_prev
        return np.dot(a_prev, self.w.T) + self.b.T

    def backward_pass(self, da_curr):
        self.dw = np.dot(da_curr.T, self.a_prev)
        self.db = np.sum(da_curr.T, axis=1, keepdims=True)
        return np.dot(da_curr, self.w)


class ReluLayer:
    def forward_pass(self, z):
        self.z = z
        return np.maximum(0, z)

    def backward_pass(self, da):
        dz = np.array(da, copy=True)
        dz[self.z <= 0] = 0
        return dz
