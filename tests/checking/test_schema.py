"""The report that graders read has the very fields that its description says, of the very kinds."""

import json
import re

import pytest
from planted import plant, solution

from cnnviz.checking import check
from cnnviz.checking.report import Report
from cnnviz.checking.text import WIDTH, written
from cnnviz.explain.mistakes.bank import MISTAKES

HINTS = ("none", "where", "why")

SCHEMA = """{"version": 1, "agrees": bool, "functions": [{"name", "convention", "role"}], "settings": [{"name",
  "arrays": {"y"|"dx"|"dweight"|"dbias"|...: "agrees"|"differs"|"error"}, "error": str|null}],
  "diagnoses": [{"mistake": id|null, "sentence", "line": int|null, "edit": str|null, "explains": "all"|"some"}]}"""

WRONG = ("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = ")
SMALL = """import numpy as np
def relu(z):
    return np.maximum(z, 0)
def relu_backward(da, z):
    dz = da * (z > 0)
    return dz
"""
CHANGED = {
    "right": (),
    "nan": (("    return dz", "    dz = dz + np.log(-1 - np.abs(z))\n    return dz"),),
    "infinite": (("    return dz", "    dz = dz + 1 / np.abs(z * 0)\n    return dz"),),
    "stops": (("return dz", "return no_such_name"),),
    "index": (("return dz", "return np.take(dz, [9], 0)"),),
    "shape": (("return dz", "return np.stack([dz[..., 0], dz[..., 0]], -2)[..., 0]"),),
    "changes": (("    dz = da", "    da += 1\n    da -= 1\n    print(z.shape)\n    dz = da"),),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """Return the reports of what is right, and of what one does wrong in it."""
    folder, found = tmp_path_factory.mktemp("reports"), {}
    texts = {name: plant(SMALL, changes) for name, changes in CHANGED.items()}
    texts["assigned"] = plant(solution("plane"), (WRONG,))
    for name, text in texts.items():
        path = folder / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        found[name] = check(path)
    found["none"] = check(folder / "none.py")
    return found


def schema():
    """Return the description as data: a name alone is that of a text, and what stands for a value is a text."""
    parts = iter(re.findall(r"[{}\[\],:]|[^{}\[\],:\s][^{}\[\],:]*", SCHEMA))
    return _value(next(parts), parts)[0]


def _value(part, parts):
    """Return a value that begins with a part, and the part behind it."""
    if part == "[":
        held, _ = _value(next(parts), parts)
        return [held], next(parts, "")
    if part != "{":
        return int(part) if part.isdigit() else part.strip().replace('"', ""), next(parts, "")
    found = {}
    part = next(parts)
    while part != "}":
        name, part = part.strip().strip('"'), next(parts)
        found["*" if "|" in name else name], part = (
            _value(next(parts), parts) if part == ":" else ("str", part)
        )
        part = next(parts) if part == "," else part
    return found, next(parts, "")


def fits(value, kind, place="report"):
    """Assert that a value is of a kind."""
    if isinstance(kind, dict):
        assert isinstance(value, dict), place
        if "*" in kind:
            assert all(fits(one, kind["*"], f"{place}.{name}") for name, one in value.items())
        else:
            assert list(value) == list(kind), place
            assert all(fits(value[name], kind[name], f"{place}.{name}") for name in kind)
    elif isinstance(kind, list):
        assert all(fits(one, kind[0], f"{place}[{at}]") for at, one in enumerate(value))
    elif isinstance(kind, str):
        assert any(_is(value, one) for one in kind.split("|")), (place, value, kind)
    else:
        assert value == kind, place
    return True


def _is(value, kind):
    kinds = {"bool": bool, "int": int, "str": str}
    if kind in kinds:
        return type(value) is kinds[kind]
    return value is None if kind == "null" else value in MISTAKES if kind == "id" else value == kind


def test_the_description_is_read_as_it_is_meant():
    told = schema()
    assert told["functions"] == [{"name": "str", "convention": "str", "role": "str"}]
    assert told["settings"][0]["arrays"] == {"*": "agrees|differs|error"}
    assert told["diagnoses"][0]["mistake"] == "id|null"


@pytest.mark.some(2)
@pytest.mark.parametrize("hints", HINTS)
def test_every_report_has_the_fields_that_are_described(reports, hints):
    for name, report in reports.items():
        assert fits(json.loads(report.json(hints)), schema(), name)


def test_what_a_solution_does_is_reported_as_what_it_is(reports):
    assert [reports[name].exit_code for name in ("right", "assigned", "none")] == [0, 1, 2]
    (nan,), (infinite,) = reports["nan"].diagnoses, reports["infinite"].diagnoses
    assert "In “One number” (1×1×1×1) dX[0, 0, 0, 0] is NaN, which is no number" in nan.sentence
    assert nan.sentence.endswith("it arises first in line 6.")
    assert "dX[0, 0, 0, 0] is ∞" in infinite.sentence
    assert (nan.line, infinite.line) == (6, 6)
    (stops,), (shape,) = reports["stops"].diagnoses, reports["shape"].diagnoses
    assert "relu_backward stops in “One number” with NameError (line 6)" in stops.sentence
    assert shape.sentence == "In “One number” dX has the shape (1, 1, 2) instead of (1, 1, 1, 1)."
    (index,) = reports["index"].diagnoses
    assert index.mistake is None  # where there are no windows no loop goes over their number
    assert "IndexError (line 6)" in index.sentence
    assert reports["changes"].agrees
    changed, printed = reports["changes"].notes
    assert changed == "relu_backward changes what it is given (line 5: da += 1): work on a copy, x.copy()."
    assert printed == "The functions print something (line 7): “(1, 1, 1, 1)”; that is left out here."


@pytest.mark.parametrize("hints", HINTS)
def test_a_terminal_of_80_columns_is_wide_enough(reports, hints):
    for report in reports.values():
        code = {f": {change.old}" for one in report.diagnoses for change in one.changes}
        code |= {f": {change.new}" for one in report.diagnoses for change in one.changes}
        for line in written(report, hints).split("\n"):
            assert len(line) <= WIDTH or any(line.endswith(one) for one in code), line


def test_hints_say_as_much_as_is_asked_for(reports):
    report: Report = reports["assigned"]
    none, where, why = (json.loads(report.json(hints))["diagnoses"] for hints in HINTS)
    assert none == []
    assert [(one["mistake"], one["edit"], one["line"]) for one in where] == [(None, None, 25)]
    assert [(one["mistake"], one["line"]) for one in why] == [("assigned_not_added", 25)]
