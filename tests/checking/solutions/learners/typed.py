from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass
class ConvParams:
    stride: int = 1
    pad: int = 0


class Cache(NamedTuple):
    x: Floats
    w: Floats
    stride: int
    pad: int


def conv_forward(x: Floats, w: Floats, b: Floats, stride: int = 1, pad: int = 0) -> tuple[Floats, Cache]:
    n, h, w_in, _ = x.shape
    kh, kw, _, f = w.shape
    xp: Floats = np.pad(x, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    out: Floats = np.zeros((n, (h + 2 * pad - kh) // stride + 1, (w_in + 2 * pad - kw) // stride + 1, f))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            patch: Floats = xp[:, i * stride : i * stride + kh, j * stride : j * stride + kw, :]
            out[:, i, j, :] = np.tensordot(patch, w, axes=([1, 2, 3], [0, 1, 2])) + b
    return out, Cache(x, w, stride, pad)


def conv_backward(dout: Floats, cache: Cache) -> tuple[Floats, Floats, Floats]:
    x, w, stride, pad = cache.x, cache.w, cache.stride, cache.pad
    kh, kw = w.shape[:2]
    xp = np.pad(x, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dout.shape[1]):
        for j in range(dout.shape[2]):
            rows, cols = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
            dxp[:, rows, cols, :] += np.tensordot(dout[:, i, j, :], w, axes=([1], [3]))
            dw += np.tensordot(xp[:, rows, cols, :], dout[:, i, j, :], axes=([0], [0]))
    return dxp[:, pad : pad + x.shape[1], pad : pad + x.shape[2], :], dw, dout.sum(axis=(0, 1, 2))
