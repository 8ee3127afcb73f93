"""A picture that is too large to be used as it is."""

import pytest
from import_tools import picture


@pytest.fixture
def large(tmp_path):
    return picture(tmp_path / "large.png", 60, 40)
