"""A report as text, for a terminal of 80 columns; lines of the solution stand as they are."""

import textwrap
from collections.abc import Iterator, Sequence

from cnnviz.checking.comparing import AGREES, ERROR
from cnnviz.checking.diagnosis.sentences import LABELS, failure_sentence
from cnnviz.checking.report import Diagnosis, Report, convention
from cnnviz.checking.trying import Examined

_MARKS = {AGREES: "agrees", ERROR: "stops"}
WIDTH = 80
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
        yield from _wrapped(f"note: {note}", "  ")
    for one in report.examined:
        yield from _table(report, one)
    yield ""
    yield from _wrapped(verdict(report))
    if hints == "none":
        return
    for diagnosis in report.diagnoses:
        yield ""
        yield from _told(diagnosis, hints)
    if hints == "why" and report.looked_at and report.diagnoses and not report.agrees:
        yield ""
        looked_at = ", ".join(one.brief for one in report.looked_at)
        yield from _wrapped(f"Also looked at, and does not explain it: {looked_at}.")


def verdict(report: Report) -> str:
    """Return in one sentence whether it agrees, and what was not looked at."""
    left_out = f" Not looked at: {_and(report.overlooked)}." if report.overlooked else ""
    if report.agrees:
        count = sum(len(one.tried) for one in report.examined)
        every = "Every number that was compared" if left_out else "Every number"
        return f"{every} agrees with the engine's, in {count} settings.{left_out}"
    counts = report.counts
    apart = [(LABELS[name], good, of) for name, (good, of) in counts.items() if good < of]
    alike = [(LABELS[name], of) for name, (good, of) in counts.items() if good == of]
    if all(of == 1 for _, of in counts.values()):
        words = f"{_and([label for label, *_ in apart])} differ{'s' if len(apart) == 1 else ''}"
        agreeing = f"{_and([label for label, _ in alike])} agree{'s' if len(alike) == 1 else ''}"
    else:
        words = ", ".join(
            f"{label}{'' if number else ' agrees'} in {good or 'none'} of {of}{'' if number else ' settings'}"
            for number, (label, good, of) in enumerate(apart)
        )
        agreeing = _in_all(alike)
    text = f"{words}; {agreeing}" if alike else words
    return f"{text[0].upper() if text.startswith('the ') else text[0]}{text[1:]}.{left_out}"


def _in_all(alike: Sequence[tuple[str, int]]) -> str:
    """Return which arrays agree in all of how many settings."""
    by_count: dict[int, list[str]] = {}
    for label, of in alike:
        by_count.setdefault(of, []).append(label)
    said = [
        f"{_and(labels)}{'' if number else ' agree' + ('s' if len(labels) == 1 else '')} in all {of}"
        for number, (of, labels) in enumerate(by_count.items())
    ]
    return ", ".join(said)


def _and(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: the output, dX and db."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1] if words else ""]))


def _table(report: Report, one: Examined) -> Iterator[str]:
    names = list(dict.fromkeys(name for tried in one.tried for name in tried.arrays))
    functions = ", ".join(function.called for function in one.subject.functions)
    yield ""
    yield from _wrapped(
        f"{one.subject.topic.value.capitalize()}: {functions} ({convention(one)})", inner="    "
    )
    wide = max((len(tried.setting.name) for tried in one.tried), default=0)
    yield f"  {'':{wide}}  " + "  ".join(f"{_SHORT[name]:7}" for name in names).rstrip()
    for tried in one.tried:
        marks = (
            _MARKS.get(tried.arrays[name].verdict, "DIFFERS") if name in tried.arrays else ""
            for name in names
        )
        row = f"  {tried.setting.name:{wide}}  " + "  ".join(f"{mark:7}" for mark in marks)
        yield f"{row}  {_shortened(tried.setting.words, WIDTH - len(row) - 2)}".rstrip()
    failure = next((tried.failure for tried in one.tried if tried.failure is not None), None)
    if failure is not None:
        yield from _wrapped(failure_sentence(failure, report.source), "  ")


def _shortened(words: str, room: int) -> str:
    """Return as many of the sizes as there is room for."""
    if len(words) <= room:
        return words
    parts = words.split(", ")
    while parts and len(", ".join(parts)) + 3 > room:
        parts.pop()
    return ", ".join([*parts, "…"]) if parts else ""


def _told(one: Diagnosis, hints: str) -> Iterator[str]:
    if hints == "where":
        place = one.where or (f"“{one.parting.tried.setting.name}”" if one.parting is not None else one.topic)
        yield f"Look at {place}."
        return
    if one.name:
        yield one.name
    yield from _wrapped(one.sentence, "  ")
    for change in one.changes:
        yield f"    {change.where}: {_in_a_line(change.old) or '(nothing)'}"
        yield f"    {'becomes':>{len(change.where)}}: {_in_a_line(change.new) or '(nothing)'}"
    if one.outcome:
        yield from _wrapped(one.outcome, "  ")


def _wrapped(text: str, indent: str = "", inner: str | None = None) -> list[str]:
    """Return a text in lines of the terminal's width."""
    further = indent if inner is None else inner
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
