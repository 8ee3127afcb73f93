"""Mistakes planted into naive loops: channels first."""

NAIVE = (
    ("assigned_not_added", "naive", (("dw[f] += ", "dw[f] = "),)),
    ("assigned_not_added", "naive", (("left : left + WW] += w[f]", "left : left + WW] = w[f]"),)),
    ("assigned_not_added", "naive", (("left + column] += ", "left + column] = "),)),
    (
        "stride_forgotten",
        "naive",
        (
            (
                "x_pad[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]",
                "x_pad[n, :, i : i + HH, j : j + WW]",
            ),
        ),
    ),
    (
        "stride_forgotten",
        "naive",
        (
            (
                "                    top, left = i * stride, j * stride\n                    dw",
                "                    top, left = i, j\n                    dw",
            ),
        ),
    ),
    ("kernel_turned", "naive", (("np.sum(window * w[f])", "np.sum(window * w[f, :, ::-1, ::-1])"),)),
    ("kernel_turned", "naive", (("return dx, dw, db", "return dx, dw[:, :, ::-1, ::-1], db"),)),
    (
        "axes_swapped",
        "naive",
        (
            (
                "j * stride : j * stride + WW]\n                    out[n, f, i, j]",
                "j * stride : j * stride + WW]\n                    out[n, f, j, i]",
            ),
        ),
    ),
    (
        "padding_off_by_one",
        "naive",
        (
            (
                "dx_pad[:, :, pad : pad + H, pad : pad + W]",
                "dx_pad[:, :, pad - 1 : pad - 1 + H, pad - 1 : pad - 1 + W]",
            ),
        ),
    ),
    (
        "crop_at_zero_padding",
        "naive",
        (("dx_pad[:, :, pad : pad + H, pad : pad + W]", "dx_pad[:, :, pad:-pad, pad:-pad]"),),
    ),
    ("border_not_cropped", "naive", (("dx = dx_pad[:, :, pad : pad + H, pad : pad + W]", "dx = dx_pad"),)),
    (
        "border_not_cropped",
        "naive",
        (("dx_pad[:, :, pad : pad + H, pad : pad + W]", "dx_pad[:, :, :H, :W]"),),
    ),
    ("bias_forgotten", "naive", (("np.sum(window * w[f]) + b[f]", "np.sum(window * w[f])"),)),
    (
        "bias_gradient_averaged",
        "naive",
        (("db = np.sum(dout, axis=(0, 2, 3))", "db = np.mean(dout, axis=(0, 2, 3))"),),
    ),
    ("bias_gradient_averaged", "naive", (("db = np.sum(dout, axis=(0, 2, 3))", "db = dout[-1, :, -1, -1]"),)),
    ("gradient_averaged", "naive", (("    return dx, dw, db", "    return dx, dw / N, db"),)),
    ("channel_dropped", "naive", (("np.sum(window * w[f]) + b[f]", "np.sum(window[0] * w[f, 0]) + b[f]"),)),
    (
        "all_ties",
        "naive",
        (
            ("                    row, column = np.unravel_index(np.argmax(window), window.shape)\n", ""),
            (
                "dx[n, c, top + row, left + column] += dout[n, c, i, j]",
                "dx[n, c, top : top + HH, left : left + WW] += (window == window.max()) * dout[n, c, i, j]",
            ),
        ),
    ),
    (
        "whole_plane_maximum",
        "naive",
        (
            (
                "np.unravel_index(np.argmax(window), window.shape)\n                    dx[n, c, top + row, left + column]",
                "np.unravel_index(np.argmax(x[n, c]), x[n, c].shape)\n                    dx[n, c, row, column]",
            ),
        ),
    ),
    ("whole_plane_maximum", "naive", (("dx[n, c, top + row, left + column]", "dx[n, c, row, column]"),)),
    (
        "mask_of_output",
        "naive",
        (
            (
                "                    window = x[n, c, top : top + HH, left : left + WW]\n                    row",
                "                    window = dx[n, c, top : top + HH, left : left + WW]\n                    row",
            ),
        ),
    ),
    ("slope_forgotten", "naive", (("dx = dout * (x > 0)", "dx = dout"),)),
    ("slope_forgotten", "naive", (("dx = dout * (x > 0)", "dx = dout * (dout > 0)"),)),
    (
        "wrong_cache",
        "naive",
        (("    cache = (x, w, b, conv_param)", "    cache = (x_pad, w, b, conv_param)"),),
    ),
    ("wrong_cache", "naive", (("x, w, b, conv_param = cache", "w, x, b, conv_param = cache"),)),
    ("wrong_shape_call", "naive", (("np.zeros((N, F, H_out, W_out))", "np.zeros(N, F, H_out, W_out)"),)),
    ("array_as_scalar", "naive", (("np.sum(window * w[f]) + b[f]", "np.sum(window * w[f]) + b"),)),
)
