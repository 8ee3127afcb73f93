"""A run as a program of its own: its numbers, the listings that make the others, and what the screen shows of them."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from cnnviz.experiment.document import Experiment
from cnnviz.explain.listings.calls import call_of
from cnnviz.explain.listings.files import Program, program, program_name
from cnnviz.explain.number_format import format_in
from cnnviz.numerals import MINUS
from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array

_WIDE = 100
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_CHECK = '''\
def check(name, array, shown):
    """Compare an array with what the screen shows of it, digit by digit."""
    numbers = np.ravel(array).tolist()
    for value, text in zip(numbers, shown.split(), strict=True):
        mantissa, _, power = text.partition("e")
        places = len(mantissa.partition(".")[2]) - int(power or 0)
        whole = "." not in text and not power
        reach = 1e-9 * max(abs(value), 1) if whole else 0.500001 * 10.0**-places
        alike = value == float(text) or abs(value - float(text)) <= reach
        assert alike or value != value and text == "nan", f"{name}: {value} is not {text}"'''


def numpy_script(experiment: Experiment, timeline: Timeline, decimals: int = 0) -> str:
    """Return a program that computes a run from its image on, and checks what the screen shows of it."""
    script = _Script(experiment, decimals)
    for chapter in timeline.chapters:
        script.add(chapter)
    return script.text()


class _Script:
    """The parts of the program so far."""

    def __init__(self, experiment: Experiment, decimals: int) -> None:
        self._experiment, self._decimals = experiment, decimals
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
            written = format_in(chapter, name, self._decimals)
            texts = " ".join(map(written.text, _own(chapter, name).ravel().tolist()))
            plain = texts.replace(MINUS, "-").replace("∞", "inf")
            self._checks.append(
                f'check("{ident}", {ident}, """\n{textwrap.fill(plain, _WIDE, break_on_hyphens=False)}\n""")'
            )

    def text(self) -> str:
        """Return the whole program."""
        imports = {line for one in self._programs.values() for line in one.imports} | {"import numpy as np"}
        functions = dict.fromkeys(
            part.rstrip() for one in self._programs.values() for part in _functions("\n".join(one.lines))
        )
        parts = [
            '"""A run of cnnviz in plain NumPy: it ends in what the screen shows."""',
            "\n".join(sorted(imports)),
            "\n\n\n".join([*functions, _CHECK]),
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
            self._given.append(f"{name} = {_literal(_own(chapter, array))}")
        return name

    def _name(self, chapter: Chapter, array: str) -> str:
        """Return what an array is called: as on the screen where that is a name, else as in its steps."""
        label = chapter.label(array).translate(_DIGITS).replace(" ", "_")
        return self._free(
            label if re.fullmatch(r"[A-Za-z]\w*", label, re.ASCII) else array, _own(chapter, array)
        )

    def _free(self, wanted: str, numbers: Array) -> str:
        name, count = wanted, 1
        while name in self._known and not _same(self._known[name], numbers):
            count += 1
            name = f"{wanted}_{count}"
        self._known[name] = numbers
        return name

    def _setting(self, name: str, value: Any) -> str:
        if isinstance(value, np.ndarray):
            given = self._free("upstream_gradient", value)
            self._given.append(f"{given} = {_literal(value)}")
            return given
        return f"{name}={_number(value) if isinstance(value, float) else repr(value)}"


def _functions(source: str) -> Iterable[str]:
    return (part for part in re.split(r"^(?=def )", source, flags=re.MULTILINE) if part)


def _own(chapter: Chapter, array: str) -> Array:
    """Return an array for the image that is followed."""
    numbers: Array = chapter.arrays[array]
    return numbers[chapter.sample] if chapter.info[array].sampled else numbers


def _same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and np.array_equal(one, other, equal_nan=True)


def _literal(array: Array) -> str:
    """Return an array as code, a line for each of its rows; it reads back bit for bit."""
    if array.ndim < 2:
        return f"np.array([{', '.join(map(_number, array.tolist()))}])"
    rows = array.reshape(len(array), -1).tolist()
    lines = "".join(f"    [{', '.join(map(_number, row))}],\n" for row in rows)
    shaped = "" if array.ndim == 2 else f".reshape({array.shape})"
    return f"np.array([\n{lines}]){shaped}"


def _number(value: float) -> str:
    texts: Mapping[str, str] = {"inf": "np.inf", "-inf": "-np.inf", "nan": "np.nan"}
    return texts.get(repr(value), repr(value))
