"""What stands before the numbers because they were copied out of a console: prompts, and the line that was typed."""

import re

_TYPED = re.compile(r"(?:>>>|>>|In \[\d{1,6}\]:|julia>|octave:\d{1,6}>|>(?= [^\W\d]))[ \t]?")
_MORE = re.compile(r"\s{0,20}\.\.\.:?[ \t]?")
_OUT = re.compile(r"Out\[\d{1,6}\]:[ \t]?")


def without_prompts(text: str) -> str:
    """Return what a console has answered, or what was typed where there is no answer."""
    begins = text.lstrip()[:40]
    if not _TYPED.match(begins) and not _OUT.match(begins):
        return text
    typed: list[str] = []
    answered: list[str] = []
    for row in text.split("\n"):
        more = _MORE.match(row) if typed and not "".join(answered).strip() else None
        prompt = _TYPED.match(row.lstrip()) or more
        if prompt:
            typed.append(row.lstrip()[prompt.end() :] if prompt is not more else row[prompt.end() :])
        else:
            answered.append(_OUT.sub("", row, count=1))
    return "\n".join(answered if "".join(answered).strip() else typed)
