"""A report as text, for a terminal."""

from collections.abc import Iterator

from cnnviz.checking.comparing import AGREES, ERROR, Tried
from cnnviz.checking.diagnosis.sentences import LABELS, failure_sentence
from cnnviz.checking.report import Diagnosis, Report, convention
from cnnviz.checking.trying import Examined

_MARKS = {AGREES: "agrees", ERROR: "stops"}
HINTS = ("none", "where", "why")
_SHORT = {"y": "y", "dx": "dX", "dweight": "dW", "dbias": "db", "weight_new": "new W", "bias_new": "new b"}


def written(report: Report, hints: str = "why") -> str:
    """Return a report as lines of text; `hints` says how much of what went wrong is told."""
    return "\n".join(_lines(report, hints)) + "\n"


def _lines(report: Report, hints: str) -> Iterator[str]:
    if report.cannot:
        yield report.cannot
        return
    yield report.name
    for note in report.notes:
        yield f"  note: {note}"
    for one in report.examined:
        yield from _table(report, one)
    yield ""
    yield verdict(report)
    if hints == "none":
        return
    for diagnosis in report.diagnoses:
        yield ""
        yield from _told(diagnosis, hints)
    if hints == "why" and report.looked_at and report.diagnoses and not report.agrees:
        yield ""
        yield f"Also looked at, and does not explain it: {', '.join(one.brief for one in report.looked_at)}."


def verdict(report: Report) -> str:
    """Return in one sentence whether it agrees."""
    if report.agrees:
        count = sum(len(one.tried) for one in report.examined)
        return f"Every number agrees with the engine's, in {count} settings."
    parts = []
    for name, (good, of) in report.counts.items():
        parts.append(
            f"{LABELS[name]} agrees in {good} of {of}" if good < of else f"{LABELS[name]} in all {of}"
        )
    text = ", ".join(parts)
    return f"It differs from the engine: {text}."


def _table(report: Report, one: Examined) -> Iterator[str]:
    names = list(dict.fromkeys(name for tried in one.tried for name in tried.arrays))
    functions = ", ".join(function.called for function in one.subject.functions)
    yield ""
    yield f"{one.subject.topic.value.capitalize()}: {functions} ({convention(one)})"
    wide = max((len(_heading(tried)) for tried in one.tried), default=0)
    yield f"  {'':{wide}}  " + "  ".join(f"{_SHORT[name]:8}" for name in names).rstrip()
    for tried in one.tried:
        marks = (
            _MARKS.get(tried.arrays[name].verdict, "DIFFERS") if name in tried.arrays else ""
            for name in names
        )
        yield f"  {_heading(tried):{wide}}  " + "  ".join(f"{mark:8}" for mark in marks).rstrip()
    failure = next((tried.failure for tried in one.tried if tried.failure is not None), None)
    if failure is not None:
        yield f"  {failure_sentence(failure, report.source)}"


def _heading(tried: Tried) -> str:
    return f"{tried.setting.name} ({tried.setting.words})"


def _told(one: Diagnosis, hints: str) -> Iterator[str]:
    if hints == "where":
        place = one.where or (f"“{one.parting.tried.setting.name}”" if one.parting is not None else one.topic)
        yield f"Look at {place}."
        return
    if one.name:
        yield one.name
    yield f"  {one.sentence}"
    if one.outcome:
        yield f"  {one.outcome}"
