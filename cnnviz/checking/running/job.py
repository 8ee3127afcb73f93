"""A job for the process that runs a solution, and what comes of it, as plain data."""

from collections.abc import Mapping, Sequence
from typing import Any

from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array

Argument = Mapping[str, Any]
"""An argument of a call: {"array": number}, {"json": value}, {"tuple": [...]}, {"dict": {...}} or
{"result": [name, what is given where there is none]}."""


class JobStep(NamedTuple):
    """A call.

    Parameters
    ----------
    do : "call" a function, "method" of an object, what was a "result", "set" or "get" attributes, set "constants"
    called : the function's name, or the method's
    args, named : what it is given
    into : what each part of what it returns is called, and by which keys it is found in a dictionary
    makes : the arrays that are not there when it fails
    of : the object of a method or of attributes
    attributes : names that an attribute may have, with what it is set to or called
    """

    do: str
    called: str = ""
    args: tuple[Argument, ...] = ()
    named: Mapping[str, Argument] = {}
    into: tuple[tuple[str, tuple[str, ...]], ...] = ()
    makes: tuple[str, ...] = ()
    of: str = ""
    attributes: tuple[tuple[tuple[str, ...], Any], ...] = ()


class Calls(NamedTuple):
    """What is called in one setting.

    Parameters
    ----------
    steps : the calls
    wanted : the arrays that are asked for
    """

    steps: tuple[JobStep, ...]
    wanted: tuple[str, ...]


class Job(NamedTuple):
    """What is to be run.

    Parameters
    ----------
    sources : the text of the solution; several where it is tried with one edit and another
    file : its path, as its own errors name it
    folder : where it is run
    arrays : all that it is given
    settings : the calls of each setting
    watch : what stops a call as soon as it happens: a "nan" or an "infinity" arises, "writing" to what is given
    """

    sources: Sequence[str]
    file: str
    folder: str
    arrays: Sequence[Array]
    settings: Sequence[Calls]
    watch: str = ""


class Failure(NamedTuple):
    """What kept a call from returning.

    Parameters
    ----------
    kind : "exception", "time" for the processor's that is over, "waits" for real time that is, "memory", "exit",
        "value" for what is no array, "ended" for a process that is gone
    type : of an exception
    message : what it says
    line : of the solution's text, counted from 1
    function : in which it happened
    limit : how many seconds there were, where they are over
    """

    kind: str
    type: str = ""
    message: str = ""
    line: int | None = None
    function: str = ""
    limit: float | None = None


class Made(NamedTuple):
    """What came of one setting.

    Parameters
    ----------
    arrays : what was returned
    errors : what kept the others from being returned
    changed : which of the given arrays were changed, and by which function
    printed : the beginning of what was printed
    """

    arrays: Mapping[str, Array]
    errors: Mapping[str, Failure]
    changed: tuple[tuple[int, str], ...] = ()
    printed: str = ""


class Outcome(NamedTuple):
    """What came of a job.

    Parameters
    ----------
    settings : for each setting what came of it; fewer where the process ended before
    loading : what went wrong while the solution's own statements were run
    printed : the beginning of what they printed
    ended : why the process ended before its job was done
    begun : the setting in which it did
    """

    settings: tuple[Made, ...]
    loading: tuple[Failure, ...] = ()
    printed: str = ""
    ended: Failure | None = None
    begun: int | None = None
