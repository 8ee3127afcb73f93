"""A run as a program of its own: its numbers, the listings that make the others, and what the screen shows of them."""

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from cnnviz.experiment.document import Experiment
from cnnviz.explain.listings.calls import call_of
from cnnviz.explain.listings.files import Program, program, program_name
from cnnviz.export.data.arrays import free_name, own, plain_name
from cnnviz.export.scripts.parts import CHECK, array_code, checked, number_code, roundings
from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array


def numpy_script(experiment: Experiment, timeline: Timeline, decimals: int = 0) -> str:
    """Return a program that computes a run from its image on, and checks what the screen shows of it."""
    script = _Script(experiment, timeline, decimals)
    for chapter in timeline.chapters:
        script.add(chapter)
    return script.text()


_CHECK = CHECK.format(flat="np.ravel(array)")


class _Script:
    """The parts of the program so far."""

    def __init__(self, experiment: Experiment, timeline: Timeline, decimals: int) -> None:
        self._experiment, self._decimals, self._roundings = experiment, decimals, roundings(timeline)
        self._programs: dict[str, Program] = {}
        self._known: dict[str, Array] = {}
        self._given: list[str] = []
        self._calls: list[str] = []
        self._checks: list[str] = []

    def add(self, chapter: Chapter) -> None:
        """Add the call that a chapter is."""
        shown, call = program(program_name(chapter)), call_of(chapter, self._experiment)
        self._programs[shown.name] = shown
        arguments = [self._read(chapter, name) for name in call.arrays]
        arguments += [self._setting(name, value) for name, value in call.settings.items()]
        made = [self._name(chapter, name) for name in call.made]
        said = f"{', '.join(made)} = {shown.function}({', '.join(arguments)})"
        self._calls.append(f"# {chapter.title}\n{said}")
        for name, ident in zip(call.made, made, strict=True):
            written = self._decimals, self._roundings[chapter]
            self._checks.append(checked(ident, ident, chapter, name, written))

    def text(self) -> str:
        """Return the whole program."""
        imports = {line for one in self._programs.values() for line in one.imports} | {"import numpy as np"}
        functions = dict.fromkeys(
            part.rstrip() for one in self._programs.values() for part in _functions("\n".join(one.lines))
        )
        parts = [
            '"""A run of cnnviz in plain NumPy: it ends in what the screen shows."""',
            "\n".join(sorted(imports)),
            "\n" + "\n\n\n".join([*functions, _CHECK]) + "\n",
            "\n".join(self._given),
            "\n".join(self._calls),
            "\n".join(self._checks),
            'print("All numbers are those on the screen.")',
        ]
        return "\n\n".join(parts) + "\n"

    def _read(self, chapter: Chapter, array: str) -> str:
        """Return the name of an array that is read; what nothing has made so far is given."""
        before = len(self._known)
        name = self._name(chapter, array)
        if len(self._known) > before:
            self._given.append(f"{name} = {array_code(own(chapter, array))}")
        return name

    def _name(self, chapter: Chapter, array: str) -> str:
        """Return what an array is called: as on the screen where that is a name, else as in its steps."""
        label = plain_name(chapter.label(array))
        return self._free(label if label.isidentifier() else array, own(chapter, array))

    def _free(self, wanted: str, numbers: Array) -> str:
        name = free_name(wanted, numbers, self._known)
        self._known[name] = numbers
        return name

    def _setting(self, name: str, value: Any) -> str:
        if isinstance(value, np.ndarray):
            given = self._free("upstream_gradient", value)
            self._given.append(f"{given} = {array_code(value)}")
            return given
        return f"{name}={number_code(value) if isinstance(value, float) else repr(value)}"


def _functions(source: str) -> Iterable[str]:
    return (part for part in re.split(r"^(?=def )", source, flags=re.MULTILINE) if part)
