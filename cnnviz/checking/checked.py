"""A check from beginning to end: read, understand, run, compare, explain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.checking.comparing import AGREES
from cnnviz.checking.conventions.layouts import Layout
from cnnviz.checking.conventions.reading.recognising import subjects_in
from cnnviz.checking.conventions.reading.signatures import contents_of
from cnnviz.checking.conventions.reading.subjects import Subject, Topic
from cnnviz.checking.diagnosis.findings import Findings, choices
from cnnviz.checking.diagnosis.sentences import failure_sentence
from cnnviz.checking.noting import notes_of
from cnnviz.checking.report import Diagnosis, Report
from cnnviz.checking.running import limits
from cnnviz.checking.running.process import CannotRun, Runner
from cnnviz.checking.source import CannotRead, Source, read_source
from cnnviz.checking.trying import Examined, by_its_rule, examined, ran
from cnnviz.progress import report

if TYPE_CHECKING:
    from cnnviz.checking.conventions.reading.names import Meaning
    from cnnviz.checking.settings.setting import Setting
    from cnnviz.experiment.document import Experiment
    from cnnviz.explain.mistakes.mistake import Mistake

ARRAYS = (".npy", ".npz")
_NONE = (
    "no function is recognised in it: name them as people do, conv_forward and conv_backward for instance, "
    "or their arguments by what they are (x, w, b, dout, stride, pad)"
)


def check(
    path: Path | str, experiment: Experiment | None = None, named: dict[str, Meaning] | None = None
) -> Report:
    """Run a solution beside the engine and return where it differs, and why.

    Parameters
    ----------
    path : a .py or .ipynb, or a .npz or .npy of somebody's dX, dW, db
    experiment : whose layers are tried too; arrays are compared with its numbers
    named : what arguments stand for that the solution's names do not say, by "function.argument"
    """
    path = Path(path)
    try:
        if path.suffix.lower() in ARRAYS:
            from cnnviz.checking.arrays import check_arrays

            return check_arrays(path, experiment)
        return _check(read_source(path), experiment, named)
    except (CannotRead, CannotRun) as error:
        return Report(None, cannot=str(error), name=path.name)


def _check(source: Source, experiment: Experiment | None, named: dict[str, Meaning] | None) -> Report:
    contents = contents_of(source.text)
    subjects = subjects_in(contents)
    notes = list(source.notes)
    if not subjects:
        return Report(source, notes=tuple(notes), cannot=f"{source.name}: {_NONE}", name=source.name)
    further = _of_experiment(experiment)
    with Runner() as runner:
        found = []
        lists: Layout | None = None
        for number, subject in enumerate(subjects):
            share = 0.5 * number / len(subjects)
            report(share)
            found.append(examined(subject, source, runner, further(subject), named, share, lists))
            lists = lists or _lists_of(found[-1])
        notes += notes_of(found, source, runner)
    begun = [one for one in found if one.tried]
    if not begun:
        return Report(
            source, tuple(found), notes=tuple(notes), cannot=_why_not(found, source), name=source.name
        )
    failures = [array.failure for one in begun for tried in one.tried for array in tried.arrays.values()]
    if failures[0] is not None and all(one is not None and one.kind == "ended" for one in failures):
        words = f"{source.name}: {failure_sentence(failures[0], source)}"
        return Report(source, tuple(begun), notes=tuple(notes), cannot=words.rstrip("."), name=source.name)
    whole = Report(source, tuple(begun), notes=tuple(notes), name=source.name)
    return _diagnosed(whole, source)


def _lists_of(one: Examined) -> Layout | None:
    """Return how lists of numbers lie in a solution, by its linear layer, where that makes the right output."""
    if one.subject.topic is not Topic.LINEAR or not one.tried:
        return None
    outputs = [tried.arrays["y"].verdict for tried in one.tried if "y" in tried.arrays]
    image = one.adapter.layouts.image
    right = bool(outputs) and all(verdict == AGREES for verdict in outputs)
    return (Layout.ROWS if image is Layout.ANYHOW else image) if right else None


def _diagnosed(whole: Report, source: Source) -> Report:
    """Return a report with what its differences look like."""
    diagnoses: list[Diagnosis] = []
    looked_at: dict[str, Mistake] = {}
    given = source.text
    with Runner(limits.OF_EDITS) as runner:
        for number, one in enumerate(whole.examined):
            share = 0.5 + 0.5 * number / len(whole.examined)
            if not one.agrees and source.text != given:  # a fault that was found may be this one's too
                tried, _ = ran(one.adapter, [tried.setting for tried in one.tried], source, runner, share)
                one = by_its_rule(one._replace(tried=tried))
            if one.agrees:
                continue
            alone, edited = len(whole.examined) == 1, source.text != given
            findings = Findings(one, source, runner, share, edited=edited, alone=alone)
            diagnoses += findings.diagnoses()
            source = source._replace(text=findings.repaired.text_of(source.text))
            looked_at |= {mistake.id: mistake for mistake in findings.looked_at}
    diagnoses = list({(one.mistake, one.line, one.line or one.words): one for one in diagnoses}.values())
    if whole.agrees:
        diagnoses = [choice for one in whole.examined for choice in choices(one)]
    named = {one.mistake for one in diagnoses}
    others = tuple(mistake for key, mistake in looked_at.items() if key not in named)
    return whole._replace(diagnoses=tuple(diagnoses), looked_at=others)


def _of_experiment(experiment: Experiment | None) -> Callable[[Subject], Sequence[Setting]]:
    """Return what gives the layers of an experiment that a subject can be tried on."""
    if experiment is None:
        return lambda subject: ()
    from cnnviz.checking.settings.of_experiment import layers_of

    layers = layers_of(experiment)

    def further(subject: Subject) -> Sequence[Setting]:
        return [setting for topic, setting in layers if topic is subject.topic]

    return further


def _why_not(found: Sequence[Examined], source: Source) -> str:
    unclear = next((one.unclear for one in found if one.unclear), "it could not be run")
    return f"{source.name}: {unclear}"
