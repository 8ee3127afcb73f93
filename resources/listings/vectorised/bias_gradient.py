"""db: a bias collects from every output that it went into."""


def bias_gradient(dy, shape):
    dbias = dy.reshape(-1, *shape).sum(0)
    return dbias
