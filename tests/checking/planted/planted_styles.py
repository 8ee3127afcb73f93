"""Mistakes planted into solutions of other styles, as `planted` has them: windows by einsum, im2col, in closures."""

STYLES = (
    ("assigned_not_added", "torchlike", (("grad_padded[window] += ", "grad_padded[window] = "),)),
    ("assigned_not_added", "torchlike", (("self.grad_weight += np.einsum", "self.grad_weight = np.einsum"),)),
    ("bias_forgotten", "torchlike", (("output += self.bias[None, :, None, None]", "pass"),)),
    (
        "stride_forgotten",
        "torchlike",
        (("slice(i * S, i * S + K), slice(j * S, j * S + K)", "slice(i, i + K), slice(j, j + K)"),),
    ),
    ("border_not_cropped", "torchlike", (("grad_padded[:, :, P : P + H, P : P + W]", "grad_padded"),)),
    (
        "bias_gradient_averaged",
        "torchlike",
        (("grad_output.sum(axis=(0, 2, 3))", "grad_output.mean(axis=(0, 2, 3))"),),
    ),
    (
        "kernel_turned",
        "torchlike",
        (('"bo,ochw->bchw", g, self.weight', '"bo,ochw->bchw", g, self.weight[:, :, ::-1, ::-1]'),),
    ),
    (
        "kernel_turned",
        "einsums",
        (('"nfhw,fc->nchw", dout, w[:, :, i, j]', '"nfhw,fc->nchw", dout, w[:, :, kh - 1 - i, kw - 1 - j]'),),
    ),
    (
        "assigned_not_added",
        "einsums",
        (("j:j + stride * ow:stride] += np", "j:j + stride * ow:stride] = np"),),
    ),
    ("bias_forgotten", "einsums", ((" + b[None, :, None, None]", ""),)),
    ("bias_gradient_averaged", "einsums", (('np.einsum("nfhw->f", dout)', "dout.mean(axis=(0, 2, 3))"),)),
    (
        "gradient_averaged",
        "einsums",
        (
            (
                'dw = np.einsum("nchwij,nfhw->fcij", win, dout)',
                'dw = np.einsum("nchwij,nfhw->fcij", win, dout) / len(x)',
            ),
        ),
    ),
    (
        "crop_at_zero_padding",
        "einsums",
        (("pad:pad + x.shape[2], pad:pad + x.shape[3]]", "pad:-pad, pad:-pad]"),),
    ),
    ("crop_at_zero_padding", "im2cols", (("  if padding == 0:\n    return x_padded\n", ""),)),
    ("bias_forgotten", "im2cols", (("W_col @ X_col + b", "W_col @ X_col"),)),
    (
        "bias_gradient_averaged",
        "im2cols",
        (("db = np.sum(dout, axis=(0, 2, 3))", "db = np.mean(dout, axis=(0, 2, 3))"),),
    ),
    (
        "gradient_averaged",
        "im2cols",
        (("dW = dW.reshape(W.shape)", "dW = dW.reshape(W.shape) / X.shape[0]"),),
    ),
    ("assigned_not_added", "closures", (("dx[:, rows, cols] += ", "dx[:, rows, cols] = "),)),
    ("assigned_not_added", "closures", (("dw[...] += ", "dw[...] = "),)),
    (
        "stride_forgotten",
        "closures",
        (("slice(i*stride, i*stride+kh), slice(j*stride, j*stride+kw)", "slice(i, i+kh), slice(j, j+kw)"),),
    ),
    ("bias_forgotten", "closures", ((", 3) + b", ", 3)"),)),
    ("assigned_not_added", "params_and_grads", (("dW[f] += ", "dW[f] = "),)),
    ("bias_forgotten", "params_and_grads", ((" * W[f]) + b[f]", " * W[f])"),)),
    ("bias_gradient_averaged", "params_and_grads", (("dZ.sum(axis=(0, 2, 3))", "dZ.mean(axis=(0, 2, 3))"),)),
    (
        "channel_dropped",
        "params_and_grads",
        (
            (
                "np.sum(Xp[n, :, i*s:i*s+kh, j*s:j*s+kw] * W[f])",
                "np.sum(Xp[n, 0, i*s:i*s+kh, j*s:j*s+kw] * W[f, 0])",
            ),
        ),
    ),
    ("assigned_not_added", "global_constants", (("dkernel += ", "dkernel = "),)),
    (
        "assigned_not_added",
        "global_constants",
        (("x*STRIDE:x*STRIDE+K] += dres", "x*STRIDE:x*STRIDE+K] = dres"),),
    ),
    ("kernel_turned", "global_constants", (("K] * kernel).sum()", "K] * kernel[::-1, ::-1]).sum()"),)),
    ("border_not_cropped", "global_constants", (("dpadded[PAD:-PAD, PAD:-PAD]", "dpadded"),)),
    ("assigned_not_added", "passes", (("result[:, r, c, :] += ", "result[:, r, c, :] = "),)),
    ("bias_forgotten", "passes", (("return output + self.b", "return output"),)),
    (
        "axes_swapped",
        "keywords",
        (("slice(i*s, i*s+kh), slice(j*s, j*s+kw)", "slice(j*s, j*s+kh), slice(i*s, i*s+kw)"),),
    ),
    ("assigned_not_added", "keywords", (("dw += np.tensordot", "dw = np.tensordot"),)),
    ("stride_forgotten", "keywords", (("xp[:, :, i*s:i*s+kh, j*s:j*s+kw]", "xp[:, :, i:i+kh, j:j+kw]"),)),
    ("assigned_not_added", "pictures", (("d_filt += g*", "d_filt = g*"),)),
    ("assigned_not_added", "pictures", (("d_pic[r:r+a, c:c+b] += ", "d_pic[r:r+a, c:c+b] = "),)),
    (
        "kernel_not_turned",
        "with_scipy",
        (("signal.convolve2d(output_gradient", "signal.correlate2d(output_gradient"),),
    ),
    ("assigned_not_added", "with_scipy", (("input_gradient[j] += signal", "input_gradient[j] = signal"),)),
    (
        "sign_of_update",
        "with_scipy",
        (("self.kernels -= ", "self.kernels += "), ("self.biases -= ", "self.biases += ")),
    ),
    ("rate_forgotten", "one_image", (("learn_rate * d_L_d_filters", "d_L_d_filters"),)),
    ("assigned_not_added", "one_image", (("d_L_d_filters[f] += ", "d_L_d_filters[f] = "),)),
    (
        "stride_forgotten",
        "typed",
        (
            (
                "slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)",
                "slice(i, i + kh), slice(j, j + kw)",
            ),
        ),
    ),
    ("assigned_not_added", "typed", (("dw += np.tensordot", "dw = np.tensordot"),)),
    (
        "crop_at_zero_padding",
        "typed",
        (("pad : pad + x.shape[1], pad : pad + x.shape[2]", "pad:-pad, pad:-pad"),),
    ),
    (
        "stride_forgotten",
        "nested",
        (("        top, left = i * s, j * s\n        dP", "        top, left = i, j\n        dP"),),
    ),
    (
        "assigned_not_added",
        "nested",
        (("dP[n, top:top + f, left:left + f] += ", "dP[n, top:top + f, left:left + f] = "),),
    ),
    ("wrong_divisor", "pool_modes", (("/ filt_size**2", ""),)),
    (
        "spread_evenly",
        "pool_modes",
        (
            (
                "dx[i, r*stride + a, q*stride + b, k] += dout[i, r, q, k]",
                "dx[sl] += dout[i, r, q, k] / filt_size**2",
            ),
        ),
    ),
    (
        "dilation_forgotten",
        "functional",
        (
            (
                "u * dilation:u * dilation + oh * stride:stride, v * dilation:v * dilation + ow * stride:stride",
                "u:u + oh * stride:stride, v:v + ow * stride:stride",
            ),
        ),
    ),
    (
        "assigned_not_added",
        "hparam_letters",
        (("dA[i, a*s:a*s+f, q*s:q*s+f, :] += ", "dA[i, a*s:a*s+f, q*s:q*s+f, :] = "),),
    ),
    (
        "window_off_by_one",
        "hparam_letters",
        (("A[:, a*s:a*s+f, q*s:q*s+f, :]\n", "A[:, a*s:a*s+f-1, q*s:q*s+f-1, :]\n"),),
    ),
    ("axes_swapped", "tabs_and_comments", (("np.sum(fenster*kern)", "np.sum(fenster*kern.T)"),)),
)
