"""The field for the learning rate, which stands where the loss is set and where it is trained."""

from cnnviz.explain.numbers import written
from cnnviz.qt import QWidget
from cnnviz.run.lessons.rates import FASTEST
from cnnviz.ui.fields.numeral import RealLimit
from cnnviz.ui.fields.real_field import RealField


def rate_field(name: str, parent: QWidget) -> RealField:
    """Return a field for a learning rate."""
    least = parent.tr("the learning rate starts at 0")
    most = parent.tr("a learning rate beyond {0} is not offered").format(written(FASTEST))
    return RealField(name, parent.tr("Learning rate"), RealLimit(0.0, FASTEST, least, most, 0.01), parent)
