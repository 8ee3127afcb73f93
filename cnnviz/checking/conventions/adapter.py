"""How the functions of a solution are called, and how its arrays lie."""

from collections.abc import Mapping

from cnnviz.checking.conventions.calling import Caller
from cnnviz.checking.conventions.layouts import Layouts
from cnnviz.checking.conventions.reading.meanings import wanted
from cnnviz.checking.conventions.reading.names import Meaning
from cnnviz.checking.conventions.reading.subjects import Subject
from cnnviz.checking.running.job import Calls
from cnnviz.explain.mistakes.operation import Operation
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array


class Adapter(NamedTuple):
    """How a subject is called, and how its arrays lie.

    Parameters
    ----------
    subject : what is called
    layouts : how its arrays lie
    named : what arguments are that were corrected by a person, by function and argument
    window : the size of the windows where the text has it fixed, None where it is told
    pace : whether windows go by their "own" stride, which is told or 1, or by the size of the "window"
    """

    subject: Subject
    layouts: Layouts
    named: Mapping[str, Meaning] = {}
    window: tuple[int, int] | None = None
    pace: str = "own"

    def calls(self, operation: Operation, arrays: list[Array]) -> Calls:
        """Return the calls that compute an operation; their arrays are appended to `arrays`.

        Raises
        ------
        Unclear
            Where an argument's name does not say what it is.
        """
        return Caller(self.subject, self.layouts, self.named, operation, arrays).calls()

    def wanted(self, operation: Operation) -> tuple[str, ...]:
        """Return the arrays that the solution computes."""
        return wanted(self.subject, operation)
