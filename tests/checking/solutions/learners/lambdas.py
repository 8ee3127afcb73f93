import numpy as np

relu = lambda x: np.maximum(0, x)
relu_grad = lambda x: np.where(x > 0, 1.0, 0.0)
sigmoid = lambda z: 1.0 / (1.0 + np.exp(-z))
sigmoid_prime = lambda z: sigmoid(z) * (1 - sigmoid(z))
softmax = lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
mse = lambda y, t: ((y - t) ** 2).mean()
mse_grad = lambda y, t: 2 * (y - t) / y.size
