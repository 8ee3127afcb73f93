"""No display is needed, nothing of the person's own is read or written, and no window outlives its test."""

import atexit
import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="cnnviz-tests-")
atexit.register(_home.cleanup)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HOME"] = os.environ["XDG_RUNTIME_DIR"] = _home.name
for _name in ("CONFIG", "DATA", "CACHE", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = os.path.join(_home.name, _name.lower())
for _name in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_AUTO_SCREEN_SCALE_FACTOR"):
    os.environ.pop(_name, None)

import pytest  # noqa: E402  # Qt reads the environment when it is loaded
from injected_clock import Clock  # noqa: E402

_HARMLESS_TOP_LEVELS = {"QTipLabel"}


@pytest.fixture(scope="session")
def qapp():
    """Return the application as the program makes it, instead of a plain one."""
    from cnnviz.application import application

    return application()


@pytest.fixture
def clock():
    """Return time that stands still until the test lets it pass."""
    return Clock()


@pytest.fixture(autouse=True)
def _fresh_and_cleared_away(request):
    """Begin with empty settings, and find windows that a test leaves behind."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from PyQt5.QtCore import QSettings

    app = request.getfixturevalue("qapp")
    QSettings().clear()
    before = _top_levels(app)
    yield
    left = _top_levels(app) - before
    assert not left, f"widgets that were left behind: {sorted(left)}"


def _top_levels(app):
    from PyQt5 import sip
    from PyQt5.QtCore import QEvent

    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    return {
        (type(widget).__name__, widget.objectName(), sip.unwrapinstance(widget))
        for widget in app.topLevelWidgets()
        if type(widget).__name__ not in _HARMLESS_TOP_LEVELS
    }
