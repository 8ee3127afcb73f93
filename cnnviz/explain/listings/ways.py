"""Which line of each listing a step is, and what is shown beside it."""

from collections.abc import Mapping

from cnnviz.explain.listings.backward import BACKWARD
from cnnviz.explain.listings.forward import FORWARD
from cnnviz.explain.listings.way import Way

WAYS: Mapping[str, Way] = {**FORWARD, **BACKWARD}
"""By the names of the files."""
