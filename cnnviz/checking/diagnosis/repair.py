"""Looks for small edits of a solution that make its numbers agree: one fault, or several one after another."""

import ast
from collections.abc import Iterator, Sequence
from itertools import islice

from cnnviz.checking.comparing import Tried
from cnnviz.checking.conventions.lists import LISTED
from cnnviz.checking.conventions.reading.names import words_of
from cnnviz.checking.conventions.reading.subjects import Topic
from cnnviz.checking.diagnosis.edits.catalogue import edits_of
from cnnviz.checking.diagnosis.edits.scope import Edit, Scope, Text
from cnnviz.checking.diagnosis.progressing import (
    agreeing,
    further,
    gained,
    gets_further,
    lost,
    points,
    probes_of,
    settled,
)
from cnnviz.checking.diagnosis.suspects import functions_in, light
from cnnviz.checking.running.process import Runner
from cnnviz.checking.source import Source
from cnnviz.checking.trying import Examined, by_its_rule, ran_each
from cnnviz.frozen import NamedTuple
from cnnviz.progress import report

MOST_RUNS = 900
"""How often a solution is tried with an edit."""
FEWER_RUNS = 250
"""How often, where its numbers are those of a mistake that is known."""
MOST_FAULTS = 6
_AT_ONCE = 16
"""How many edits share a process."""


class Repair(NamedTuple):
    """An edit that makes more numbers agree.

    Parameters
    ----------
    edit : what is changed
    before, after : the text
    arrays : the arrays that agree with it in more settings
    """

    edit: Edit
    before: str
    after: str
    arrays: tuple[str, ...]


class Repaired(NamedTuple):
    """What edits have come to.

    Parameters
    ----------
    repairs : one after another
    tried : what came of all settings with all of them
    runs : how many edits were tried
    """

    repairs: tuple[Repair, ...]
    tried: tuple[Tried, ...]
    runs: int

    def text_of(self, text: str) -> str:
        """Return a text with all of the edits made."""
        for repair in self.repairs:
            text = repair.edit.made_in(text)
        return text

    @property
    def whole(self) -> bool:
        """Whether every number agrees."""
        return bool(self.repairs) and all(one.agrees for one in self.tried)


def repaired(
    examined: Examined,
    source: Source,
    runner: Runner,
    likely: frozenset[str],
    share: float = 0.0,
    *,
    explained: bool = False,
) -> Repaired:
    """Return the edits that make an examined solution agree, or agree more.

    Those that take back a `likely` mistake are tried first; where the numbers are `explained` already, few others.
    """
    return _Search(examined, source, runner, likely, share, explained).found()


class _Search:
    def __init__(
        self,
        examined: Examined,
        source: Source,
        runner: Runner,
        likely: frozenset[str],
        share: float,
        explained: bool,
    ) -> None:
        self.examined, self.source, self.runner = examined, source, runner
        self.likely, self.share, self.runs = likely, share, 0
        self.most = FEWER_RUNS if explained else MOST_RUNS
        self.settings = [one.setting for one in examined.tried]

    def found(self) -> Repaired:
        text, tried = self.source.text, self.examined.tried
        lighter = light(text)
        if lighter != text and points(self._try([lighter], range(len(tried)))[0]) == points(tried):
            text = lighter  # what is only shown and tried out there is left out while edits are tried
        repairs: list[Repair] = []
        while len(repairs) < MOST_FAULTS and not all(one.agrees for one in tried):
            better = self._better(text, tried)
            if better is None:
                break
            edit, new_tried = better
            after = edit.made_in(text)
            repairs.append(Repair(edit, text, after, gained(tried, new_tried)))
            text, tried = after, new_tried
            self.settings = [one.setting for one in tried]
        return Repaired(tuple(repairs), tuple(tried), self.runs)

    def _better(self, text: str, tried: Sequence[Tried]) -> tuple[Edit, tuple[Tried, ...]] | None:
        """Return the edit that helps most, with what comes of it; the first with which everything agrees."""
        probes = probes_of(tried)
        start = [tried[number] for number in probes]
        before, best, most = points(start), None, 0.0
        lines = {one.failure.line for one in start if one.failure is not None}
        for edits in _batches(self._edits(text, tried)):
            if self.runs >= self.most:
                break
            report(self.share)
            self.runs += len(edits)
            texts = [edit.made_in(text) for edit in edits]
            for edit, new, probed in zip(edits, texts, self._try(texts, probes), strict=True):
                moved = _fits(edit, lines) and gets_further(lines, probed)
                gain = points(probed) - before + (further(probed) if moved else 0)
                helps = agreeing(probed) > agreeing(start) or moved
                if gain <= 0 or gain < most or not helps or lost(start, probed):
                    continue
                whole = self._whole(new)
                worse = best is not None and gain == most and points(whole) <= points(best[1])
                if worse or lost(tried, whole):
                    continue
                best, most = (edit, whole), gain
                if settled(tried, whole):
                    return best
            if best is not None and lines and _fits(best[0], lines):
                return best
        return best

    def _whole(self, text: str) -> tuple[Tried, ...]:
        """Return what comes of all settings, by the rule that the solution goes by now."""
        (tried,) = self._try([text], range(len(self.settings)))
        return by_its_rule(self.examined._replace(tried=tried)).tried

    def _try(self, texts: Sequence[str], numbers: Sequence[int]) -> list[tuple[Tried, ...]]:
        """Return what comes of some settings with one text and another."""
        adapter, settings = self.examined.adapter, [self.settings[number] for number in numbers]
        found = ran_each(adapter, settings, self.source, texts, self.runner, self.share)
        return [tried for tried, _ in found]

    def _edits(self, text: str, tried: Sequence[Tried]) -> Iterator[Edit]:
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return
        held, subject = Text(text), self.examined.subject
        pooling = subject.topic in (Topic.MAX_POOLING, Topic.AVERAGE_POOLING, Topic.SHARE, Topic.MASK)
        scopes = [
            Scope(
                held,
                node,
                pooling=pooling or "pool" in words_of(node.name),
                backward=backward,
                keeping_only=right,
                listed=subject.topic in LISTED,
            )
            for node, backward, right in functions_in(tree, subject, tried)
        ]
        yield from edits_of(scopes, self.likely)


def _batches(edits: Iterator[Edit]) -> Iterator[list[Edit]]:
    while batch := list(islice(edits, _AT_ONCE)):
        yield batch


def _fits(edit: Edit, lines: set[int | None]) -> bool:
    """Return whether an edit may be what takes an exception back: it is where that is raised, or of a cache."""
    return bool(edit.mistakes) and (edit.line in lines or (lines != set() and "wrong_cache" in edit.mistakes))
