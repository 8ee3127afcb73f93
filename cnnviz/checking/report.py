"""What a check comes to, as data: for the window, for a terminal, and as JSON for graders."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cnnviz.checking.comparing import AGREES, ERROR
from cnnviz.checking.conventions.layouts import Layout
from cnnviz.checking.conventions.reading.meanings import overlooked
from cnnviz.checking.conventions.reading.signatures import Function
from cnnviz.checking.conventions.reading.subjects import Subject, Topic
from cnnviz.checking.diagnosis.changes import Change
from cnnviz.checking.diagnosis.parting import Parting
from cnnviz.checking.diagnosis.sentences import failure_sentence
from cnnviz.checking.running.job import Failure
from cnnviz.checking.source import Source
from cnnviz.checking.trying import Examined
from cnnviz.explain.mistakes.mistake import Mistake
from cnnviz.explain.mistakes.over_passes import MistakeWay
from cnnviz.frozen import NamedTuple

VERSION = 1
_CONVENTIONS = {
    Layout.NHWC: "channels last",
    Layout.NCHW: "channels first",
    Layout.CHW: "one image, channels first",
    Layout.HWC: "one image, channels last",
    Layout.PLANE: "plain two-dimensional",
    Layout.STACK: "one plane, several filters",
    Layout.ROWS: "samples as rows",
    Layout.ANYHOW: "samples of any shape",
    Layout.COLUMNS: "samples as columns",
    Layout.COLUMN: "one sample as a column",
    Layout.LIST: "one sample",
}


class Diagnosis(NamedTuple):
    """What a difference looks like.

    Parameters
    ----------
    mistake : the id of a mistake of the bank, None where it is none of them
    sentence : what was done, and the rule
    line : of the solution's text, the first that is to be changed
    edit : what that line, and all others that are to be changed, should be
    explains : "all" differences, or "some"
    name : what it is called
    where : the lines for a person
    outcome : what comes of the edit
    parting : where the numbers part
    topic : what the functions compute
    choice : whether it is no mistake but another rule
    ways : the way of the bank that gives each array that it explains
    changes : all lines of the edit that was tried
    """

    mistake: str | None
    sentence: str
    line: int | None = None
    edit: str | None = None
    explains: str = "some"
    name: str = ""
    where: str = ""
    outcome: str = ""
    parting: Parting | None = None
    topic: str = ""
    choice: bool = False
    ways: tuple[tuple[str, MistakeWay], ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def words(self) -> str:
        """All of it in one paragraph."""
        heading = f"{self.name}. " if self.name and not self.sentence.startswith(self.name) else ""
        return " ".join(f"{heading}{self.sentence} {self.outcome}".split())


class Report(NamedTuple):
    """What a check comes to.

    Parameters
    ----------
    source : what was checked, None where that was arrays
    examined : subject by subject
    diagnoses : what the differences look like
    looked_at : mistakes that do not explain them
    notes : what else there is to be said
    cannot : why nothing could be run, "" where something was
    name : of the file
    """

    source: Source | None
    examined: tuple[Examined, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    looked_at: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()
    cannot: str = ""
    name: str = ""

    @property
    def agrees(self) -> bool:
        """Whether every number agrees."""
        return not self.cannot and bool(self.examined) and all(one.agrees for one in self.examined)

    @property
    def exit_code(self) -> int:
        """0 where it agrees, 1 where it differs, 2 where it cannot be run."""
        return 2 if self.cannot else 0 if self.agrees else 1

    def to_json(self, hints: str = "why") -> Mapping[str, Any]:
        """Return the report as graders read it; `hints` leaves out the diagnoses ("none") or their why ("where")."""
        return {
            "version": VERSION,
            "agrees": self.agrees,
            "functions": [
                {"name": function.name, "convention": convention(one), "role": role(one.subject, at)}
                for one in self.examined
                for at, function in _functions(one.subject)
            ],
            "settings": [
                {
                    "name": self._setting(one, tried.setting.name),
                    "arrays": {name: array.verdict for name, array in tried.arrays.items()},
                    "error": None if tried.failure is None else _error(self, tried.failure),
                }
                for one in self.examined
                for tried in one.tried
            ],
            "diagnoses": [*self._diagnoses(hints)],
        }

    def _diagnoses(self, hints: str) -> Iterator[dict[str, Any]]:
        """Yield what the report says of differences, and what else it has to say, in the same form."""
        if self.cannot:
            yield _told(self.cannot, "all")
        if hints == "none":
            return
        yield from (_diagnosis(one, hints) for one in self.diagnoses)
        yield from (_told(note, "some") for note in self.notes)
        yield from (_told(f"Not looked at: {words}.", "some") for words in self.overlooked)

    def json(self, hints: str = "why") -> str:
        """Return the report as a text in JSON."""
        return json.dumps(self.to_json(hints), indent=2, ensure_ascii=False) + "\n"

    def _setting(self, examined: Examined, name: str) -> str:
        return name if len(self.examined) == 1 else f"{examined.subject.topic.value}: {name}"

    @property
    def counts(self) -> Mapping[str, tuple[int, int]]:
        """For each array in how many settings it agrees, of how many."""
        found: dict[str, tuple[int, int]] = {}
        for one in self.examined:
            for tried in one.tried:
                for name, array in tried.arrays.items():
                    good, of = found.get(name, (0, 0))
                    found[name] = good + (array.verdict == AGREES), of + 1
        return found

    @property
    def overlooked(self) -> tuple[str, ...]:
        """What functions return that was compared with nothing, in words."""
        return tuple(
            words
            for one in self.examined
            for words in overlooked(one.subject, {name for tried in one.tried for name in tried.arrays})
        )

    @property
    def errors(self) -> int:
        """In how many settings something is not there at all."""
        return sum(
            any(array.verdict == ERROR for array in tried.arrays.values())
            for one in self.examined
            for tried in one.tried
        )


def _functions(subject: Subject) -> list[tuple[str, Function]]:
    pairs = (("forward", subject.forward), ("backward", subject.backward))
    return [(at, function) for at, function in pairs if function is not None]


def role(subject: Subject, at: str) -> str:
    """Return what a function is: convolution forward, for instance."""
    return f"{subject.topic.value} {at}"


def convention(examined: Examined) -> str:
    """Return how a solution lays out its arrays, in words."""
    owner = examined.subject.owner
    pointwise = examined.subject.topic is Topic.ACTIVATION
    words = "number by number" if pointwise else _CONVENTIONS[examined.adapter.layouts.image]
    return f"layer {owner.name}, {words}" if owner is not None else words


def _error(report: Report, failure: Failure) -> str:
    return failure_sentence(failure, report.source)


def _told(sentence: str, explains: str) -> dict[str, Any]:
    return {"mistake": None, "sentence": sentence, "line": None, "edit": None, "explains": explains}


def _diagnosis(one: Diagnosis, hints: str) -> dict[str, Any]:
    if hints == "where":
        place = one.where or (one.parting.tried.setting.name if one.parting is not None else one.topic)
        return {
            "mistake": None,
            "sentence": place,
            "line": one.line,
            "edit": None,
            "explains": one.explains,
        }
    return {
        "mistake": one.mistake,
        "sentence": one.words,
        "line": one.line,
        "edit": one.edit,
        "explains": one.explains,
    }
