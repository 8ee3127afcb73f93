"""One grey or colour of a PNG or a GIF may be see-through; which it is, is told in the bits of the file.

Pillow makes 0, 85, 170 and 255 of the greys of 2 bits, and leaves the see-through one as it is stored, 0 to 3; of 16
bits of colour it keeps 8, by which two colours can no longer be told apart.
"""

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.importing.pictures.kinds import Kind

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_DEPTH_AT = 24  # where a PNG says how many bits there are
_LOW_BYTES = "RGB;16L"  # Pillow's name for taking the other byte of each two


@dataclass(frozen=True, eq=False)
class Key:
    """What is see-through.

    Parameters
    ----------
    value : the grey, or red, green and blue, as it is in the decoded image
    low : the low bytes of the whole image, where the colour has 16 bits, else None
    low_value : those of the colour
    """

    value: tuple[int, ...]
    low: "Image | None" = None
    low_value: tuple[int, ...] = ()

    def mask(self, values: NDArray[Any], top: int, bottom: int) -> NDArray[np.bool_]:
        """Return which of some rows (rows, columns, channels) are see-through, with one channel."""
        same = (values == np.array(self.value)).all(axis=2, keepdims=True)
        if self.low is not None:
            band = np.asarray(self.low.crop((0, top, self.low.width, bottom)))
            same &= (band == np.array(self.low_value)).all(axis=2, keepdims=True)
        return np.asarray(same)


def key_of(image: "ImageFile", file: IO[bytes], kind: Kind) -> Key | None:
    """Return the see-through grey or colour of an image that is not decoded yet, or None where there is none."""
    value = image.info.get("transparency")
    if isinstance(value, int) and image.mode in ("1", "L", "I;16"):
        return Key((_scaled(value, _depth(file)) if kind is Kind.PNG and image.mode == "L" else value,))
    if not isinstance(value, tuple) or image.mode != "RGB":
        return None  # of a palette each colour has its own
    if kind is not Kind.PNG or _depth(file) != 16:
        return Key(tuple(part & 255 for part in value))
    return Key(tuple(part >> 8 for part in value), _low_bytes(file), tuple(part & 255 for part in value))


def _depth(file: IO[bytes]) -> int:
    at = file.tell()
    file.seek(_DEPTH_AT)
    depth = file.read(1)[0]
    file.seek(at)
    return depth


def _scaled(value: int, depth: int) -> int:
    most = (1 << depth) - 1
    return (value & most) * 255 // most


def _low_bytes(file: IO[bytes]) -> "Image":
    """Decode an image once more, for the bytes that Pillow leaves out."""
    from PIL.PngImagePlugin import PngImageFile

    at = file.tell()
    file.seek(0)
    image = PngImageFile(file)
    image.tile = [tile._replace(args=_LOW_BYTES) for tile in image.tile]
    image.load()
    file.seek(at)
    return image
