"""Work and yardsticks that take turns, and the ratios of their times beside those that are kept in this repository.

Milliseconds mean little across machines; how many times as long as something bare a thing takes means much. It is the
processor's time, of which others on a busy machine take nothing away.
"""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time

import numpy as np

KEPT = Path(__file__).with_name("ratios.toml")
GROWTH = 4 / 3  # what a ratio may grow by
ATTEMPTS = 3  # on a busy machine the first may be unlucky

Work = Callable[[], object]
Times = Mapping[str, np.ndarray]
"""Milliseconds, or whatever else is measured, by what was measured; the first is what the others are yardsticks of."""

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
        self, measure: Callable[[], Times], unit: str = "ms", goals: Mapping[str, float] = {}
    ) -> None:
        """Print what is measured beside its yardsticks; complain of a ratio that has grown.

        Parameters
        ----------
        measure : measures once; it is asked again where a ratio seems to have grown
        goals : the ratios to come to some day, by yardstick
        """
        name, *_ = times = measure()
        least = ratios(times)
        for _ in range(ATTEMPTS - 1):
            if not any(self.grown(name, yardstick, ratio) for yardstick, ratio in least.items()):
                break
            again = ratios(measure())
            least = {yardstick: min(ratio, again[yardstick]) for yardstick, ratio in least.items()}
        print(
            f"\r{name:46}{np.median(times[name]):8.2f} {unit}  p99 {np.quantile(times[name], 0.99):8.2f} {unit}"
        )
        for yardstick, ratio in least.items():
            self.found[f"{name} / {yardstick}"] = ratio
            print(
                f"{'':10}{ratio:8.2f} times {yardstick}{self._beside(name, yardstick, (goals or {}).get(yardstick))}"
            )
        grown = [yardstick for yardstick, ratio in least.items() if self.grown(name, yardstick, ratio)]
        assert not grown, f"{name} takes a third longer than it did, measured by {', '.join(grown)}"

    def grown(self, name: str, yardstick: str, ratio: float) -> bool:
        """Return whether a ratio is more than a third larger than the one that is kept."""
        if self.keep:
            return False
        key = f"{name} / {yardstick}"
        assert key in self.kept, f"no ratio is kept of {key}: measure it with --keep-ratios"
        return ratio > GROWTH * self.kept[key]

    def _beside(self, name: str, yardstick: str, goal: float | None) -> str:
        kept = self.kept.get(f"{name} / {yardstick}")
        return (f", {kept:g} kept" if kept else "") + (f", goal {goal:g}" if goal else "")

    def text(self) -> str:
        """Return the file of ratios, with those measured now in the place of the old ones."""
        lines = [
            f'"{key}" = {float(f"{ratio:.3g}")}\n'
            for key, ratio in sorted({**self.kept, **self.found}.items())
        ]
        return _HEADING + "".join(lines)


def kept_ratios() -> dict[str, float]:
    """Return the ratios that are kept, by what is measured and its yardstick."""
    return tomllib.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def ratios(times: Times) -> dict[str, float]:
    """Return how many times as large as each yardstick the first of what was measured is, by medians."""
    (_, first), *others = times.items()
    return {name: float(np.median(first) / np.median(other)) for name, other in others}


def in_turns(works: Mapping[str, Work], rounds: int, warm: int = 10) -> Times:
    """Return the processor's milliseconds that each work takes each time, one after the other so many times."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(warm + rounds):
        for name, work in works.items():
            start = process_time()
            work()
            if turn >= warm:
                times[name].append(1000 * (process_time() - start))
    return {name: np.array(taken) for name, taken in times.items()}
