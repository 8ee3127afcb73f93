"""Arrays that somebody has computed, dX, dW and db in a .npz or .npy, beside the numbers of an experiment."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from cnnviz.checking.comparing import AGREES, DIFFERS, Compared, Tried, allowed, expected, same
from cnnviz.checking.conventions.adapter import Adapter
from cnnviz.checking.conventions.layouts import IMAGES, LISTS, BiasLayout, Layouts, fitting
from cnnviz.checking.conventions.lists import LISTED
from cnnviz.checking.conventions.reading.names import Meaning, made
from cnnviz.checking.conventions.reading.subjects import Subject, Topic
from cnnviz.checking.diagnosis.findings import Findings
from cnnviz.checking.report import Report
from cnnviz.checking.settings.of_experiment import layers_of
from cnnviz.checking.settings.setting import Setting
from cnnviz.checking.source import CannotRead
from cnnviz.checking.trying import Examined
from cnnviz.experiment.document import Experiment
from cnnviz.trace.steps import Array

MOST_BYTES = 200 << 20
_NAMES = {Meaning.Y: "y", Meaning.DX: "dx", Meaning.DWEIGHT: "dweight", Meaning.DBIAS: "dbias"}
_NAMED = "name them y, dX, dW and db"


def check_arrays(path: Path, experiment: Experiment | None) -> Report:
    """Return how the arrays in a file compare with the layer of an experiment that they fit best.

    Raises
    ------
    CannotRead
        Where there is nothing to compare them with.
    """
    if experiment is None:
        raise CannotRead(
            f"{path.name} holds arrays: they can be compared only with an experiment, which is missing"
        )
    arrays = {
        name: array for key, array in _read(path).items() if (name := _NAMES.get(made(key) or Meaning.X))
    }
    if not arrays:
        raise CannotRead(f"{path.name} has no array whose name says what it is: {_NAMED}")
    found = [
        _examined(topic, setting, layouts, arrays)
        for topic, setting in layers_of(experiment)
        for layouts in _layouts(topic)
    ]
    fitting_best = max(found, key=_fit, default=None)
    if fitting_best is None or _fit(fitting_best) == (0, 0):
        raise CannotRead(f"{path.name}: none of its arrays has the shape of one of the experiment's")
    report = Report(None, (fitting_best,), name=path.name)
    if report.agrees:
        return report
    findings = Findings(fitting_best, None, None)
    return report._replace(diagnoses=findings.diagnoses(), looked_at=findings.looked_at)


def _layouts(topic: Topic) -> Sequence[Layouts]:
    if topic in LISTED:
        return [
            Layouts(image, kernels_last=last)
            for image in LISTS
            for last in ((None, image.upright) if topic is Topic.LINEAR else (None,))
        ]
    biases = tuple(BiasLayout) if topic is Topic.CONVOLUTION else (BiasLayout.LIST,)
    return [Layouts(image, bias) for image in IMAGES for bias in biases if bias is not BiasLayout.NUMBER]


def _examined(topic: Topic, setting: Setting, layouts: Layouts, arrays: Mapping[str, Array]) -> Examined:
    right, compared = expected(setting.operation), {}
    for name, array in arrays.items():
        if name in right:
            laid = layouts.of(name, right[name])
            theirs = fitting(name, array, laid)
            tolerance = allowed(setting.operation, name, theirs.dtype)
            verdict = AGREES if same(theirs, laid, tolerance) else DIFFERS
            compared[name] = Compared(name, verdict, laid, theirs, tolerance)
    return Examined(Adapter(Subject(topic), layouts), (Tried(setting, compared),))


def _fit(examined: Examined) -> tuple[int, int]:
    """Return how many arrays have the right shape, and how many agree."""
    (tried,) = examined.tried
    shaped = sum(
        one.theirs is not None and one.theirs.shape == one.right.shape for one in tried.arrays.values()
    )
    return shaped, sum(one.verdict == AGREES for one in tried.arrays.values())


def _read(path: Path) -> Mapping[str, Array]:
    """Return the arrays of a file by their names; nothing in it is unpickled."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CannotRead(f"{path.name} has more than {MOST_BYTES >> 20} MB")
        with path.open("rb") as file:
            loaded = np.load(file, allow_pickle=False)
            plain = isinstance(loaded, np.ndarray)
            held = {path.stem: loaded} if plain else {key: loaded[key] for key in loaded.files}
    except CannotRead:
        raise
    except (OSError, ValueError, EOFError, KeyError, MemoryError, SyntaxError) as error:
        raise CannotRead(f"{path.name} cannot be read as arrays of numbers") from error
    except Exception as error:  # a damaged archive: whatever zipfile or zlib make of it
        raise CannotRead(f"{path.name} is damaged and cannot be read") from error
    return {
        name: np.asarray(array, np.float64 if array.dtype.kind in "iub" else array.dtype)
        for name, array in held.items()
        if array.dtype.kind in "fiub"
    }
