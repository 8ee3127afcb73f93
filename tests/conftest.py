"""No display and no fonts are needed, nothing of the person's own is read or written, no window outlives its test.

No test depends on time: what plays or glides goes by a `clock` that stands still, and nothing has a deadline. All that
is left to chance follows from one seed, which is printed: `--hypothesis-seed` repeats it.
"""

import atexit
import gc
import os
import random
import shutil
import sys
import tempfile
import threading
from contextlib import suppress
from functools import partial
from itertools import count

gc.disable()  # while tests are collected nothing is garbage


def _in_memory():
    """Return a folder that is no disk's, where there is one with room: every window that is closed waits for a disk."""
    folder = "/dev/shm"
    with suppress(OSError):
        if os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free > 2**28:
            return folder
    return None


_home = tempfile.TemporaryDirectory(prefix="cnnviz-tests-", dir=_in_memory())
atexit.register(_home.cleanup)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HOME"] = os.environ["XDG_RUNTIME_DIR"] = _home.name
for _name in ("CONFIG", "DATA", "CACHE", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = os.path.join(_home.name, _name.lower())
for _name in (
    "DBUS_SESSION_BUS_ADDRESS",
    "QT_SCALE_FACTOR",
    "QT_FONT_DPI",
    "QT_STYLE_OVERRIDE",
    "QT_AUTO_SCREEN_SCALE_FACTOR",
):
    os.environ.pop(_name, None)
os.environ["FONTCONFIG_FILE"] = os.path.join(os.path.dirname(__file__), "fonts.conf")

import pytest  # noqa: E402  # Qt reads the environment when it is loaded
from hypothesis import HealthCheck, settings  # noqa: E402
from injected_clock import Clock  # noqa: E402
from some_cases import leave_some  # noqa: E402

_HARMLESS_TOP_LEVELS = {"QTipLabel"}
_OFTEN = 250  # tests, after which garbage is looked for
_MANY = 10_000  # new things, after which it is, too
_ended = count(1)
PATIENCE = 600.0  # seconds

settings.register_profile(
    "change",
    max_examples=16,
    deadline=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],  # the one that looks at a watch
)
settings.register_profile("long", settings.get_profile("change"), max_examples=1000)
settings.load_profile("change")


def pytest_addoption(parser):
    parser.addoption(
        "--regenerate", action="store_true", help="keep what the reference pictures look like now"
    )


@pytest.hookimpl(tryfirst=True)  # Hypothesis takes the seed over when it is configured
def pytest_configure(config):
    if hasattr(config, "workerinput"):
        config.option.hypothesis_seed = config.workerinput["seed"]
    elif config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(random.SystemRandom().randrange(2**32))


@pytest.hookimpl(tryfirst=True)  # before what is long is left out
def pytest_collection_modifyitems(config, items):
    if not any("[" in name for name in config.args):  # a case that is asked for by its name is tried
        leave_some(items, config.option.hypothesis_seed)


def pytest_collection_finish():
    """Leave half a million objects, which are there to the end, out of every search for garbage from here on."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(_MANY)  # as the program has it


def pytest_runtest_logfinish():
    """Leave out now and then what has come since: modules, what they keep, and what pytest has to report."""
    if next(_ended) % _OFTEN == 0:
        gc.collect()
        gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Hand the seed that is printed to a process that runs some of the tests."""
    node.workerinput["seed"] = node.config.option.hypothesis_seed


def pytest_report_header(config):
    return _repeated(config)


def pytest_terminal_summary(terminalreporter, config):
    if terminalreporter.stats.get("failed") or terminalreporter.stats.get("error"):
        terminalreporter.write_line(_repeated(config))


def _repeated(config):
    return f"what is left to chance is repeated by --hypothesis-seed={config.option.hypothesis_seed}"


@pytest.fixture(scope="session")
def seed(pytestconfig):
    """Return what all that is left to chance follows from."""
    return pytestconfig.option.hypothesis_seed


@pytest.fixture(scope="session")
def qapp():
    """Return the application as the program makes it, instead of a plain one."""
    from cnnviz.application import application

    made = application()
    made.setKeyboardInputInterval(600_000)  # letters typed in a list are one word, however slowly they come
    made.setCursorFlashTime(0)  # nothing blinks
    return made


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Return the console script that cnnviz seems to have been started by."""
    path = tmp_path / "bin" / "cnnviz"
    path.parent.mkdir()
    path.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(path)])
    return path


@pytest.fixture(scope="session", autouse=True)
def _patient():
    """Let a solution take far longer than any does, however slow the machine is; who tests limits sets small ones."""
    from cnnviz.checking.running import limits

    with pytest.MonkeyPatch.context() as patched:
        for name in ("LIMITS", "OF_EDITS"):  # some edits make a loop that never ends
            held_to = limits.Limits(5 * getattr(limits, name).call, PATIENCE, PATIENCE, 6 * PATIENCE)
            patched.setattr(limits, name, held_to)
        patched.setattr(limits, "ENDING", PATIENCE)
        yield


@pytest.fixture
def clock():
    """Return time that stands still until the test lets it pass."""
    return Clock()


@pytest.fixture
def qtbot(qtbot):
    """Return pytest-qt's, which waits as long as the slowest of machines takes, and for nothing shorter.

    It holds on to windows until they are closed: Python may sweep up another as it paints.
    """
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=round(1000 * PATIENCE)))
    held, adds = [], qtbot.addWidget

    def add(widget, **options):
        held.append(widget)
        adds(widget, **options)

    qtbot.addWidget = add
    yield qtbot
    held.clear()


@pytest.fixture(autouse=True)
def _fresh_and_cleared_away(request, monkeypatch):
    """Begin with no settings and nothing to paste, wait for every job, and find windows that a test leaves behind."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from cnnviz.session.files.places import recovery_folder, settings_file
    from cnnviz.session.jobs import jobs
    from cnnviz.session.settings.settings import settings

    app = request.getfixturevalue("qapp")
    settings_file().unlink(missing_ok=True)
    settings().renew()
    app.clipboard().clear()
    shutil.rmtree(recovery_folder(), ignore_errors=True)
    monkeypatch.setattr(jobs, "AT_ONCE", PATIENCE)  # a test that wants to see one on its way sets 0
    before = _top_levels(app)
    yield
    left = _top_levels(app) - before
    for thread in threading.enumerate():
        if thread.name == "recovery":  # the last word of a window that is gone
            thread.join()
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
