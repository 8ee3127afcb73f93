"""A hundred figures one after the other take no more memory than ten."""

import gc
import resource

import pytest
from figure_tools import subject_of

from cnnviz.export.figures.gif import gif
from cnnviz.export.figures.pdf import pdf
from cnnviz.export.figures.png import png
from cnnviz.export.figures.svg import svg
from cnnviz.export.subject import ExportOptions

MOST = 6 * 2**20  # bytes that the allocator may keep


def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


@pytest.mark.long
@pytest.mark.parametrize("make", [png, svg, pdf, gif])
def test_memory_stays_flat(qapp, make):
    from PyQt5.QtCore import QEvent

    options = ExportOptions(steps=(1, 4), size=(480, 300))

    def some(count):
        for _ in range(count):
            make(subject_of("a"), options)
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    some(20)
    growth = []
    for _ in range(3):  # what is made once and kept is no leak, which grows every time
        before = resident()
        some(100)
        growth.append(resident() - before)
        if growth[-1] < MOST:
            return
    raise AssertionError(f"it grows by {growth} bytes")
