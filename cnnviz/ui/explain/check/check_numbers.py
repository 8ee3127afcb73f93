"""The losses, the quotient and the gradient of a check, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cnnviz.explain.checks.check import Check, NudgeSide
from cnnviz.explain.numbers import exactly, in_parentheses, shown, written
from cnnviz.explain.sums.printed import fraction
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import typed
from cnnviz.qt import QEvent, QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, Qt, QWidget

_COLUMNS = 3
_APART = 8  # pixels between columns
_DIGITS = 6  # of quotient and gradient
_MOST = 15  # of the change, and of losses


class CheckLine(NamedTuple):
    """A line: what it is, how it comes about, the number; all digits of it for whoever points at it."""

    name: str
    how: str
    number: str
    exact: str
    kind: str = "muted"


def lines_of(check: Check, decimals: int) -> Sequence[CheckLine | None]:
    """Return the lines of a check, None where a rule is drawn."""
    spot, name = check.spot, check.spot.name
    before, after = check.before, check.after
    digits = max(decimals, min(max(check.cancelled + 3, 4), _MOST)) if check.change else max(decimals, 4)
    first = ("Loss at − ε", "Loss at + ε") if check.way is NudgeSide.BOTH else ("Loss before", "Loss after")
    gradient = f"d{spot.given.label}{name[len(spot.given.label) :]}"
    nudge = _signed(check)
    quotient, slope = _to(check.quotient, _DIGITS), _to(check.gradient, _DIGITS)
    change, sign = _change(check, decimals)
    losses = _losses(check, change, digits)
    return [
        CheckLine(first[0], f"{name} = {_to(before.value, 10)}", losses[0], exactly(before.loss)),
        CheckLine(first[1], f"{name} = {_to(after.value, 10)}", losses[1], exactly(after.loss)),
        CheckLine("Δ loss", f"{losses[1]} − {in_parentheses(losses[0])}", change, exactly(check.change)),
        None,
        CheckLine(
            f"Δ loss / {nudge[0]}",
            f"{change} / {nudge[1]}",
            f"{sign}{quotient}",
            exactly(check.quotient),
            "strong",
        ),
        CheckLine(gradient, "from the way back", slope, exactly(check.gradient), "gradient"),
        None,
        CheckLine(
            "Difference",
            f"{quotient} − {in_parentheses(slope)}",
            _small(check.difference),
            exactly(check.difference),
            "strong",
        ),
        CheckLine("of the larger", "", _share(check.relative), exactly(check.relative)),
    ]


class CheckNumbers(QWidget):
    """Shows the lines of a `Check`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_numbers")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_APART)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[QLabel, ...]] = []

    def show_check(self, check: Check, decimals: int) -> None:
        """Show the numbers of another check."""
        lines = lines_of(check, decimals)
        if not self._labels:
            self._make(lines)
        texts = [line for line in lines if line is not None]
        for line, labels in zip(texts, self._labels, strict=True):
            for text, label in zip(line[:_COLUMNS], labels, strict=True):
                label.setText(text)
            labels[-1].setToolTip(line.exact)
        self.setAccessibleName("; ".join(f"{line.name}: {line.number}" for line in texts))

    def _make(self, lines: Sequence[CheckLine | None]) -> None:
        for row, line in enumerate(lines):
            if line is None:
                rule = QFrame(self)
                rule.setProperty("kind", "line")
                rule.setFixedHeight(1)
                self._grid.addWidget(rule, row, 0, 1, 2)
                continue
            labels = name, how, number = tuple(QLabel(self) for _ in range(_COLUMNS))
            for label in labels:
                label.setProperty("kind", "muted" if label is how else line.kind)
                label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
            how.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            how.setWordWrap(True)  # a long one takes a line more, and is never cut off
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            beside = QHBoxLayout()  # of its own: a long number takes no room from the others
            beside.setSpacing(_APART)
            beside.addWidget(how, 1)
            beside.addWidget(number)
            self._grid.addWidget(name, row, 0)
            self._grid.addLayout(beside, row, 1)
            self._labels.append(labels)

    def event(self, event: QEvent) -> bool:
        """Take as much height as the lines need, in another width or with other lines."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            height = self._grid.totalHeightForWidth(self.width())
            if height > 0 and height != self.minimumHeight():
                self.setFixedHeight(height)
        return done


def _signed(check: Check) -> tuple[str, str]:
    """Return by what the change of the loss is divided, as a name and as a number."""
    if check.way is NudgeSide.BOTH:
        return "2ε", written(2 * check.eps)
    if check.way is NudgeSide.DOWN:
        return "(−ε)", f"(−{written(check.eps)})"
    return "ε", written(check.eps)


def _change(check: Check, decimals: int) -> tuple[str, str]:
    """Return the change of the loss with as many digits as the quotient is worked out of; what stands before that.

    That is "≈ " where no digits do, since ε was rounded itself when it was added.
    """
    by = {NudgeSide.BOTH: 2 * check.eps, NudgeSide.DOWN: -check.eps}.get(check.way, check.eps)
    texts = [shown(check.change, decimals), *(_to(check.change, digits) for digits in range(2, _MOST + 1))]
    for text in texts:
        change = typed(text)
        if change is not None and _to(change / by, _DIGITS) == _to(check.quotient, _DIGITS):
            return text, ""
    return texts[0], "≈ "


def _losses(check: Check, change: str, least: int) -> tuple[str, str]:
    """Return both losses with so many digits at least, and as many as it takes for the change to come of them."""
    found = [(_to(check.before.loss, n), _to(check.after.loss, n)) for n in range(least, _MOST + 1)]
    return next((both for both in found if _come_to(*both, change)), found[0])


def _come_to(before: str, after: str, change: str) -> bool:
    """Return whether a printed change is the difference of printed losses."""
    parts = [fraction(text) for text in (before, after, change)]
    first, second, third = (None if part is None else Fraction(*part) for part in parts)
    return None not in (first, second, third) and second - first == third  # type: ignore[operator]


def _to(value: float, digits: int) -> str:
    """Return a number to so many digits: of a loss as many as it takes to see the change."""
    return exactly(float(f"{value:.{digits}g}"))


def _small(value: float) -> str:
    return exactly(float(f"{value:.2g}"))


def _share(value: float) -> str:
    """Return a part as a percentage, or with a power of ten where it is small."""
    return f"{exactly(float(f'{100 * value:.2g}'))} %" if value >= 1e-4 else _small(value)
