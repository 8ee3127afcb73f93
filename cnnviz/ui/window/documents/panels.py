"""What is open beside the stage, as a document tells of it."""

from cnnviz.ui.explain.dock import ExplainDock
from cnnviz.ui.panels.setup.rail import PARTS
from cnnviz.ui.panels.setup.setup import Setup

_EXPLAIN = "explain"


class Panels:
    """The part of the set-up that is open, and Explain."""

    def __init__(self, setup: Setup, explain: ExplainDock) -> None:
        self._setup, self._explain = setup, explain

    def names(self) -> tuple[str, ...]:
        """Return what is open."""
        part = (self._setup.part,) if self._setup.part else ()
        return (*part, _EXPLAIN) if self._explain.is_open else part

    def show(self, names: tuple[str, ...]) -> None:
        """Open what is named, and close all else: first Explain, for which a part may have given way."""
        if _EXPLAIN not in names:
            self._explain.open(False)
        self._setup.open(next((name for name in names if name in PARTS), ""))
        self._explain.open(_EXPLAIN in names)
