"""Work and yardsticks that take turns, and the ratios of their times beside those that are kept in this repository.

Milliseconds mean little across machines; how many times as long as something bare a thing takes means much. It is the
processor's time, of which others on a busy machine take little away.
"""

import tomllib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

KEPT = Path(__file__).with_name("ratios.toml")
GROWTH = 4 / 3  # what a ratio may grow by
ATTEMPTS = 3  # the first may be unlucky; what is kept is the one in the middle

Work = Callable[[], object]
Figures = Mapping[str, np.ndarray]
"""What was measured, time by time, first of the work and then of its yardsticks, by what they are called."""

_HEADING = """\
# How many times as long as its yardstick each thing takes: medians, taken in turns on one machine.
# `python -m pytest tests/benchmarks --keep-ratios` writes them anew.
"""


class Ratios:
    """The ratios that are kept, and those measured now."""

    def __init__(self, kept: Mapping[str, float], *, keep: bool = False) -> None:
        self.kept = dict(kept)
        self.keep = keep
        self.found: dict[str, float] = {}

    def compare(
        self,
        measure: Callable[[], Figures],
        unit: str = "ms",
        goals: Mapping[str, float] | None = None,
        told: Collection[str] = (),
    ) -> None:
        """Print what is measured beside its yardsticks; complain where it takes a third longer than it did.

        Parameters
        ----------
        measure : measures once, and is asked again where a ratio seems to have grown, or is to be kept
        goals : the ratios to come to some day, by yardstick
        told : yardsticks that go at a speed of their own, such as the memory's: their ratios are told, not kept
        """
        attempts = [measure()]
        while len(attempts) < ATTEMPTS and (self.keep or self._grown(_least(attempts, told))):
            attempts.append(measure())
        name, *yardsticks = attempts[0]
        print(f"\r{name:46}{_spread(attempts[-1][name], unit)}")
        for yardstick in yardsticks:
            key = _key(name, yardstick)
            ratio = median(ratios(attempt)[key] for attempt in attempts)
            if yardstick not in told:
                self.found[key] = ratio
            print(f"{'':6}{self._told(attempts[-1], key, ratio, yardstick, (goals or {}).get(yardstick))}")
        grown = self._grown(_least(attempts, told))
        assert not grown, f"a third more than it was: {', '.join(grown)}"

    def _grown(self, found: Mapping[str, float]) -> list[str]:
        """Return which ratios are more than a third larger than those that are kept."""
        if self.keep:
            return []
        unknown = [key for key in found if key not in self.kept]
        assert not unknown, f"nothing is kept of {', '.join(unknown)}: measure it with --keep-ratios"
        return [key for key, ratio in found.items() if ratio > GROWTH * self.kept[key]]

    def _told(self, figures: Figures, key: str, ratio: float, yardstick: str, goal: float | None) -> str:
        first, bare = next(iter(figures.values())), np.median(figures[yardstick])
        words = [f"{ratio:8.2f} times {yardstick} ({np.quantile(first, 0.99) / bare:.2f} at p99)"]
        words += [f"{self.kept[key]:g} kept"] if key in self.kept else []
        return ", ".join(words + ([f"goal {goal:g}"] if goal else []))

    def text(self) -> str:
        """Return the file of ratios, with those measured now in the place of the old ones."""
        all_of_them = sorted({**self.kept, **self.found}.items())
        return _HEADING + "".join(f'"{key}" = {float(f"{ratio:.3g}")}\n' for key, ratio in all_of_them)


def kept_ratios() -> dict[str, float]:
    """Return the ratios that are kept, by what is measured and its yardstick."""
    return tomllib.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def ratios(figures: Figures) -> dict[str, float]:
    """Return how many times as large as each yardstick the first of what was measured is, by medians."""
    (name, first), *others = figures.items()
    return {_key(name, other): float(np.median(first) / np.median(bare)) for other, bare in others}


def in_turns(works: Mapping[str, Work], rounds: int, warm: int = 10) -> Figures:
    """Return the processor's milliseconds that each work takes each time, one after the other so many times."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(warm + rounds):
        for name, work in works.items():
            start = process_time()
            work()
            if turn >= warm:
                times[name].append(1000 * (process_time() - start))
    return {name: np.array(taken) for name, taken in times.items()}


def _least(attempts: list[Figures], told: Collection[str]) -> dict[str, float]:
    """Return the least ratio to each yardstick of those that are kept."""
    found = [
        ratios({name: times for name, times in attempt.items() if name not in told}) for attempt in attempts
    ]
    return {key: min(ratio[key] for ratio in found) for key in found[0]}


def _key(name: str, yardstick: str) -> str:
    return f"{name} / {yardstick}"


def _spread(times: np.ndarray, unit: str) -> str:
    return f"{np.median(times):8.2f} {unit}  p99 {np.quantile(times, 0.99):8.2f} {unit}"
