"""What is said of failures and of where a solution parts: one sentence each."""

import re

import numpy as np

from cnnviz.checking.comparing import Compared
from cnnviz.checking.conventions.reading.subjects import Topic
from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.checking.naming import place_of
from cnnviz.checking.running.job import Failure
from cnnviz.checking.settings.setting import Setting
from cnnviz.checking.source import Source
from cnnviz.explain.numbers import shown

LABELS = {
    "y": "the output",
    "dx": "dX",
    "dweight": "dW",
    "dbias": "db",
    "weight_new": "the new W",
    "bias_new": "the new b",
}
"""What the arrays are called in sentences."""
_PATTERNS = (
    ("called_not_indexed", r"object is not callable"),
    ("wrong_shape_call", r"data type|Cannot interpret|'tuple' object cannot be interpreted as an integer"),
    (
        "array_as_scalar",
        r"only .*(0-dimensional|size-1|length-1|scalar)|array element with a sequence|truth value of an array",
    ),
    (
        "wrong_cache",
        r"(too many|not enough) values to unpack|cannot unpack|'\w+' object has no attribute|not subscriptable",
    ),
    ("crop_at_zero_padding", r"from shape \((\d+,)*0,0[,)]"),
    ("loops_over_input", r"index \d+ is out of bounds"),
)


def mistake_of(failure: Failure) -> str | None:
    """Return which mistake an exception tells of by what it says, None where it may be anything."""
    return next((mistake for mistake, words in _PATTERNS if re.search(words, failure.message)), None)


def failure_sentence(failure: Failure, source: Source | None, setting: str = "") -> str:
    """Return what happened, where, in one sentence."""
    where = "" if source is None else source.where(failure.line)
    place = f" ({where})" if where else ""
    when = f" in “{setting}”" if setting else ""
    name = failure.function or "It"
    limit = f"{failure.limit or 0:g} seconds"
    if failure.kind == "time":
        return f"{name} computes for more than {limit}{when} and was stopped{place}: does a loop ever end?"
    if failure.kind == "waits":
        return (
            f"{name} had not returned after {limit}{when} and was stopped{place}; "
            "most of that time it did not compute: does it sleep, or wait for something?"
        )
    if failure.kind == "memory":
        return f"{name} asks for more memory than there is{when}{place}."
    if failure.kind == "exit":
        return f"{name} ends the program{when}{place}: a function should return instead."
    if failure.kind == "ended":
        return f"The program ended by itself{when}, before it had returned anything."
    if failure.kind == "value":
        return f"What is returned cannot be compared{when}: {failure.message}."
    said = _one_line(failure.message)
    return f"{name} stops{when} with {failure.type or 'an exception'}{place}{': ' + said.rstrip('.') if said else ''}."


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159] + "…"


def parting_sentence(parting: Parting, topic: Topic) -> str:
    """Return where they part: the setting, the cell, both numbers, the step."""
    cell = place_of(parting)
    numbers = f"yours is {shown(parting.theirs)}, the engine's {shown(parting.right)}"
    step = (
        ""
        if parting.step is None or parting.steps < 2
        else f"; they part at step {parting.step + 1} of {parting.steps}"
    )
    setting = parting.tried.setting
    return f"In “{setting.name}” ({setting.words}) {cell} differs first: {numbers}{step}."


def no_number_sentence(array: Compared, cell: tuple[int, ...], setting: Setting, where: str) -> str:
    """Return where the first number stands that is none: array, cell, setting, and the line in which one arises."""
    assert array.theirs is not None
    label = "Y" if array.name == "y" else LABELS[array.name]
    place = f"{label}[{', '.join(map(str, cell))}]" if cell else label
    value = array.theirs[cell]
    what = "NaN, which is no number" if np.isnan(value) else f"{'−' if value < 0 else ''}∞"
    arises = f"; it arises first in {where}" if where else ""
    return (
        f"In “{setting.name}” ({setting.words}) {place} is {what}, "
        f"where the engine has {shown(float(array.right[cell]))}{arises}."
    )


def shape_sentence(name: str, theirs: tuple[int, ...], right: tuple[int, ...], setting: str) -> str:
    """Return that an array has another shape."""
    return f"In “{setting}” {LABELS[name]} has the shape {_shape(theirs)} instead of {_shape(right)}."


def _shape(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
