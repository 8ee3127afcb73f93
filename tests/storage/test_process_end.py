"""A process that has opened a document ends as any other, in whatever order Python clears away."""

import os
import subprocess
import sys

import pytest
from kept_documents import VERSION_1

PROGRAM = """
import sys
import cnnviz.storage.recovery
from cnnviz.storage import load, save
save(load(sys.argv[1]), sys.argv[2])
"""


@pytest.mark.some(6)
@pytest.mark.parametrize("seed", range(12))  # one in three ended in a crash
def test_it_ends_with_success(tmp_path, seed):
    environ = {**os.environ, "PYTHONHASHSEED": str(seed)}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, VERSION_1, tmp_path / "copy.cnnviz"], env=environ, capture_output=True
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
