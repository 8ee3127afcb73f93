import numpy as np

def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = input.shape
    O, _, kh, kw = weight.shape
    x = np.pad(input, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    oh = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    ow = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = np.zeros((N, O, oh, ow))
    for u in range(kh):
        for v in range(kw):
            patch = x[:, :, u * dilation:u * dilation + oh * stride:stride, v * dilation:v * dilation + ow * stride:stride]
            out += np.einsum('nchw,oc->nohw', patch, weight[:, :, u, v])
    if bias is not None:
        out += bias.reshape(1, -1, 1, 1)
    return out

def conv2d_backward(grad_output, input, weight, stride=1, padding=0, dilation=1):
    N, C, H, W = input.shape
    O, _, kh, kw = weight.shape
    _, _, oh, ow = grad_output.shape
    x = np.pad(input, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    grad_x = np.zeros_like(x)
    grad_weight = np.zeros_like(weight)
    for u in range(kh):
        for v in range(kw):
            hs = slice(u * dilation, u * dilation + oh * stride, stride)
            ws = slice(v * dilation, v * dilation + ow * stride, stride)
            grad_weight[:, :, u, v] = np.einsum('nohw,nchw->oc', grad_output, x[:, :, hs, ws])
            grad_x[:, :, hs, ws] += np.einsum('nohw,oc->nchw', grad_output, weight[:, :, u, v])
    grad_bias = grad_output.sum((0, 2, 3))
    grad_input = grad_x[:, :, padding:padding + H, padding:padding + W]
    return grad_input, grad_weight, grad_bias

def avg_pool2d(input, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    N, C, H, W = input.shape
    x = np.pad(input, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    oh, ow = (H + 2 * padding - kernel_size) // stride + 1, (W + 2 * padding - kernel_size) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            out[:, :, i, j] = x[:, :, i * stride:i * stride + kernel_size, j * stride:j * stride + kernel_size].mean((2, 3))
    return out

def relu(input):
    return np.maximum(input, 0)

def leaky_relu(input, negative_slope=0.01):
    return np.where(input > 0, input, input * negative_slope)

def linear(input, weight, bias):
    return input @ weight.T + bias

def mse_loss(input, target):
    return np.mean((input - target) ** 2)

def cross_entropy(logits, labels):
    logits = logits - logits.max(1, keepdims=True)
    logp = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    return -logp[np.arange(len(labels)), labels].mean()
