"""Long work says how far it is, and stops where it is no longer wanted."""

import threading

import numpy as np
import pytest
from PIL import Image

from cnnviz.importing import read_file, read_text
from cnnviz.importing.pictures import apart, cost
from cnnviz.progress import Stopped, report, watched


def long_files(folder):
    np.savez_compressed(folder / "a.npz", np.zeros((300, 300)))
    np.savetxt(folder / "b.csv", np.zeros((3000, 3)), fmt="%d")
    (folder / "c.txt").write_text(str([[1, 2]] * 3000))
    Image.new("L", (600, 500)).save(folder / "d.png")
    return sorted(folder.iterdir())


def test_everything_that_takes_long_is_watched_and_can_be_stopped(tmp_path):
    for path in long_files(tmp_path):
        shares = []
        with watched(lambda share, shares=shares: shares.append(share) or True):
            read_file(path)
        assert shares, path.name
        assert 0 <= min(shares) <= max(shares) <= 1
        with pytest.raises(Stopped), watched(lambda share: False):
            read_file(path)


def test_a_process_is_stopped_too(tmp_path, monkeypatch):
    monkeypatch.setattr(cost, "AT_HAND_WORK", 0)
    monkeypatch.setattr(apart, "PROGRAM", "import threading; threading.Event().wait()")  # none is too quick
    Image.new("L", (60, 50)).save(tmp_path / "a.png")
    with pytest.raises(Stopped), watched(lambda share: False):
        read_file(tmp_path / "a.png")


def test_a_watch_ends_and_holds_in_its_own_thread_alone():
    with watched(lambda share: False):
        other = threading.Thread(target=report, args=(0.5,))
        other.start()
        other.join()
        with pytest.raises(Stopped):
            report(0.5)
    report(0.5)
    assert read_text("1 2").size == 2
