"""What is said where something is refused: one sentence."""

import pytest

from cnnviz.importing import Refused


def one_sentence(error):
    """Return what is said."""
    text = str(error.value)
    assert text
    assert "\n" not in text
    assert "Traceback" not in text
    return text


def refusal(read, *given):
    """Return what `read` says that refuses what it is given."""
    with pytest.raises(Refused) as error:
        read(*given)
    return one_sentence(error)
