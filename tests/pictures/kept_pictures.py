"""Pictures kept as small PNG files, and what tells two of them apart, to the pixel."""

from pathlib import Path

import numpy as np
from PIL import Image

from cnnviz.resource import resource

FOLDER = Path(__file__).parent
README = "screenshot"
"""The picture that README shows, and software centres: it is kept where they look for it."""
_PALETTE = 256  # a file names so many colours at most


def path_of(name: str) -> Path:
    """Return where the picture of a name is kept."""
    return (resource("linux") if name == README else FOLDER) / f"{name}.png"


def kept(name: str) -> np.ndarray | None:
    """Return the picture that is kept under a name, or None."""
    path = path_of(name)
    if not path.exists():
        return None
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def keep(name: str, seen: np.ndarray) -> None:
    """Keep a picture under a name, as small as it can be without losing a colour."""
    colours, index = np.unique(seen.reshape(-1, 3), axis=0, return_inverse=True)
    if len(colours) <= _PALETTE:
        image = Image.fromarray(index.reshape(seen.shape[:2]).astype(np.uint8), "P")
        image.putpalette(colours.astype(np.uint8).tobytes())
    else:
        image = Image.fromarray(seen)
    image.save(path_of(name), optimize=True)


def difference(old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Return the old picture, the new one, and the new one faded with all pixels marked that differ, side by side."""
    height, width = (max(old.shape[axis], new.shape[axis]) for axis in (0, 1))
    old, new = (_padded(picture, height, width) for picture in (old, new))
    marked = new // 3 + 170
    marked[(old != new).any(axis=2)] = 255, 0, 0
    return np.concatenate([old, new, marked], axis=1)


def _padded(picture: np.ndarray, height: int, width: int) -> np.ndarray:
    room = (0, height - picture.shape[0]), (0, width - picture.shape[1]), (0, 0)
    return np.pad(picture, room, constant_values=255)
