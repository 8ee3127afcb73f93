import numpy as np
class FullyConnected:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
        self.b = np.zeros((1, n_out))
    def forward(self, X):
        self.X = X
        return X @ self.W + self.b
    def backward(self, dZ):
        self.dW = self.X.T @ dZ
        self.db = np.sum(dZ, axis=0, keepdims=True)
        return dZ @ self.W.T
    def update(self, lr):
        self.W -= lr * self.dW
        self.b -= lr * self.db
class Sigmoid:
    def forward(self, Z):
        self.A = 1 / (1 + np.exp(-Z))
        return self.A
    def backward(self, dA):
        return dA * self.A * (1 - self.A)
class MSE:
    def loss(self, y, t):
        return 0.5 * np.mean(np.sum((y - t) ** 2, axis=1))
    def forward(self, y, t):
        self.y, self.t = y, t
        return self.loss(y, t)
    def backward(self):
        return (self.y - self.t) / len(self.y)
