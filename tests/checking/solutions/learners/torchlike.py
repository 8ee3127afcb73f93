import math
from typing import Optional, Tuple

import numpy as np


class Module:
    def __call__(self, *args):
        return self.forward(*args)


class Conv2d(Module):
    def __init__(self, in_channels: int, out_channels: int, kernel_size: int, stride: int = 1, padding: int = 0, bias: bool = True):
        k = 1 / math.sqrt(in_channels * kernel_size ** 2)
        self.weight = np.random.uniform(-k, k, (out_channels, in_channels, kernel_size, kernel_size))
        self.bias = np.random.uniform(-k, k, (out_channels,)) if bias else None
        self.stride = stride
        self.padding = padding
        self.kernel_size = kernel_size

    def forward(self, input: np.ndarray) -> np.ndarray:
        self.input = input
        B, C, H, W = input.shape
        K, S, P = self.kernel_size, self.stride, self.padding
        self.padded = np.pad(input, ((0, 0), (0, 0), (P, P), (P, P)), mode="constant", constant_values=0)
        Ho, Wo = (H + 2 * P - K) // S + 1, (W + 2 * P - K) // S + 1
        output = np.zeros((B, self.weight.shape[0], Ho, Wo))
        for i in range(Ho):
            for j in range(Wo):
                patch = self.padded[:, :, i * S : i * S + K, j * S : j * S + K]
                output[:, :, i, j] = np.einsum("bchw,ochw->bo", patch, self.weight)
        if self.bias is not None:
            output += self.bias[None, :, None, None]
        return output

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        K, S, P = self.kernel_size, self.stride, self.padding
        grad_padded = np.zeros_like(self.padded)
        self.grad_weight = np.zeros_like(self.weight)
        self.grad_bias = grad_output.sum(axis=(0, 2, 3))
        for i in range(grad_output.shape[2]):
            for j in range(grad_output.shape[3]):
                g = grad_output[:, :, i, j]
                window = (slice(None), slice(None), slice(i * S, i * S + K), slice(j * S, j * S + K))
                self.grad_weight += np.einsum("bo,bchw->ochw", g, self.padded[window])
                grad_padded[window] += np.einsum("bo,ochw->bchw", g, self.weight)
        H, W = self.input.shape[2:]
        return grad_padded[:, :, P : P + H, P : P + W]


class Linear(Module):
    def __init__(self, in_features: int, out_features: int):
        self.weight = np.random.randn(out_features, in_features)
        self.bias = np.zeros(out_features)

    def forward(self, input):
        self.input = input
        return input @ self.weight.T + self.bias

    def backward(self, grad_output):
        self.grad_weight = grad_output.T @ self.input
        self.grad_bias = grad_output.sum(0)
        return grad_output @ self.weight


class LeakyReLU(Module):
    def __init__(self, negative_slope: float = 0.01):
        self.negative_slope = negative_slope

    def forward(self, input):
        self.input = input
        return np.where(input > 0, input, self.negative_slope * input)

    def backward(self, grad_output):
        return np.where(self.input > 0, grad_output, self.negative_slope * grad_output)


class MSELoss(Module):
    def forward(self, input, target):
        self.input, self.target = input, target
        return ((input - target) ** 2).mean()

    def backward(self):
        return 2 * (self.input - self.target) / self.input.size


class CrossEntropyLoss(Module):
    def forward(self, logits, targets):
        z = logits - logits.max(axis=1, keepdims=True)
        self.probs = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        self.targets = targets
        return -np.log(self.probs[np.arange(len(targets)), targets]).mean()

    def backward(self):
        grad = self.probs.copy()
        grad[np.arange(len(self.targets)), self.targets] -= 1
        return grad / len(self.targets)
