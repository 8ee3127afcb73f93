"""W turned by 180°, with its channels and filters exchanged."""


def turn(weight, groups):
    kh, kw, depth, filters = weight.shape
    turned = weight[::-1, ::-1]
    turned = turned.reshape(
        kh, kw, depth, groups, -1
    )
    turned = turned.transpose(0, 1, 4, 3, 2)
    shape = (
        kh,
        kw,
        filters // groups,
        depth * groups,
    )
    weight_turned = turned.reshape(shape)
    return weight_turned
