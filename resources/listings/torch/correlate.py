"""dW: the image under the gradient, weight by weight."""

from torch.nn import grad


def correlate(
    dy, x_pad, shape, stride, dilation, groups
):
    dweight = grad.conv2d_weight(
        x_pad,
        shape,
        dy,
        stride=stride,
        dilation=dilation,
        groups=groups,
    )
    return dweight
