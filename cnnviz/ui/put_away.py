"""Widgets that are done with: no event comes to them any more until Qt has deleted them."""

from cnnviz.qt import QWidget, delete_later


def put_away(widget: QWidget) -> None:
    """Take a widget out of its window for good, unseen, and delete it once nothing of it is at work.

    A widget that a layout has just got is shown when there is time, then as a window of its own: so it is hidden by
    name, which a layout heeds.
    """
    widget.setParent(None)  # type: ignore[call-overload]  # the stubs do not know None
    widget.hide()
    delete_later(widget)
