import numpy as np


def forward_conv(image, kernels, bias, stride=1, padding=0, dilation=1):
    n, rows, cols, channels = image.shape
    kh, kw, _, filters = kernels.shape
    padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    out_rows = (rows + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    out_cols = (cols + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    result = np.zeros((n, out_rows, out_cols, filters))
    for i in range(out_rows):
        for j in range(out_cols):
            for u in range(kh):
                for v in range(kw):
                    seen = padded[:, i * stride + u * dilation, j * stride + v * dilation, :]
                    result[:, i, j, :] += seen @ kernels[u, v]
    return result + bias


def backward_conv(grad_output, image, kernels, stride=1, padding=0, dilation=1):
    n, rows, cols, channels = image.shape
    kh, kw, _, filters = kernels.shape
    padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    grad_padded = np.zeros(padded.shape)
    grad_weights = np.zeros(kernels.shape)
    grad_bias = grad_output.sum(axis=(0, 1, 2))
    for i in range(grad_output.shape[1]):
        for j in range(grad_output.shape[2]):
            for u in range(kh):
                for v in range(kw):
                    row, col = i * stride + u * dilation, j * stride + v * dilation
                    grad_padded[:, row, col, :] += grad_output[:, i, j, :] @ kernels[u, v].T
                    grad_weights[u, v] += padded[:, row, col, :].T @ grad_output[:, i, j, :]
    grad_input = grad_padded[:, padding : padding + rows, padding : padding + cols, :]
    return grad_input, grad_weights, grad_bias


def forward_avgpool(images, size, stride):
    n, rows, cols, channels = images.shape
    out_rows, out_cols = (rows - size) // stride + 1, (cols - size) // stride + 1
    out = np.zeros((n, out_rows, out_cols, channels))
    for i in range(out_rows):
        for j in range(out_cols):
            out[:, i, j] = images[:, i * stride : i * stride + size, j * stride : j * stride + size].mean(axis=(1, 2))
    return out


def backward_avgpool(grad_out, images, size, stride):
    grad = np.zeros(images.shape)
    for i in range(grad_out.shape[1]):
        for j in range(grad_out.shape[2]):
            grad[:, i * stride : i * stride + size, j * stride : j * stride + size, :] += (
                grad_out[:, i : i + 1, j : j + 1, :] / (size * size)
            )
    return grad


def sgd_update(w, dw, lr):
    return w - lr * dw


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * (1 - s)
