"""Mistakes planted into solutions that name their arguments by what they are, and into layers that keep."""

NAMED = (
    ("assigned_not_added", "by_names", (("size, :] += (", "size, :] = ("),)),
    (
        "stride_forgotten",
        "by_names",
        (
            (
                "row, col = i * stride + u * dilation, j * stride + v * dilation",
                "row, col = i + u * dilation, j + v * dilation",
            ),
        ),
    ),
    (
        "stride_forgotten",
        "by_names",
        (
            (
                "images[:, i * stride : i * stride + size, j * stride : j * stride + size]",
                "images[:, i : i + size, j : j + size]",
            ),
        ),
    ),
    (
        "dilation_forgotten",
        "by_names",
        (
            (
                "row, col = i * stride + u * dilation, j * stride + v * dilation",
                "row, col = i * stride + u, j * stride + v",
            ),
        ),
    ),
    (
        "dilation_forgotten",
        "by_names",
        (
            (
                "padded[:, i * stride + u * dilation, j * stride + v * dilation, :]",
                "padded[:, i * stride + u, j * stride + v, :]",
            ),
        ),
    ),
    ("axes_swapped", "by_names", (("grad_padded[:, row, col, :]", "grad_padded[:, col, row, :]"),)),
    (
        "padding_off_by_one",
        "by_names",
        (
            (
                "grad_padded[:, padding : padding + rows, padding : padding + cols, :]",
                "grad_padded[:, padding + 1 : padding + 1 + rows, padding : padding + cols, :]",
            ),
        ),
    ),
    (
        "crop_at_zero_padding",
        "by_names",
        (
            (
                "grad_padded[:, padding : padding + rows, padding : padding + cols, :]",
                "grad_padded[:, padding:-padding, padding:-padding, :]",
            ),
        ),
    ),
    (
        "border_not_cropped",
        "by_names",
        (("grad_padded[:, padding : padding + rows, padding : padding + cols, :]", "grad_padded"),),
    ),
    ("bias_forgotten", "by_names", (("return result + bias", "return result"),)),
    (
        "bias_gradient_averaged",
        "by_names",
        (("grad_output.sum(axis=(0, 1, 2))", "grad_output.mean(axis=(0, 1, 2))"),),
    ),
    (
        "gradient_averaged",
        "by_names",
        (("return grad_input, grad_weights, grad_bias", "return grad_input / n, grad_weights, grad_bias"),),
    ),
    ("wrong_divisor", "by_names", (("/ (size * size)", "/ size"),)),
    ("wrong_divisor", "by_names", ((".mean(axis=(1, 2))", ".sum(axis=(1, 2))"),)),
    (
        "window_off_by_one",
        "by_names",
        (
            (
                "            for u in range(kh):\n                for v in range(kw):\n                    seen",
                "            for u in range(kh - 1):\n                for v in range(kw - 1):\n                    seen",
            ),
        ),
    ),
    ("sign_of_update", "by_names", (("return w - lr * dw", "return w + lr * dw"),)),
    ("rate_forgotten", "by_names", (("return w - lr * dw", "return w - dw"),)),
    (
        "stride_forgotten",
        "layers_keep",
        (
            (
                "patch = self.xp[:, :, i * s:i * s + k, j * s:j * s + k]\n                out",
                "patch = self.xp[:, :, i:i + k, j:j + k]\n                out",
            ),
        ),
    ),
    (
        "assigned_not_added",
        "layers_keep",
        (
            (
                "dxp[:, :, i * s:i * s + k, j * s:j * s + k] += ",
                "dxp[:, :, i * s:i * s + k, j * s:j * s + k] = ",
            ),
        ),
    ),
    ("assigned_not_added", "layers_keep", (("self.dW += ", "self.dW = "),)),
    (
        "bias_gradient_averaged",
        "layers_keep",
        (("self.db = dout.sum(axis=(0, 2, 3))", "self.db = dout.mean(axis=(0, 2, 3))"),),
    ),
    ("border_not_cropped", "layers_keep", (("return dxp[:, :, p:p + h, p:p + w]", "return dxp"),)),
    (
        "crop_at_zero_padding",
        "layers_keep",
        (("return dxp[:, :, p:p + h, p:p + w]", "return dxp[:, :, p:-p, p:-p]"),),
    ),
    (
        "bias_forgotten",
        "layers_keep",
        (("axes=([1, 2, 3], [1, 2, 3])) + self.b", "axes=([1, 2, 3], [1, 2, 3]))"),),
    ),
    (
        "spread_evenly",
        "layers_keep",
        (("(window == self.out[b, ch, i, j]) * dout", "np.full(window.shape, 1 / window.size) * dout"),),
    ),
    (
        "mask_of_output",
        "layers_keep",
        (("(window == self.out[b, ch, i, j])", "(window == dout[b, ch, i, j])"),),
    ),
    (
        "whole_plane_maximum",
        "layers_keep",
        (("(window == self.out[b, ch, i, j])", "(window == self.x[b, ch].max())"),),
    ),
    ("slope_forgotten", "layers_keep", (("return dout * self.mask", "return dout"),)),
    ("axes_swapped", "layers_keep", (("dout[:, :, i, j], self.W, axes", "dout[:, :, j, i], self.W, axes"),)),
    (
        "crop_at_zero_padding",
        "arguments",
        (("dP[:, pad:pad+H, pad:pad+Wd, :]", "dP[:, pad:-pad, pad:-pad, :]"),),
    ),
    (
        "padding_off_by_one",
        "arguments",
        (("dP[:, pad:pad+H, pad:pad+Wd, :]", "dP[:, pad+1:pad+1+H, pad+1:pad+1+Wd, :]"),),
    ),
    (
        "padding_off_by_one",
        "arguments",
        (("P = zero_padding(A_prev, pad)\n    Z", "P = zero_padding(A_prev, pad + 1)\n    Z"),),
    ),
    ("bias_forgotten", "arguments", (("np.sum(window * W) + b.item()", "np.sum(window * W)"),)),
    ("wrong_divisor", "arguments", (("dA[n,i,j,c]/(f*f)", "dA[n,i,j,c]/f"),)),
    ("wrong_divisor", "arguments", (("dA[n,i,j,c]/(f*f)", "dA[n,i,j,c]"),)),
    (
        "stride_forgotten",
        "arguments",
        (
            (
                "dP[n, r*stride:r*stride+fh, c*stride:c*stride+fw, :] += W[..., k]*g",
                "dP[n, r:r+fh, c:c+fw, :] += W[..., k]*g",
            ),
        ),
    ),
    (
        "stride_forgotten",
        "arguments",
        (
            ("out_h = (H + 2*pad - fh)//stride + 1", "out_h = (H + 2*pad - fh) + 1"),
            ("out_w = (Wd + 2*pad - fw)//stride + 1", "out_w = (Wd + 2*pad - fw) + 1"),
        ),
    ),
    (
        "wrong_cache",
        "arguments",
        (("return Z, (A_prev, W, b, stride, pad)", "return Z, (A_prev, W, b, pad, stride)"),),
    ),
    (
        "wrong_cache",
        "arguments",
        (("return Z, (A_prev, W, b, stride, pad)", "return Z, (P, W, b, stride, pad)"),),
    ),
    ("gradient_averaged", "arguments", (("    return dA, dW, db", "    return dA, dW/m, db"),)),
    (
        "filter_dropped",
        "arguments",
        (
            (
                "dP[n, r*stride:r*stride+fh, c*stride:c*stride+fw, :] += W[..., k]*g",
                "dP[n, r*stride:r*stride+fh, c*stride:c*stride+fw, :] += W[..., 0]*dZ[n, r, c, 0]/K",
            ),
        ),
    ),
    (
        "channel_dropped",
        "arguments",
        (("return np.sum(window * W) + b.item()", "return np.sum(window[:, :, 0] * W[:, :, 0]) + b.item()"),),
    ),
    ("array_as_scalar", "arguments", (("np.sum(window * W) + b.item()", "window * W + b.item()"),)),
    (
        "loops_over_input",
        "arguments",
        (
            (
                "        for r in range(out_h):\n            for c in range(out_w):\n                for k in range(K):\n                    Z",
                "        for r in range(H):\n            for c in range(Wd):\n                for k in range(K):\n                    Z",
            ),
        ),
    ),
    (
        "window_off_by_one",
        "averages",
        (
            (
                "i*stride:i*stride+pool_height, j*stride:j*stride+pool_width]",
                "i*stride:i*stride+pool_height-1, j*stride:j*stride+pool_width-1]",
            ),
        ),
    ),
    (
        "window_off_by_one",
        "averages",
        (
            (
                "i*stride:i*stride+pool_height, j*stride:j*stride+pool_width]",
                "i*stride:i*stride+pool_height+1, j*stride:j*stride+pool_width+1]",
            ),
        ),
    ),
    ("wrong_divisor", "averages", (("/ (ph * pw)", "/ ph"),)),
)
