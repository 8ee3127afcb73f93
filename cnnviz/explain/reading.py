"""What was typed, as a number, or the sentence that says why it is none: the same for every field and cell."""

from cnnviz.explain.numbers import written
from cnnviz.numerals import is_grouped, is_too_large, typed


def real(text: str) -> float:
    """Return the number that was typed.

    Raises
    ------
    ValueError
        With the sentence that says why what was typed is no number, or why it could be two.
    """
    value = typed(text)
    if value is not None and not is_grouped(text):
        return value
    raise ValueError(_why_none(text, value) if text.strip() else "there is no number")


def _why_none(text: str, value: float | None) -> str:
    from cnnviz.importing.sentences import quoted  # a start does not wait for it

    if is_grouped(text):
        whole = text.strip().replace(",", "")
        if value is None:
            return f"{quoted(text)} has commas between thousands: type {whole}"
        return f"{quoted(text)} may mean {whole} or {text.strip().replace(',', '.')}: type one of these"
    if is_too_large(text):
        return f"{quoted(text)} is too large: numbers go up to 1e99"
    return f"{quoted(text)} is not a number"


def whole(text: str) -> int:
    """Return the whole number that was typed; 2.0 is one.

    Raises
    ------
    ValueError
        With the sentence that says why it is none.
    """
    value = real(text)
    if value != int(value):
        raise ValueError(f"{written(value)} is not a whole number")
    return int(value)
