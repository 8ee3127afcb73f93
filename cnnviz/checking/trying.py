"""Runs a solution in settings and compares; finds out on the way how its arrays lie and which rules it goes by."""

from collections.abc import Mapping, Sequence

from cnnviz.checking.comparing import AGREES, ERROR, Compared, Tried, compared
from cnnviz.checking.conventions.adapter import Adapter
from cnnviz.checking.conventions.candidates import candidates
from cnnviz.checking.conventions.layouts import Layout
from cnnviz.checking.conventions.reading.names import Meaning
from cnnviz.checking.conventions.reading.subjects import LOSSES, Subject, Topic
from cnnviz.checking.conventions.values import Unclear
from cnnviz.checking.rules import rules_of
from cnnviz.checking.running.job import Failure, Job, Made, Outcome
from cnnviz.checking.running.process import Runner
from cnnviz.checking.settings.choosing import settings_for, suiting
from cnnviz.checking.settings.setting import Setting
from cnnviz.checking.source import Source
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array

_TRIALS = 3
HOPELESS = ("time", "waits", "memory", "ended")
"""Kinds of failures that no other layout, and no small edit, takes back."""
_GONE = Failure("ended", message="")


class Examined(NamedTuple):
    """What came of a subject.

    Parameters
    ----------
    adapter : how it was called
    tried : setting by setting
    unclear : why it could not be called at all
    outcome : of the process
    """

    adapter: Adapter
    tried: tuple[Tried, ...]
    unclear: str = ""
    outcome: Outcome | None = None

    @property
    def agrees(self) -> bool:
        """Whether every array agrees in every setting."""
        return not self.unclear and all(one.agrees for one in self.tried)

    @property
    def subject(self) -> Subject:
        """What it is."""
        return self.adapter.subject

    @property
    def arrays(self) -> list[Compared]:
        """All arrays of all settings."""
        return [one for tried in self.tried for one in tried.arrays.values()]

    @property
    def score(self) -> int:
        """How many arrays agree."""
        return sum(one.verdict == AGREES for one in self.arrays)

    @property
    def apart(self) -> int:
        """How many numbers differ, of the arrays whose shapes are right."""
        return sum(int(one.apart.sum()) for one in self.arrays if one.apart is not None)

    @property
    def hopeless(self) -> bool:
        """Whether nothing came of it that another layout, or a small edit, could take back."""
        return all(one.failure is not None and one.failure.kind in HOPELESS for one in self.arrays)

    @property
    def forward_right(self) -> bool:
        """Whether there are outputs, and all of them agree."""
        outputs = [one for one in self.arrays if one.name == "y"]
        return bool(outputs) and all(one.verdict == AGREES for one in outputs)

    @property
    def fit(self) -> float:
        """How well arrays fit, from 0 to 3; those of the way forward count three times, but for a loss."""
        forward = [_score(one) for one in self.arrays if one.name == "y"]
        scores = [_score(one) for one in self.arrays]
        score = sum(scores) / max(len(scores), 1)
        if forward and self.subject.topic not in LOSSES:
            # on the way back what is expected of a cache may stand in for what was kept
            score = (3 * sum(forward) / len(forward) + score) / 4
        return score


def examined(
    subject: Subject,
    source: Source,
    runner: Runner,
    further: Sequence[Setting] = (),
    named: dict[str, Meaning] | None = None,
    share: float = 0.0,
    lists: Layout | None = None,
) -> Examined:
    """Return what comes of a subject in all its settings and some further ones.

    `lists` is how lists of numbers lie in the same solution, as far as that is known.
    """
    ways = candidates(subject, named or {}, lists)
    try:
        adapter, hopeless = _fitting(ways, source, runner, share)
    except Unclear as error:
        return Examined(ways[0], (), str(error))
    if hopeless is not None:
        return hopeless
    suited = (suiting(adapter, one) for one in further)
    settings = (*settings_for(adapter), *(one for one in suited if one is not None))
    tried, outcome = ran(adapter, settings, source, runner, share)
    return by_its_rule(Examined(adapter, tried, "", outcome))


def ran(
    adapter: Adapter, settings: Sequence[Setting], source: Source, runner: Runner, share: float = 0.0
) -> tuple[tuple[Tried, ...], Outcome]:
    """Run a solution in settings, and return what came of each."""
    (found,) = ran_each(adapter, settings, source, (source.text,), runner, share)
    return found


