"""Widgets that are done with: no event comes to them any more until Qt has deleted them."""

from cnnviz.qt import QWidget

_going: dict[int, QWidget] = {}


def put_away(widget: QWidget) -> None:
    """Take a widget out of its window for good, unseen, and delete it once nothing of it is at work.

    `deleteLater` alone would let Python sweep up what the widget's buttons call while they can still be pressed, which
    ends the program: so it is held until Qt has deleted it. And a widget that a layout has just got is shown when
    there is time, then as a window of its own: so it is hidden by name, which a layout heeds.
    """
    widget.setParent(None)  # type: ignore[call-overload]  # the stubs do not know None
    widget.hide()
    key = id(widget)
    _going[key] = widget
    widget.destroyed.connect(lambda: _going.pop(key))
    widget.deleteLater()
