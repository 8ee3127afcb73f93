"""What sits and what does not: how often each kind of question was answered rightly at once."""

from collections.abc import Mapping

from cnnviz.run.frames.asking import AskKind

_CALLED: Mapping[AskKind, str] = {
    AskKind.VALUE: "numbers",
    AskKind.WINNER: "who wins a window",
    AskKind.SIZE: "sizes",
    AskKind.CHANGES: "which cells change",
    AskKind.MISTAKE: "telling a mistake",
}
_SITS = 0.75  # of the answers are right at once


class AnswerTally:
    """Counts answers by the kind of question; a question that nobody answers is not counted."""

    def __init__(self) -> None:
        self._counts: dict[AskKind, list[int]] = {}

    def count(self, kind: AskKind, *, right: bool) -> None:
        """Take note of a first answer."""
        counts = self._counts.setdefault(kind, [0, 0])
        counts[0] += right
        counts[1] += 1

    @property
    def wanting(self) -> frozenset[AskKind]:
        """The kinds that do not sit."""
        return frozenset(kind for kind, (right, all_) in self._counts.items() if right < _SITS * all_)

    def sentence(self) -> str:
        """Return in one sentence what sits and what does not; nothing where nothing was answered."""
        sits = [kind for kind in AskKind if kind in self._counts and kind not in self.wanting]
        not_yet = [kind for kind in AskKind if kind in self.wanting]
        if not sits and not not_yet:
            return ""
        good = f"{_list(map(self._told, sits))} {'sit' if _many(sits) else 'sits'}" if sits else ""
        do = "" if not not_yet else "do not" if _many(not_yet) else "does not"
        do += " sit" if do and not good else ""  # else it has been said what is meant
        bad = f"{_list(map(self._told, not_yet))} {do} yet: more of that is asked from now on" if do else ""
        words = "; ".join(filter(None, (good, bad)))
        return f"{words[0].upper()}{words[1:]}."

    def _told(self, kind: AskKind) -> str:
        right, all_ = self._counts[kind]
        return f"{_CALLED[kind]} ({right} of {all_})"


def _many(kinds: list[AskKind]) -> bool:
    return len(kinds) > 1 or kinds[0] in (AskKind.VALUE, AskKind.SIZE)


def _list(parts: "map[str]") -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last
