import numpy as np

def dense_forward(x, W, b):
    return x.dot(W) + b

def dense_backward(dy, x, W):
    dx = dy.dot(W.T)
    dW = x.T.dot(dy)
    db = dy.sum(axis=0)
    return dx, dW, db

def sgd(w, dw, lr=0.01):
    w = w - lr * dw
    return w

def forward_relu(x):
    mask = x > 0
    return x * mask, mask

def backward_relu(dout, mask):
    return dout * mask

def tanh_forward(x):
    out = np.tanh(x)
    return out, out

def tanh_backward(dout, out):
    return dout * (1 - out * out)
