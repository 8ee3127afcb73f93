"""What was typed, as a number, or the sentence that says why it is none: the same for every field and cell."""

from cnnviz.explain.numbers import written
from cnnviz.importing.sentences import quoted
from cnnviz.numerals import is_grouped, is_too_large, typed


def real(text: str) -> float:
    """Return the number that was typed.

    Raises
    ------
    ValueError
        With the sentence that says why what was typed is no number, or why it could be two.
    """
    value = typed(text)
    if is_grouped(text):
        whole = text.strip().replace(",", "")
        if value is None:
            raise ValueError(f"{quoted(text)} has commas between thousands: type {whole}")
        raise ValueError(
            f"{quoted(text)} may mean {whole} or {text.strip().replace(',', '.')}: type one of these"
        )
    if value is not None:
        return value
    if is_too_large(text):
        raise ValueError(f"{quoted(text)} is too large: numbers go up to 1e99")
    raise ValueError(f"{quoted(text)} is not a number" if text.strip() else "there is no number")


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
