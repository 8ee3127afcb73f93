"""From what differs to what is said of it: the bank, the edits, else where it parts."""

from collections.abc import Iterator, Sequence

from cnnviz.checking.comparing import DIFFERS, Tried
from cnnviz.checking.conventions.lists import LISTED
from cnnviz.checking.conventions.reading.subjects import Topic
from cnnviz.checking.diagnosis.by_bank import Explained, explained
from cnnviz.checking.diagnosis.changes import Change, changes_of, with_changes
from cnnviz.checking.diagnosis.parting import Parting, parting_of
from cnnviz.checking.diagnosis.repair import Repair, Repaired, repaired
from cnnviz.checking.diagnosis.sentences import LABELS, mistake_of
from cnnviz.checking.diagnosis.unexplained import Unexplained, first_failing
from cnnviz.checking.report import Diagnosis
from cnnviz.checking.running.process import Runner
from cnnviz.checking.source import Source
from cnnviz.checking.trying import HOPELESS, Examined
from cnnviz.explain.mistakes.bank import MISTAKES
from cnnviz.explain.mistakes.mistake import Mistake
from cnnviz.explain.mistakes.over_passes import MistakeWay, can_be_made


class Findings:
    """What is found out about one subject that differs."""

    def __init__(
        self,
        examined: Examined,
        source: Source | None,
        runner: Runner | None,
        share: float = 0.0,
        *,
        edited: bool = False,
        alone: bool = True,
    ) -> None:
        self.examined, self.source = examined, source
        self._runner = runner
        self._edited, self._alone = edited, alone  # edits are made in it already; there are no other subjects
        self.bank: Explained = explained(examined, share)
        likely = {way.mistake.id for ways in self.bank.by_array.values() for way in ways}
        likely |= {found for one in examined.tried if (found := _told(one)) is not None}
        self.repaired = Repaired((), examined.tried, 0)
        failures = [array.failure for one in examined.tried for array in one.arrays.values()]
        hopeless = all(one is not None and one.kind in HOPELESS for one in failures)
        if source is not None and runner is not None and not hopeless:
            known = set(self._failing()) <= self.bank.by_array.keys()
            self.repaired = repaired(examined, source, runner, frozenset(likely), share, explained=known)

    @property
    def looked_at(self) -> tuple[Mistake, ...]:
        """The mistakes that do not give these numbers, and are not what was found."""
        named = {one.mistake for one in self.diagnoses()}
        return tuple(one for one in self.bank.refuted if one.id not in named)

    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """Return what the differences look like."""
        found = list(self._by_repairs())
        settled = {name for repair in self._useful() for name in repair.arrays}
        if not self.repaired.whole:
            left = [name for name in self._failing() if not self._all_agree(name)]
            found += self._by_bank([name for name in left if name not in settled])
            explained_by_bank = set(self.bank.by_array)
            unexplained = Unexplained(self.examined, self.source, self._runner, self._parting)
            found += unexplained.diagnoses([name for name in left if name not in explained_by_bank])
        if len({one.mistake for one in found if one.mistake}) == 1 and len(found) == 1:
            whole = self.repaired.whole or set(self._failing()) <= self.bank.by_array.keys()
            found = [one._replace(explains="all" if whole else "some") for one in found]
        return tuple(
            one._replace(topic=self.examined.subject.topic.value, ways=self._ways(one.mistake))
            for one in found
        )

    def _ways(self, mistake: str | None) -> tuple[tuple[str, MistakeWay], ...]:
        """Return the way of the bank in which a mistake gives each array."""
        return tuple(
            (name, way)
            for name, ways in self.bank.by_array.items()
            for way in ways[:1]
            if way.mistake.id == mistake
        )

    def _failing(self) -> list[str]:
        names = dict.fromkeys(name for one in self.examined.tried for name in one.arrays)
        return [name for name in names if first_failing(name, self.examined.tried) is not None]

    def _all_agree(self, name: str) -> bool:
        return first_failing(name, self.repaired.tried) is None

    def _useful(self) -> list[Repair]:
        """Return the edits that are told of: none that helps a little where a mistake is known that explains all."""
        if self.repaired.whole:
            return list(self.repaired.repairs)
        return [
            one
            for one in self.repaired.repairs
            if any(self._all_agree(name) or name not in self.bank.by_array for name in one.arrays)
        ]

    def _by_repairs(self) -> Iterator[Diagnosis]:
        """Yield a diagnosis for each fault that edits take back; edits of one kind are one fault."""
        together: dict[str, list[Repair]] = {}
        for number, repair in enumerate(self._useful()):
            together.setdefault(self._named(repair) or f"#{number}", []).append(repair)
        for mistake, repairs in together.items():
            yield self._of_repairs(None if mistake.startswith("#") else mistake, repairs, len(together))

    def _of_repairs(self, mistake: str | None, repairs: Sequence[Repair], faults: int) -> Diagnosis:
        assert self.source is not None
        changes = changes_of(repairs, self.source)
        line, edit = changes[0].line, "; ".join(one.new for one in changes)
        arrays = tuple(dict.fromkeys(name for repair in repairs for name in repair.arrays))
        outcome = self._outcome(changes, arrays, faults)
        where = self.source.where_all([one.line for one in changes])
        name = MISTAKES[mistake].name if mistake else "A small edit"
        computed = arrays or self._failing()
        rule = (
            MISTAKES[mistake].sentence_of(computed) if mistake else "That is what the difference comes from."
        )
        sentence = f"{where[:1].upper()}{where[1:]}: {rule}" if where else rule
        explains = "all" if self.repaired.whole and faults == 1 else "some"
        parting = self._parting(tuple(computed))
        found = Diagnosis(mistake, sentence, line, edit, explains, name, where, outcome, parting)
        return found._replace(changes=changes)

    def _outcome(self, changes: Sequence[Change], arrays: Sequence[str], faults: int) -> str:
        """Return what comes of some changes, with no more of them than were tried together and are told of."""
        useful, settings = self._useful(), len(self.examined.tried)
        head = with_changes(changes, self._edited or faults > 1)
        if self.repaired.whole:
            every = "every number" if self._alone else f"every number of {self.examined.subject.topic.value}"
            return f"{head} {every} agrees{f', in all {settings} settings' if faults == 1 else ''}."
        if not arrays or len(useful) < len(self.repaired.repairs):
            return ""
        labels = " and ".join(LABELS[name] for name in arrays)
        return f"{head} {labels} agree{'s' if len(arrays) == 1 else ''} in more settings."

    def _named(self, repair: Repair) -> str | None:
        """Return which mistake an edit takes back: one that the bank also finds, else the edit's own."""
        own = [one for one in repair.edit.mistakes if self._can_be(one)]
        of_bank = [way.mistake.id for name in repair.arrays for way in self.bank.by_array.get(name, ())]
        both = next((one for one in of_bank if one in own), None)
        if both is not None and own[0] not in of_bank:
            return both
        if own and not (of_bank and self.examined.subject.topic in LISTED):
            return own[0]
        return of_bank[0] if of_bank else None

    def _can_be(self, mistake: str) -> bool:
        """Return whether a mistake is one of what is computed here: a list has no windows."""
        return can_be_made(MISTAKES[mistake], self.examined.tried[-1].setting.operation)

    def _by_bank(self, names: Sequence[str]) -> Iterator[Diagnosis]:
        together: dict[str, list[str]] = {}
        for name in names:
            ways = self.bank.by_array.get(name)
            if ways:
                shared = [way.mistake.id for way in ways]
                known = next((one for one in together if one in shared), shared[0])
                together.setdefault(known, []).append(name)
        for mistake, arrays in together.items():
            labels = " and ".join(LABELS[name] for name in arrays)
            held = MISTAKES[mistake]
            outcome = f"That gives these very numbers for {labels}, in every setting."
            parting = self._parting(arrays)
            sentence = held.sentence_of(arrays)
            yield Diagnosis(mistake, sentence, None, None, "some", held.name, "", outcome, parting)

    def _parting(self, names: Sequence[str]) -> Parting | None:
        """Return where the first of some arrays parts, in the simplest setting in which it can be said."""
        for name in names:
            ways = self.bank.by_array.get(name, ())
            for one in self.examined.tried:
                if name in one.arrays and one.arrays[name].verdict == DIFFERS:
                    found = parting_of(one, name, self.examined.adapter.layouts, ways[0] if ways else None)
                    if found is not None:
                        return found
        return None


def choices(examined: Examined) -> Iterator[Diagnosis]:
    """Yield what is no mistake, but another rule than the one that is usual."""
    if examined.subject.topic is not Topic.MAX_POOLING or not examined.agrees or examined.subject.mode_given:
        return
    rules = {one.setting.operation.ties for one in examined.tried}
    if rules == {"all"}:
        sentence = (
            "Where cells share the maximum each gets the whole gradient: a choice, and not the usual one."
        )
        held = MISTAKES["all_ties"]
        yield Diagnosis(
            held.id, sentence, explains="all", name=held.name, choice=True, topic=Topic.MAX_POOLING.value
        )


def _told(tried: Tried) -> str | None:
    return None if tried.failure is None else mistake_of(tried.failure)
