"""Gradient descent: a step against the slope of each bias."""


def update_bias(bias, dbias, rate):
    bias_new = bias - rate * dbias
    return bias_new
