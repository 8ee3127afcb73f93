"""A convolution step by step: forward, to dX in three ways, to dW in two."""
