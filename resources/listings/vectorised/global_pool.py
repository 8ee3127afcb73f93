"""Global average pooling, forward: the mean of each channel."""


def global_pool(x):
    height, width, _ = x.shape
    share = 1 / (height * width)
    y = x.sum(axis=(0, 1)) * share
    return y
