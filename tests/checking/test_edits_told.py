"""Of an edit every line is told, and nothing is claimed of it that was not tried."""

import pytest
from planted import plant, solution
from test_returned import BY_HAND

from cnnviz.checking import check
from cnnviz.checking.source import read_source
from cnnviz.checking.text import written

STRIDE = (("slice(i * stride, i * stride + kh)", "slice(i, i + kh)"),)
COLUMNS = (("slice(j * stride, j * stride + kw)", "slice(j, j + kw)"),)
APART = (
    ("rows, columns = ", "rows = "),
    (
        ", slice(j * stride, j * stride + kw)",
        "\n                columns = slice(j * stride, j * stride + kw)",
    ),
)
BOTH = (
    ("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = "),
    ("dW += ", "dW = "),
)


def changed(text, diagnosis):
    """Return a text with the lines of a diagnosis as they should be, where they stand as they are said to."""
    lines = text.split("\n")
    for change in diagnosis.changes:
        line = lines[change.line - 1]
        assert line.strip() == change.old
        lines[change.line - 1] = line.replace(change.old, change.new)
    return "\n".join(lines)


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("text", "changes", "count"),
    [
        (plant(BY_HAND, APART), (*STRIDE, *COLUMNS), 2),
        (solution("plane"), BOTH, 2),
        (BY_HAND, STRIDE, 1),
    ],
)
def test_with_all_lines_that_are_told_every_number_agrees(tmp_path, text, changes, count):
    path = tmp_path / "mine.py"
    wrong = plant(text, changes)
    path.write_text(wrong, encoding="utf-8")
    report = check(path)
    (found,) = report.diagnoses
    assert len(found.changes) == count
    said = written(report)
    for change in found.changes:
        assert f"{change.where}: {change.old}\n" in said
        assert f": {change.new}\n" in said
    lines = "this line" if count == 1 else f"these {count} lines"
    settings = len(report.examined[0].tried)
    assert f"With {lines} changed every number agrees, in all {settings} settings." in said
    path.write_text(changed(wrong, found), encoding="utf-8")
    assert check(path).agrees
    assert found.where == read_source(path).where_all([change.line for change in found.changes])
    assert found.where.startswith("lines " if count > 1 else "line ")


DX, DW = BOTH


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("solution_of", "changes", "rules"),
    [
        ("plane", (DX,), ("In dX windows add up where they overlap (+=).",)),
        ("plane", (DW,), ("Every window adds to the same cells of dW (+=).",)),
        ("plane", BOTH, ("In dX windows", "Every window adds")),
        ("backward_only", (("db[:,:,:,c] += ", "db[:,:,:,c] = "),), ("to the same cell of db (+=).",)),
    ],
)
def test_the_rule_is_that_of_what_is_added_up(tmp_path, solution_of, changes, rules):
    path = tmp_path / "mine.py"
    path.write_text(plant(solution(solution_of), changes), encoding="utf-8")
    (found,) = check(path).diagnoses
    assert found.mistake == "assigned_not_added"
    assert ": The old value was replaced (=). " in found.sentence
    assert found.sentence.count("(+=)") == len(rules)
    assert all(rule in found.sentence for rule in rules)
