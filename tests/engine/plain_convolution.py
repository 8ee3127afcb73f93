"""Convolution and its backward pass as their definitions say: plain loops, one product after another."""

import numpy as np


def conv2d_by_loops(x, weight, bias, geometry, groups, mode):
    y = np.zeros((len(x), *geometry.output, weight.shape[3]))
    for n, i, j, f, *read, tap in products(x, weight, geometry, groups, mode):
        y[n, i, j, f] += x[n, *read] * weight[*tap, f]
    return y if bias is None else y + bias


def conv2d_backward_by_loops(dy, x, weight, geometry, groups, mode):
    dx, dweight = np.zeros(x.shape), np.zeros(weight.shape)
    for n, i, j, f, *read, tap in products(x, weight, geometry, groups, mode):
        dx[n, *read] += weight[*tap, f] * dy[n, i, j, f]
        dweight[*tap, f] += x[n, *read] * dy[n, i, j, f]
    return dx, dweight, dy.sum((0, 1, 2))


def products(x, weight, geometry, groups, mode):
    """Yield sample, window, filter, the cell that is read, and the tap that it meets, padding of zeros left out."""
    kh, kw, depth, filters = weight.shape
    for n, i, j, f in np.ndindex(len(x), *geometry.output, filters):
        for u, v, k in np.ndindex(kh, kw, depth):
            row = source(geometry.rows, geometry.rows.taps[i, u], mode)
            column = source(geometry.columns, geometry.columns.taps[j, v], mode)
            if row is not None and column is not None:
                yield n, i, j, f, row, column, f // (filters // groups) * depth + k, (u, v, k)


def source(axis, padded, mode):
    """Return which cell of the image a cell of the padded image shows, or None for a zero."""
    cell, last = padded - axis.before, axis.size - 1
    if 0 <= cell <= last:
        return cell
    mirrored = -cell if cell < 0 else 2 * last - cell
    nearest = 0 if cell < 0 else last
    return {"zeros": None, "reflect": mirrored, "replicate": nearest, "circular": cell % axis.size}[mode]
