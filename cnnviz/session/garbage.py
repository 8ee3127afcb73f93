"""While threads work, garbage waits for the GUI thread: among it may be things of Qt, which are to be gone there alone.

Python looks for garbage in whichever thread has made the last of it.
"""

import gc

_MANY = 5_000  # new things, after which it is looked which of them are garbage
_holding = 0
_collecting = True


def hold() -> None:
    """Look for no garbage from now on; each is to be followed by one `release`."""
    global _holding, _collecting
    if not _holding:
        _collecting = gc.isenabled()
        gc.disable()
    _holding += 1


def release() -> None:
    """Look for it again, when nobody else holds it."""
    global _holding
    _holding -= 1
    if not _holding and _collecting:
        gc.enable()


def look() -> None:
    """Clear away what is new and has become garbage; to be called in the GUI thread."""
    if gc.get_count()[0] > _MANY:
        gc.collect(0)
