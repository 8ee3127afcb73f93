"""From what a person set up to the run that can be stepped through."""

from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions

__all__ = ["RunOptions", "run_of"]
