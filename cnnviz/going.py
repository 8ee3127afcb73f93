"""What is done with, but not gone yet: Python holds it until Qt has deleted it."""

from cnnviz.qt import QObject, sip

_going: dict[int, QObject] = {}


def delete_later(thing: QObject) -> None:
    """Delete something once nothing of it is at work.

    `deleteLater` alone would let Python sweep up what it calls while Qt can still call it, which ends the program. What
    Qt has deleted already, as with its parent, is left alone.
    """
    if sip.isdeleted(thing):
        return
    key = id(thing)
    _going[key] = thing
    thing.destroyed.connect(lambda: _going.pop(key, None))
    thing.deleteLater()
