"""What each number in a sentence has to be, worked out from the steps and the settings alone."""

import math

import numpy as np

from cnnviz.explain.sums.formula import formula
from cnnviz.numerals import MINUS
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell, value_of


def parsed(text):
    """Return a printed number and by how much the true one may differ from it."""
    text = text.replace(MINUS, "-")
    if text in ("nan", "∞", "-∞"):
        return float(text.replace("∞", "inf")), 0.0
    if "/" in text:
        above, below = text.split("/")
        return int(above) / int(below), 1e-15
    mantissa, _, exponent = text.partition("e")
    places = len(mantissa.partition(".")[2])
    value = float(text)
    return value, 0.5000001 * 10.0 ** (int(exponent or 0) - places) + 1e-12 * abs(value)


def fits(text, value):
    """Return whether a printed number is the true one, rounded."""
    number, reach = parsed(text)
    if math.isnan(value) or math.isinf(value):
        return number == value or (number != number and value != value)
    exact = "." not in text and "e" not in text and "/" not in text
    noise = max(abs(number), abs(value)) < 1e-12  # the same terms in another order leave another rest
    return noise or abs(number - value) <= (1e-9 * max(abs(value), 1) if exact else reach)


class Expected:
    """The numbers of the step of a frame, whole, by the names that the templates have for them."""

    def __init__(self, frame, experiment):
        self.experiment, self.chapter = experiment, frame.chapter
        self.position, self.timeline = frame.position, frame.timeline
        self.step = self.chapter.trace[frame.position.step]
        self.before = self.chapter.trace.state(frame.position.step)
        self.after = self.chapter.trace.state(frame.position.step + 1)
        self.term = frame.position.term
        if self.term is None:
            self.target = formula(frame).target.cells[0]
        else:
            self.target = frame.done.updates[-1].target
        self.update = next(one for one in self.step.updates if one.target == self.target)
        self.numbers = [math.prod(value_of(f, self.after) for f in term) for term in self.update.terms]
        last = self.update.terms[-1] if len(self.update.terms) > 1 else ()
        self.bias = (
            len(last) == 1
            and isinstance(last[0], Cell)
            and self.chapter.info[last[0].array].role.value == "parameter"
        )
        self.products = self.numbers[:-1] if self.bias else self.numbers

    def of_cell(self, cell):
        return float(self.after[cell.array][cell.index])

    def value(self, span):
        """Return what a number has to be, or None where it is not worked out here."""
        name, _, of = span.source.partition(":")
        if name == "value":
            (cell,) = span.cells
            assert of in ("written", cell.array)
            assert of != "written" or cell == self.target
            return self.of_cell(cell)
        if name == "values":
            (cell,) = span.cells
            return self.of_cell(cell)
        if name == "before":
            return float(self.before[self.target.array][self.target.index])
        if name == "sum":
            return float(sum(self.products))
        if name == "signed":
            return float(sum(n for n in self.products if (n > 0) == (of == "above")))
        if name == "largest":
            return (
                max(self.products, key=lambda n: (abs(n), 0)) if not np.isnan(self.products).any() else None
            )
        if name == "channels":
            terms = [t for t in self.update.terms if {f for f in t if isinstance(f, Cell)} <= {*span.cells}]
            return float(sum(math.prod(value_of(f, self.after) for f in term) for term in terms))
        if name == "constant":
            found = [f for term in self.update.terms for f in term if not isinstance(f, Cell)]
            return abs(found[0].value) if found[0].label.startswith(MINUS) else found[0].value
        return self.count(name, of.partition(" ")[0] if name == "counted" else of)

    def count(self, name, of):
        if name == "counted":
            return self.count(of, "")
        if name in ("stride_rows", "stride_columns", "gap_rows", "gap_columns"):
            window = self.experiment.layers[self.chapter.layer].window
            kind, _, axis = name.partition("_")
            return (window.stride if kind == "stride" else window.dilation)[axis == "columns"]
        made = {
            "terms": lambda: len(self.update.terms),
            "products": lambda: len(self.products),
            "updates": lambda: len(self.step.updates),
            "operations": lambda: self.step.operations,
            "times": self._times,
            "windows": self._windows,
            "most": lambda: max(self._windows_of(cell) for cell in self._plane()),
            "filter": lambda: self.target.index[-1],
            "place_in_list": lambda: self.target.index[-1],
            "channel_count": lambda: len({cell.index[3] for cell in self._window()}),
            "padding": self._padding,
            "patch": lambda: len(self._window()),
            "maximum": self._maximum,
            "filling": self._filling,
        }.get(name)
        return None if made is None else made()

    def _read(self):
        return {f for term in self.update.terms for f in term if isinstance(f, Cell)}

    def _window(self):
        return {f for f in self._read() if f.array in ("x_pad", "dy_spread")}

    def _filling(self):
        """Return how many cells under the turned kernel are no output's: the border, and what lies between."""
        scatters = [
            one for one in self.timeline.chapters if one.layer == self.chapter.layer and "dy" in one.info
        ]
        outputs, strides = (
            scatters[0].arrays["dy"].shape,
            self.experiment.layers[self.chapter.layer].window.stride,
        )
        places = []
        for axis, stride in zip((1, 2), strides, strict=True):
            reach = (outputs[axis] - 1) * stride + 1
            border = (self.chapter.arrays["dy_spread"].shape[axis] - reach) // 2
            places.append(range(border, border + reach, stride))
        return sum(not all(c.index[n + 1] in places[n] for n in (0, 1)) for c in self._window())

    def _padding(self):
        (top, bottom), (left, right) = self.chapter.info["x_pad"].ring
        _, rows, columns, _ = self.chapter.arrays["x_pad"].shape
        inside = lambda c: top <= c.index[1] < rows - bottom and left <= c.index[2] < columns - right  # noqa: E731
        return sum(not inside(cell) for cell in self._window())

    def _times(self):
        steps = self.chapter.trace.steps_of(self.target)
        return sum(
            len(one.terms)
            for n in steps
            for one in self.chapter.trace[n].updates
            if one.target == self.target
        )

    def _windows(self):
        return self._windows_of(self.target)

    def _windows_of(self, cell):
        """Return how many windows cover a cell: from how many places of dy something comes to it."""
        places = set()
        for n in self.chapter.trace.steps_of(cell):
            for one in self.chapter.trace[n].updates:
                if one.target == cell:
                    places |= {
                        f.index[1:3] for t in one.terms for f in t if isinstance(f, Cell) and f.array == "dy"
                    }
        return len(places)

    def _plane(self):
        _, rows, columns, _ = self.chapter.arrays[self.target.array].shape
        channel = self.target.index[3]
        sample = self.target.index[0]
        return [Cell(self.target.array, (sample, r, c, channel)) for r in range(rows) for c in range(columns)]

    def _maximum(self):
        """Return what the window made on the way forward."""
        return None if self.chapter.kind is not ChapterKind.MAX_POOL else self.of_cell(self.target)


def frame_of(run, index, term=None):
    """Return a frame of a run, within its step where that has so many terms."""
    position = run.at(index)
    operations = run.step(position).operations
    within = None if term is None or not 0 < term < operations else term
    return Frame(run, Position(position.chapter, position.step, within))
