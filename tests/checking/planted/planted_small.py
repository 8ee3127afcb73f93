"""Mistakes planted into small solutions: one plane, one image, the way back alone."""

SMALL = (
    ("assigned_not_added", "plane", (("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = "),)),
    ("assigned_not_added", "plane", (("dW += ", "dW = "),)),
    ("assigned_not_added", "layer", (("input_gradient[j] += ", "input_gradient[j] = "),)),
    ("kernel_turned", "plane", (("w : w + f] * W)", "w : w + f] * np.rot90(W, 2))"),)),
    ("kernel_turned", "plane", (("+= W * dH[h, w]", "+= np.flip(W) * dH[h, w]"),)),
    ("kernel_not_turned", "layer", (("np.rot90(kernel, 2)", "kernel"),)),
    ("axes_swapped", "plane", (("dX[h : h + f, w : w + f] += ", "dX[w : w + f, h : h + f] += "),)),
    ("axes_swapped", "plane", (("* W)", "* W.T)"),)),
    (
        "bias_forgotten",
        "layer",
        (("self.output = np.copy(self.biases)", "self.output = np.zeros(self.output_shape)"),),
    ),
    ("gradient_averaged", "plane", (("return dX, dW", "return dX, dW / (oH * oW)"),)),
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
        "filter_dropped",
        "layer",
        (
            (
                "        for i in range(self.depth):\n            for j in range(self.input_depth):\n                self.output",
                "        for i in range(1):\n            for j in range(self.input_depth):\n                self.output",
            ),
        ),
    ),
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
    ("sign_of_update", "layer", (("self.kernels -= learning_rate", "self.kernels += learning_rate"),)),
    (
        "rate_forgotten",
        "layer",
        (("self.biases -= learning_rate * output_gradient", "self.biases -= output_gradient"),),
    ),
    ("called_not_indexed", "plane", (("+= W * dH[h, w]", "+= W * dH(h, w)"),)),
    ("wrong_cache", "plane", (("cache = (X, W)", "cache = (X, Wd)"),)),
    ("wrong_shape_call", "plane", (("np.zeros((oH, oW))", "np.zeros(oH, oW)"),)),
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
