"""Mistakes as learners write them, planted one by one into solutions that are right.

Each is a mistake, the solution, and what stands there instead of what: (mistake, solution, ((right, wrong), ...)). A text
that stands there more than once is replaced everywhere.
"""

from pathlib import Path

SOLUTIONS = Path(__file__).with_name("solutions")
COURSE_SLICE = "da_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]"
COURSE_BACK = "                    vert_start = h * stride\n                    vert_end = vert_start + f\n                    horiz_start = w * stride\n                    horiz_end = horiz_start + f\n                    a_slice = "
COURSE_BACK_PLAIN = COURSE_BACK.replace(" * stride", "")

PLANTED = (
    ("assigned_not_added", "course", ((f"{COURSE_SLICE} += ", f"{COURSE_SLICE} = "),)),
    ("assigned_not_added", "course", (("dW[:, :, :, c] += ", "dW[:, :, :, c] = "),)),
    ("assigned_not_added", "naive", (("dw[f] += ", "dw[f] = "),)),
    ("assigned_not_added", "naive", (("left : left + WW] += w[f]", "left : left + WW] = w[f]"),)),
    ("assigned_not_added", "naive", (("left + column] += ", "left + column] = "),)),
    ("assigned_not_added", "plane", (("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = "),)),
    ("assigned_not_added", "plane", (("dW += ", "dW = "),)),
    ("assigned_not_added", "by_names", (("size, :] += (", "size, :] = ("),)),
    ("assigned_not_added", "layer", (("input_gradient[j] += ", "input_gradient[j] = "),)),
    ("stride_forgotten", "course", ((COURSE_BACK, COURSE_BACK_PLAIN),)),
    (
        "stride_forgotten",
        "course",
        (
            (
                "            vert_start = h * stride\n            vert_end",
                "            vert_start = h\n            vert_end",
            ),
            (
                "                horiz_start = w * stride\n                horiz_end",
                "                horiz_start = w\n                horiz_end",
            ),
        ),
    ),
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
        "course",
        (
            (
                "A_prev[i, h * stride:h * stride + f, w * stride:w * stride + f, c]",
                "A_prev[i, h:h + f, w:w + f, c]",
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
    ("kernel_turned", "course", (("weights = W[:, :, :, c]", "weights = W[::-1, ::-1, :, c]"),)),
    ("kernel_turned", "course", (("+= W[:, :, :, c] * dZ", "+= W[::-1, ::-1, :, c] * dZ"),)),
    ("kernel_turned", "naive", (("np.sum(window * w[f])", "np.sum(window * w[f, :, ::-1, ::-1])"),)),
    ("kernel_turned", "plane", (("w : w + f] * W)", "w : w + f] * np.rot90(W, 2))"),)),
    ("kernel_turned", "plane", (("+= W * dH[h, w]", "+= np.flip(W) * dH[h, w]"),)),
    ("kernel_turned", "naive", (("return dx, dw, db", "return dx, dw[:, :, ::-1, ::-1], db"),)),
    ("kernel_not_turned", "layer", (("np.rot90(kernel, 2)", "kernel"),)),
    (
        "axes_swapped",
        "course",
        (("* dZ[i, h, w, c]\n                    dW", "* dZ[i, w, h, c]\n                    dW"),),
    ),
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
    ("axes_swapped", "plane", (("dX[h : h + f, w : w + f] += ", "dX[w : w + f, h : h + f] += "),)),
    ("axes_swapped", "plane", (("* W)", "* W.T)"),)),
    ("axes_swapped", "by_names", (("grad_padded[:, row, col, :]", "grad_padded[:, col, row, :]"),)),
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
        "padding_off_by_one",
        "course",
        (
            (
                "X_pad = np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode='constant')",
                "X_pad = np.pad(X, ((0, 0), (pad, pad + 1), (pad, pad + 1), (0, 0)), mode='constant')",
            ),
        ),
    ),
    (
        "crop_at_zero_padding",
        "course",
        (
            (
                "        if pad == 0:\n            dA_prev[i, :, :, :] = da_prev_pad\n        else:\n            dA_prev",
                "        dA_prev",
            ),
        ),
    ),
    (
        "crop_at_zero_padding",
        "naive",
        (("dx_pad[:, :, pad : pad + H, pad : pad + W]", "dx_pad[:, :, pad:-pad, pad:-pad]"),),
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
    ("border_not_cropped", "naive", (("dx = dx_pad[:, :, pad : pad + H, pad : pad + W]", "dx = dx_pad"),)),
    (
        "border_not_cropped",
        "by_names",
        (("grad_padded[:, padding : padding + rows, padding : padding + cols, :]", "grad_padded"),),
    ),
    (
        "border_not_cropped",
        "naive",
        (("dx_pad[:, :, pad : pad + H, pad : pad + W]", "dx_pad[:, :, :H, :W]"),),
    ),
    ("bias_forgotten", "course", (("    Z = Z + float(b.item())\n", ""),)),
    ("bias_forgotten", "naive", (("np.sum(window * w[f]) + b[f]", "np.sum(window * w[f])"),)),
    ("bias_forgotten", "by_names", (("return result + bias", "return result"),)),
    (
        "bias_forgotten",
        "layer",
        (("self.output = np.copy(self.biases)", "self.output = np.zeros(self.output_shape)"),),
    ),
    (
        "bias_gradient_averaged",
        "naive",
        (("db = np.sum(dout, axis=(0, 2, 3))", "db = np.mean(dout, axis=(0, 2, 3))"),),
    ),
    (
        "bias_gradient_averaged",
        "course",
        (("    return dA_prev, dW, db", "    db = db / m\n    return dA_prev, dW, db"),),
    ),
    ("bias_gradient_averaged", "naive", (("db = np.sum(dout, axis=(0, 2, 3))", "db = dout[-1, :, -1, -1]"),)),
    (
        "bias_gradient_averaged",
        "by_names",
        (("grad_output.sum(axis=(0, 1, 2))", "grad_output.mean(axis=(0, 1, 2))"),),
    ),
    ("gradient_averaged", "naive", (("    return dx, dw, db", "    return dx, dw / N, db"),)),
    (
        "gradient_averaged",
        "course",
        (("    return dA_prev, dW, db", "    dW = dW / m\n    return dA_prev, dW, db"),),
    ),
    ("gradient_averaged", "plane", (("return dX, dW", "return dX, dW / (oH * oW)"),)),
    (
        "gradient_averaged",
        "by_names",
        (("return grad_input, grad_weights, grad_bias", "return grad_input / n, grad_weights, grad_bias"),),
    ),
    ("channel_dropped", "naive", (("np.sum(window * w[f]) + b[f]", "np.sum(window[0] * w[f, 0]) + b[f]"),)),
    (
        "channel_dropped",
        "layer",
        (
            (
                "for j in range(self.input_depth):\n                self.output",
                "for j in range(1):\n                self.output",
            ),
        ),
    ),
    (
        "channel_dropped",
        "course",
        (("horiz_start:horiz_end, :] += W[:, :, :, c]", "horiz_start:horiz_end, 0] += W[:, :, 0, c]"),),
    ),
    (
        "filter_dropped",
        "course",
        (("+= W[:, :, :, c] * dZ[i, h, w, c]", "+= W[:, :, :, 0] * dZ[i, h, w, 0] * (c == 0)"),),
    ),
    (
        "filter_dropped",
        "layer",
        (
            (
                "        for i in range(self.depth):\n            for j in range(self.input_depth):\n                self.output",
                "        for i in range(1):\n            for j in range(self.input_depth):\n                self.output",
            ),
        ),
    ),
    ("wrong_divisor", "course", (("average = dz / (n_H * n_W)", "average = dz / n_H"),)),
    ("wrong_divisor", "course", (("average = dz / (n_H * n_W)", "average = dz"),)),
    ("wrong_divisor", "course", (("A[i, h, w, c] = np.mean(", "A[i, h, w, c] = np.sum("),)),
    ("wrong_divisor", "by_names", (("/ (size * size)", "/ size"),)),
    ("wrong_divisor", "by_names", ((".mean(axis=(1, 2))", ".sum(axis=(1, 2))"),)),
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
    (
        "whole_plane_maximum",
        "course",
        (("mask = create_mask_from_window(a_prev_slice)", "mask = a_prev_slice == np.max(a_prev[:, :, c])"),),
    ),
    ("whole_plane_maximum", "naive", (("dx[n, c, top + row, left + column]", "dx[n, c, row, column]"),)),
    (
        "spread_evenly",
        "course",
        (("mask = create_mask_from_window(a_prev_slice)", "mask = np.ones((f, f)) / (f * f)"),),
    ),
    (
        "mask_of_output",
        "course",
        (
            (
                "a_prev_slice = a_prev[vert_start:vert_end, horiz_start:horiz_end, c]",
                "a_prev_slice = dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c]",
            ),
        ),
    ),
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
    ("slope_forgotten", "layer", (("return output_gradient * s * (1 - s)", "return output_gradient * s"),)),
    (
        "slope_forgotten",
        "layer",
        (
            (
                "        s = 1 / (1 + np.exp(-self.input))\n        return output_gradient * s * (1 - s)",
                "        s = self.input\n        return output_gradient * s * (1 - s)",
            ),
        ),
    ),
    (
        "window_off_by_one",
        "course",
        (
            (
                "h * stride:h * stride + f, w * stride:w * stride + f, c]",
                "h * stride:h * stride + f - 1, w * stride:w * stride + f - 1, c]",
            ),
        ),
    ),
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
    ("window_off_by_one", "plane", (("X[h : h + f, w : w + f] * W", "X[h : h + f - 1, w : w + f] * W"),)),
    (
        "loops_over_input",
        "plane",
        (
            (
                "    for h in range(oH):\n        for w in range(oW):\n            out",
                "    for h in range(H):\n        for w in range(Wd):\n            out",
            ),
        ),
    ),
    (
        "loops_over_input",
        "course",
        (
            (
                "        for h in range(n_H):\n            for w in range(n_W):\n                for c in range(n_C):\n                    vert_start = h * stride\n                    vert_end = vert_start + f\n                    horiz_start = w * stride\n                    horiz_end = horiz_start + f\n                    a_slice",
                "        for h in range(n_H_prev):\n            for w in range(n_W_prev):\n                for c in range(n_C):\n                    vert_start = h * stride\n                    vert_end = vert_start + f\n                    horiz_start = w * stride\n                    horiz_end = horiz_start + f\n                    a_slice",
            ),
        ),
    ),
    ("sign_of_update", "layer", (("self.kernels -= learning_rate", "self.kernels += learning_rate"),)),
    ("sign_of_update", "by_names", (("return w - lr * dw", "return w + lr * dw"),)),
    (
        "rate_forgotten",
        "layer",
        (("self.biases -= learning_rate * output_gradient", "self.biases -= output_gradient"),),
    ),
    ("rate_forgotten", "by_names", (("return w - lr * dw", "return w - dw"),)),
    ("called_not_indexed", "plane", (("+= W * dH[h, w]", "+= W * dH(h, w)"),)),
    (
        "called_not_indexed",
        "course",
        (("dW[:, :, :, c] += a_slice * dZ[i, h, w, c]", "dW[:, :, :, c] += a_slice * dZ(i, h, w, c)"),),
    ),
    ("wrong_cache", "plane", (("cache = (X, W)", "cache = (X, Wd)"),)),
    (
        "wrong_cache",
        "naive",
        (("    cache = (x, w, b, conv_param)", "    cache = (x_pad, w, b, conv_param)"),),
    ),
    ("wrong_cache", "naive", (("x, w, b, conv_param = cache", "w, x, b, conv_param = cache"),)),
    ("wrong_shape_call", "plane", (("np.zeros((oH, oW))", "np.zeros(oH, oW)"),)),
    ("wrong_shape_call", "naive", (("np.zeros((N, F, H_out, W_out))", "np.zeros(N, F, H_out, W_out)"),)),
    ("array_as_scalar", "course", (("Z = Z + float(b.item())", "Z = s + float(b.item())"),)),
    ("array_as_scalar", "naive", (("np.sum(window * w[f]) + b[f]", "np.sum(window * w[f]) + b"),)),
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
    (
        "stride_forgotten",
        "explicit",
        (
            ("slice(i * stride, i * stride + k)", "slice(i, i + k)"),
            ("slice(j * stride, j * stride + k)", "slice(j, j + k)"),
        ),
    ),
    ("kernel_turned", "explicit", (("+= W * dY", "+= W[::-1, ::-1] * dY"),)),
    ("border_not_cropped", "explicit", (("dXp[pad:pad + X.shape[0], pad:pad + X.shape[1]]", "dXp"),)),
    ("called_not_indexed", "plane_bias", (("W * dH[h, w]", "W * dH(h, w)"),)),
    (
        "loops_over_input",
        "plane_bias",
        (
            (
                "    for h in range(n_H):\n        for w in range(n_W):\n            x_slice",
                "    for h in range(n_H_prev):\n        for w in range(n_W_prev):\n            x_slice",
            ),
        ),
    ),
    ("wrong_cache", "plane_bias", (("cache = (X, W)", "cache = (X, f)"),)),
    ("axes_swapped", "plane_bias", (("x_slice * W", "x_slice.T * W"),)),
    ("assigned_not_added", "backward_only", (("db[:,:,:,c] += ", "db[:,:,:,c] = "),)),
    (
        "bias_gradient_averaged",
        "backward_only",
        (("db[:,:,:,c] += dZ[i,h,w,c]", "db[:,:,:,c] += dZ[i,h,w,c] / (n_H * n_W)"),),
    ),
    (
        "crop_at_zero_padding",
        "backward_only",
        (("dA_prev_pad[:, pad:pad+n_H_prev, pad:pad+n_W_prev, :]", "dA_prev_pad[:, pad:-pad, pad:-pad, :]"),),
    ),
    (
        "axes_swapped",
        "backward_only",
        (("A_prev_pad[i, vs:ve, hs:he, :] * dZ", "A_prev_pad[i, hs:he, vs:ve, :] * dZ"),),
    ),
)


def planted(number):
    """Return the text of a solution with a mistake in it."""
    _, name, changes = PLANTED[number]
    return plant(solution(name), changes)


def solution(name):
    """Return the text of a solution that is right."""
    return (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")


def plant(text, changes):
    """Return a text with what is right replaced by what is wrong, all of which has to be there."""
    for right, wrong in changes:
        assert right in text, right
        text = text.replace(right, wrong)
    return text
