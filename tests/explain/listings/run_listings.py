"""Runs the program of a chapter on the chapter's own arrays, and looks at every line that it goes through."""

import importlib.util
import sys

import numpy as np

from cnnviz.explain.listings.calls import call_of
from cnnviz.explain.listings.dialect import Dialect
from cnnviz.explain.listings.files import program_name
from cnnviz.resource import located, text
from cnnviz.run.chapter import ChapterKind


def module_of(name, dialect=Dialect.LOOPS):
    """Import a listing as the file that it is."""
    file = located(*dialect.places, f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"listing_{dialect.value}_{name}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def own(chapter, array):
    """Return an array of a chapter for the image that is followed."""
    numbers = chapter.arrays[array]
    return numbers[chapter.sample] if chapter.info[array].sampled else numbers


def is_told_by_numbers(chapter):
    """Return whether what a chapter makes is to be had from its numbers alone.

    On the way back through a maximum a number of the image that is -inf is not, as what is padded is.
    """
    if chapter.kind is not ChapterKind.MAX_POOL_BACK:
        return True
    (top, bottom), (left, right) = chapter.info["x_pad"].ring
    padded = own(chapter, "x_pad")
    image = padded[top : len(padded) - bottom, left : padded.shape[1] - right]
    return not np.isneginf(image).any()


def prepared(chapter, experiment, shown):
    """Return the function of a listing and what it is called with."""
    call = call_of(chapter, experiment)
    function = getattr(module_of(shown.name), shown.function)
    return function, (*(own(chapter, array) for array in call.arrays), *call.settings.values()), call.made


def results(chapter, experiment, shown):
    """Return by name what the listing makes of a chapter's arrays."""
    function, arguments, made = prepared(chapter, experiment, shown)
    given = function(*arguments)
    return dict(zip(made, given if isinstance(given, tuple) else (given,), strict=True))


def visits(chapter, experiment, shown, look):
    """Run a listing; call ``look(line, frame)`` after each line that it goes through, counted as it is shown."""
    function, arguments, _ = prepared(chapter, experiment, shown)
    assert program_name(chapter) == shown.name
    source = text("listings", f"{shown.name}.py").rstrip("\n").split("\n")
    first = len(source) - len(shown.lines) + 1

    def follow(frame, event, _):
        if frame.f_code is not function.__code__:
            return None
        if event in ("line", "return"):
            if follow.last is not None:
                look(follow.last - first, frame)
            follow.last = frame.f_lineno if event == "line" else None
        return follow

    follow.last = None
    sys.settrace(follow)
    try:
        function(*arguments)
    finally:
        sys.settrace(None)
