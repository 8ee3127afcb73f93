"""What is painted, to the pixel, beside pictures that are kept here.

Where it is meant to look different, `python -m pytest tests/pictures --regenerate` keeps what it looks like now.
"""

import numpy as np
import pytest
from kept_pictures import FOLDER, README, difference, keep, kept
from picture_states import STATES
from PIL import Image
from seen_pixels import pixels_of

AGAIN = "python -m pytest tests/pictures --regenerate"


def compare(name, seen, folder):
    """Compare a picture with the one that is kept, and show where they differ."""
    before = kept(name)
    assert before is not None, f"there is no picture {name}.png yet: {AGAIN}"
    if before.shape == seen.shape and (before == seen).all():
        return
    shown = difference(before, seen)
    path = folder / f"{name}_difference.png"
    Image.fromarray(shown).save(path)
    count = int((before != seen).any(axis=2).sum()) if before.shape == seen.shape else seen.shape
    pytest.fail(f"{name} looks different ({count}): see {path}; where it should, {AGAIN}", pytrace=False)


@pytest.mark.parametrize("name", STATES)
def test_it_looks_as_it_did(qapp, name, tmp_path, pytestconfig):
    seen = pixels_of(STATES[name]())
    before = kept(name)
    if pytestconfig.option.regenerate and not np.array_equal(before, seen):
        keep(name, seen)
    compare(name, seen, tmp_path)


def test_no_picture_is_kept_of_what_is_not_shown():
    assert {path.stem for path in FOLDER.glob("*.png")} == set(STATES) - {README}


def test_one_pixel_is_a_difference_and_is_shown(tmp_path):
    name = next(iter(STATES))
    seen = kept(name).copy()
    compare(name, seen, tmp_path)
    seen[5, 7] ^= 1
    with pytest.raises(
        pytest.fail.Exception, match=rf"{name} looks different \(1\): see .*_difference\.png;"
    ):
        compare(name, seen, tmp_path)
    with Image.open(tmp_path / f"{name}_difference.png") as shown:
        marked = np.asarray(shown.convert("RGB"))[:, -seen.shape[1] :]
    assert (marked == (255, 0, 0)).all(axis=2).sum() == 1
    assert marked[5, 7].tolist() == [255, 0, 0]
