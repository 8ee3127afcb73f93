"""How fast Explain is: `python -m pytest tests/benchmarks/test_explain.py -q -s`.

At the default example, in a window of the usual size: a step with a tab open, and opening the panel on it.
"""

import pytest
from measured_ratios import in_turns
from measured_windows import Numbers, go_to, paint, painted

from cnnviz.gallery.first_example import first_example
from cnnviz.ui.explain.panel import TABS

NUMBERS = "paintings of two hundred numbers"


@pytest.fixture
def window(opened):
    """Return a window on the default example, in the middle of its convolution."""
    return opened(first_example(), step=20)


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("chapter", ["convolve", "scatter"])
def test_step_to_painted(measured, window, chapter, tab):
    session = window.session
    go_to(session, chapter, 1)
    window.explain.open(True)
    window.explain.panel.choose(tab)
    for _ in range(40):  # the law is set, the curve is drawn
        paint()
    last = len(session.frame.chapter.trace) - 2

    def step():
        if session.position.step > last:
            go_to(session, chapter, 0)
        session.move(1)
        paint()  # the stage, then what Explain tells of it

    works = {f"step of {chapter} with {tab}": painted(step), NUMBERS: Numbers().paint_all}
    measured.compare(lambda: in_turns(works, 80))


@pytest.mark.parametrize("tab", TABS)
def test_opening(measured, window, tab):
    window.explain.open(True)
    window.explain.panel.choose(tab)
    paint()

    def fold():
        window.explain.open(False)
        paint()

    def unfold():
        fold()
        window.explain.open(True)
        paint()

    works = {f"fold and open {tab}": unfold, NUMBERS: Numbers().paint_all}
    measured.compare(lambda: in_turns(works, 15))
