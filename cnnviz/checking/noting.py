"""What else there is to be said of a solution: what it changes of what it is given, prints, and is left out."""

import ast
from collections.abc import Iterator, Sequence

import numpy as np

from cnnviz.checking.conventions.reading.facts import Definition
from cnnviz.checking.diagnosis.sentences import failure_sentence
from cnnviz.checking.naming import place_words
from cnnviz.checking.running.process import Runner
from cnnviz.checking.source import Source
from cnnviz.checking.trying import Examined, watched
from cnnviz.experiment.layers import ACTIVATION_NAMES
from cnnviz.explain.numbers import shown

_MOST_WORDS = 40
_RANK = 4  # axes of images, of which the two in the middle are rows and columns


def notes_of(found: Sequence[Examined], source: Source, runner: Runner) -> Iterator[str]:
    """Yield what else there is to be said, each thing once, with its line."""
    outcomes = [one.outcome for one in found if one.outcome is not None]
    failures = dict.fromkeys(failure for outcome in outcomes for failure in outcome.loading)
    for failure in failures:
        yield f"While its own statements were run: {failure_sentence(failure._replace(function='it'), source)}"
    yield from dict.fromkeys(words for one in found for words in _changes(one, source, runner))
    printed = next((tried.printed for one in found for tried in one.tried if tried.printed.strip()), "")
    if printed:
        yield _prints(printed, source)
    for one in found:
        yield from _kink(one)
        if one.unclear:
            yield f"Left out: {one.unclear}."


def _kink(examined: Examined) -> Iterator[str]:
    """Yield by which rule a solution goes at a kink, where it is another one than the engine's."""
    for tried in examined.tried:
        o = tried.setting.operation
        if o.at_zero and (at := np.argwhere(o.at_kink & (o.dy != 0))).size:
            index = tuple(map(int, at[0]))
            place = place_words(o, "dx", index, index[1:3] if len(index) == _RANK else index)
            below = o.leak if o.name == "leaky_relu" else 0.0
            slopes = shown(below + o.at_zero * (1 - below)), shown(below)
            where = place if len(at) == 1 else f"{place} and {len(at) - 1} more"
            yield (
                f"{ACTIVATION_NAMES[o.name]} has a kink where its input is exactly 0 "
                f"(“{tried.setting.name}”: {where}): the slope there is agreed on. Yours is {slopes[0]}, "
                f"the engine's {slopes[1]}, as PyTorch has it; either is right, so no difference is counted there."
            )
            return


def _changes(examined: Examined, source: Source, runner: Runner) -> Iterator[str]:
    """Yield for each function that changes what it is given where it does: there it may not, and stops."""
    said = set[str]()
    for tried in examined.tried:
        new = [name for name in tried.changed if name not in said]
        if not new:
            continue
        said.update(new)
        stopped = watched(examined, tried.setting, source, runner, "writing")
        if stopped is not None and stopped.line is not None and "read-only" in stopped.message:
            place = f" ({source.where(stopped.line)}: {_cut(source.line(stopped.line))})"
            said.add(stopped.function)
            yield f"{stopped.function} changes what it is given{place}: work on a copy, x.copy()."
        else:
            yield from (f"{name} changes what it is given: work on a copy, x.copy()." for name in new)


def _prints(printed: str, source: Source) -> str:
    """Return that something is printed: what first, and where."""
    place = _print_in(source)
    words = "".join(char if char.isprintable() else " " for char in printed.strip().split("\n")[0])
    where = f" ({source.where(place)})" if place is not None else ""
    return f"The functions print something{where}: “{_cut(' '.join(words.split()))}”; that is left out here."


def _print_in(source: Source) -> int | None:
    """Return the line of the first call of print within a function."""
    functions = [node for node in ast.walk(ast.parse(source.text)) if isinstance(node, Definition)]
    calls = [
        one.lineno
        for function in functions
        for one in ast.walk(function)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "print"
    ]
    return min(calls, default=None)


def _cut(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _MOST_WORDS else f"{text[: _MOST_WORDS - 1]}…"
