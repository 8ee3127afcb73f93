"""NumPy computes with one thread, as the application has it; OPENBLAS_NUM_THREADS=2 in the environment wins.

Every figure is also told as a multiple of a yardstick, and compared with the ratio that is kept of it.
"""

import gc
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy reads it when it is imported, so before that

import pytest
from measured_ratios import KEPT, Ratios, kept_ratios


def pytest_addoption(parser):
    parser.addoption("--keep-ratios", action="store_true", help="keep the ratios that are measured now")


@pytest.fixture(scope="session")
def measured(pytestconfig):
    """Return what compares ratios; those of this run are kept at its end, if that is asked for."""
    found = Ratios(kept_ratios(), keep=pytestconfig.option.keep_ratios)
    yield found
    if found.keep:
        KEPT.write_text(found.text(), encoding="utf-8")


@pytest.fixture
def collected_rarely():
    """Return what collects garbage as the program does when its window is open: what is there is never gone through."""

    def freeze():
        from cnnviz.ui import collect_seldom

        gc.collect()
        collect_seldom()

    usual = gc.get_threshold()
    yield freeze
    gc.unfreeze()
    gc.set_threshold(*usual)


@pytest.fixture
def opened(qtbot, collected_rarely):
    """Return what opens a window of 1600 by 1000 on an experiment at some step, painted, without motion."""
    from measured_windows import open_window

    def open_on(experiment, chapter="convolve", step=300, **options):
        window = open_window(experiment, chapter, step, options)
        qtbot.addWidget(window)
        collected_rarely()
        return window

    return open_on