def ran_each(
    adapter: Adapter,
    settings: Sequence[Setting],
    source: Source,
    texts: Sequence[str],
    runner: Runner,
    share: float = 0.0,
) -> list[tuple[tuple[Tried, ...], Outcome]]:
    """Run a solution with one text and another, and return what came of each, as `ran` does.

    They share a process; what comes behind a text that ends it is run again in another.
    """
    arrays: list[Array] = []
    calls = [adapter.calls(setting.operation, arrays) for setting in settings]
    path, outcomes = source.path.resolve(), list[Outcome]()
    while len(outcomes) < len(texts):
        left = texts[len(outcomes) :]
        outcomes += runner.run(Job(left, str(path), str(path.parent), arrays, calls), share)[: len(left)]
    return [(_tried(adapter, settings, outcome), outcome) for outcome in outcomes]


def watched(
    examined: Examined, setting: Setting, source: Source, runner: Runner, watch: str
) -> Failure | None:
    """Run a setting once more so that it stops where what is watched for happens; return that, None where nothing."""
    arrays: list[Array] = []
    calls = [examined.adapter.calls(setting.operation, arrays)]
    path = source.path.resolve()
    outcome, *_ = runner.run(Job((source.text,), str(path), str(path.parent), arrays, calls, watch))
    made = outcome.settings[0] if outcome.settings else Made({}, {})
    return next(iter(made.errors.values()), None)


def _tried(adapter: Adapter, settings: Sequence[Setting], outcome: Outcome) -> tuple[Tried, ...]:
    tried = []
    for number, setting in enumerate(settings):
        if number < len(outcome.settings):
            made = outcome.settings[number]
        else:
            made = Made({}, dict.fromkeys(adapter.wanted(setting.operation), outcome.ended or _GONE))
        tried.append(compared(adapter, setting, made))
    return tuple(tried)


def _fitting(
    ways: Sequence[Adapter], source: Source, runner: Runner, share: float
) -> tuple[Adapter, Examined | None]:
    """Return how the arrays lie, as far as trying tells it, and what came of it where that settles everything."""
    if len(ways) == 1:
        ways[0].calls(settings_for(ways[0])[0].operation, [])
        return ways[0], None
    best, most, forward_right = ways[0], -1.0, False
    unclear: Unclear | None = None
    for way in ways:
        try:
            tried = _trial(way, source, runner, share)
        except Unclear as error:
            unclear = unclear or error
            continue
        if tried.hopeless:
            return way, tried
        score = tried.fit
        narrower = best.layouts.image is Layout.COLUMNS and way.layouts.image in (Layout.COLUMN, Layout.LIST)
        if narrower and forward_right:  # what is right of many samples at once is not meant for one alone
            continue
        if score > most + 1e-9:
            best, most, forward_right = way, score, tried.forward_right
        if score == 3:
            break
    if most < 0 and unclear is not None:
        raise unclear
    if forward_right and best.subject.topic is Topic.CROSS_ENTROPY:
        layouts = best.layouts._replace(one_hot=not best.layouts.one_hot)
        twin = best._replace(layouts=layouts)  # a fault is not to hide behind labels in the other form
        other = _trial(twin, source, runner, share)
        best = twin if other.forward_right and other.fit < most else best
    return best, None


def _trial(way: Adapter, source: Source, runner: Runner, share: float) -> Examined:
    """Return what comes of a few settings that tell most."""
    settings = settings_for(way)
    chosen = (*settings[:1], *settings[1:][-_TRIALS + 1 :])
    tried, outcome = ran(way, chosen, source, runner, share)
    return by_its_rule(Examined(way, tried, "", outcome))


def _score(one: Compared) -> float:
    if one.verdict == AGREES:
        return 3
    if one.verdict == ERROR or one.theirs is None:
        return 0
    return 1 if one.theirs.shape == one.right.shape else 0.2


def by_its_rule(examined: Examined) -> Examined:
    """Return what came of it by the rule that the solution goes by, where there are several that are right."""
    best = examined
    elsewhere = all(one.agrees for one in examined.tried if not one.setting.operation.at_kink.any())
    for changes in rules_of(examined.subject.topic, right_off_kinks=elsewhere):
        if best.agrees:
            break
        tried = tuple(_again(examined, one, changes) for one in examined.tried)
        other = examined._replace(tried=tried)
        if (other.score, -other.apart if elsewhere else 0) > (best.score, -best.apart if elsewhere else 0):
            best = other
    return best


def _again(examined: Examined, tried: Tried, changes: Mapping[str, object]) -> Tried:
    """Compare what was returned once more, with other rules."""
    operation = tried.setting.operation._replace(**changes)  # type: ignore[arg-type]
    arrays = {name: one.theirs for name, one in tried.arrays.items() if one.theirs is not None}
    errors = {name: one.failure for name, one in tried.arrays.items() if one.failure is not None}
    made = Made(arrays, errors, printed=tried.printed)
    again = compared(examined.adapter, tried.setting._replace(operation=operation), made)
    return again._replace(changed=tried.changed)
