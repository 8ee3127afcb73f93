"""Gradient descent: a step against the slope of each weight."""


def update_weight(weight, dweight, rate):
    weight_new = weight - rate * dweight
    return weight_new
