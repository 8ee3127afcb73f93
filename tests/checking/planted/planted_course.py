"""Mistakes planted into the solution of a course: channels last, a dictionary of settings."""

COURSE = (
    (
        "assigned_not_added",
        "course",
        (
            (
                "da_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :] += ",
                "da_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :] = ",
            ),
        ),
    ),
    ("assigned_not_added", "course", (("dW[:, :, :, c] += ", "dW[:, :, :, c] = "),)),
    (
        "stride_forgotten",
        "course",
        (
            (
                "                    vert_start = h * stride\n                    vert_end = vert_start + f\n                    horiz_start = w * stride\n                    horiz_end = horiz_start + f\n                    a_slice = ",
                "                    vert_start = h\n                    vert_end = vert_start + f\n                    horiz_start = w\n                    horiz_end = horiz_start + f\n                    a_slice = ",
            ),
        ),
    ),
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
        "course",
        (
            (
                "A_prev[i, h * stride:h * stride + f, w * stride:w * stride + f, c]",
                "A_prev[i, h:h + f, w:w + f, c]",
            ),
        ),
    ),
    ("kernel_turned", "course", (("weights = W[:, :, :, c]", "weights = W[::-1, ::-1, :, c]"),)),
    ("kernel_turned", "course", (("+= W[:, :, :, c] * dZ", "+= W[::-1, ::-1, :, c] * dZ"),)),
    (
        "axes_swapped",
        "course",
        (("* dZ[i, h, w, c]\n                    dW", "* dZ[i, w, h, c]\n                    dW"),),
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
    ("bias_forgotten", "course", (("    Z = Z + float(b.item())\n", ""),)),
    (
        "bias_gradient_averaged",
        "course",
        (("    return dA_prev, dW, db", "    db = db / m\n    return dA_prev, dW, db"),),
    ),
    (
        "gradient_averaged",
        "course",
        (("    return dA_prev, dW, db", "    dW = dW / m\n    return dA_prev, dW, db"),),
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
    ("wrong_divisor", "course", (("average = dz / (n_H * n_W)", "average = dz / n_H"),)),
    ("wrong_divisor", "course", (("average = dz / (n_H * n_W)", "average = dz"),)),
    ("wrong_divisor", "course", (("A[i, h, w, c] = np.mean(", "A[i, h, w, c] = np.sum("),)),
    (
        "whole_plane_maximum",
        "course",
        (("mask = create_mask_from_window(a_prev_slice)", "mask = a_prev_slice == np.max(a_prev[:, :, c])"),),
    ),
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
        "loops_over_input",
        "course",
        (
            (
                "        for h in range(n_H):\n            for w in range(n_W):\n                for c in range(n_C):\n                    vert_start = h * stride\n                    vert_end = vert_start + f\n                    horiz_start = w * stride\n                    horiz_end = horiz_start + f\n                    a_slice",
                "        for h in range(n_H_prev):\n            for w in range(n_W_prev):\n                for c in range(n_C):\n                    vert_start = h * stride\n                    vert_end = vert_start + f\n                    horiz_start = w * stride\n                    horiz_end = horiz_start + f\n                    a_slice",
            ),
        ),
    ),
    (
        "called_not_indexed",
        "course",
        (("dW[:, :, :, c] += a_slice * dZ[i, h, w, c]", "dW[:, :, :, c] += a_slice * dZ(i, h, w, c)"),),
    ),
    ("array_as_scalar", "course", (("Z = Z + float(b.item())", "Z = s + float(b.item())"),)),
)
