"""Small files of every format that is read, and the ways in which they are damaged."""

import io
import json
import os
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import numpy as np
from PIL import Image

from cnnviz.importing.text.writing import table_text

SEED = int(os.environ.get("CNNVIZ_FUZZ_SEED") or datetime.now(UTC).toordinal())
"""Another one each day."""
_PIXELS = np.random.default_rng(1).integers(0, 256, (23, 17, 3), dtype=np.uint8)
_ARRAY = np.random.default_rng(2).normal(size=(3, 5, 4)).round(3)


def _picture(kind: str, mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(_PIXELS).convert(mode).save(stream, kind, **options)
    return stream.getvalue()


def _saved(save: Callable[..., None], *arrays: np.ndarray, **options: object) -> bytes:
    stream = io.BytesIO()
    save(stream, *arrays, **options)
    return stream.getvalue()


def _rle() -> bytes:
    """Return a bitmap that is packed run by run."""
    head = (40).to_bytes(4, "little") + bytes([9, 0, 0, 0, 4, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0]) + bytes(20)
    data = bytes([5, 7, 0, 4, 1, 2, 3, 4, 0, 0] * 4 + [0, 1])
    start = 54 + 1024
    return (
        b"BM"
        + (start + len(data)).to_bytes(4, "little")
        + bytes(4)
        + start.to_bytes(4, "little")
        + head
        + bytes(1024)
        + data
    )


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


_SQUARE = _ARRAY[0]
_TEXTS = {
    "tabs.txt": table_text(_ARRAY),
    "cells.csv": "\n".join(",".join(map(str, row)) for row in _SQUARE.tolist()),
    "quoted.csv": '"a\nb","c"\r\n"1,5","2"\r\n"3","4"\r\n',
    "decimal.csv": "sep=;\r\nx;y\r\n1,5;2,25\r\n3;4\r\n",
    "thousands.tsv": "1,234\t2,000\n15\t3,500\n",
    "frame.csv": ",a,b\n0,1.5,NA\n1,True,-inf\n",
    "comments.txt": "# a b\n1 2 # c\n3 4\n",
    "markdown.txt": "| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n",
    "numpy.txt": str(_ARRAY),
    "repr.txt": repr(_ARRAY.astype(np.float32)),
    "lists.txt": json.dumps(_ARRAY.tolist()),
    "tensor.txt": "Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], device='cuda:0', requires_grad=True)",
    "tensorflow.txt": "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n [3., 4.]])>",
    "scalars.txt": "[[np.float64(1.0), np.float64(2.5)], [np.float64(3.0), np.float64(nan)]]",
    "console.txt": ">>> a\narray([[1, 2],\n       [3, 4]])\n",
    "matlab.txt": "A(:,:,1) =\n\n  Columns 1 through 2\n\n   1.0e+03 *\n\n 1 2\n 3 4\n\nA(:,:,2) =\n\n 5 6\n 7 8\n",
    "code.txt": "A = [1, 2; 3, 4];  % edges",
    "r.txt": ", , 1\n\n     [,1] [,2]\n[1,]    1    3\n[2,]    2    4\n\n"
    ", , 2\n\n     [,1] [,2]\n[1,]    5    7\n[2,]    6    8\n",
    "vector.txt": " [1] 10 20 30 40\n [5] 50 60 70 80\n",
    "r_code.txt": "matrix(c(1, 2, 3, 4), nrow = 2, byrow = TRUE)",
    "julia.txt": "2×2×2 Array{Int64, 3}:\n[:, :, 1] =\n 1  3\n 2  4\n\n[:, :, 2] =\n 5  7\n 6  8",
    "libtorch.txt": "(1,.,.) = \n  1  2\n  3  4\n\n(2,.,.) = \n  5  6\n  7  8\n[ CPUFloatType{2,2,2} ]",
}


def seeds() -> Mapping[str, bytes]:
    """Return a sound file of each format, by its name."""
    texts = {name: text.encode() for name, text in _TEXTS.items()}
    return texts | {
        "wide.csv": _TEXTS["decimal.csv"].encode("utf-16"),
        "plain.npy": _saved(np.save, _ARRAY),
        "columns.npy": _saved(np.save, np.asfortranarray(_SQUARE, np.float32)),
        "stored.npz": _saved(np.savez, _ARRAY, bytes=_PIXELS, words=np.array(["a"])),
        "packed.npz": _saved(np.savez_compressed, _ARRAY, _SQUARE),
        "colour.png": _picture("PNG"),
        "grey.png": _picture("PNG", "L", transparency=7),
        "palette.png": _picture("PNG", "P", transparency=b"\0\x80"),
        "photo.jpg": _picture("JPEG", exif=_exif()),
        "progressive.jpg": _picture("JPEG", progressive=True),
        "plain.bmp": _picture("BMP"),
        "runs.bmp": _rle(),
        "film.gif": _picture("GIF", save_all=True, append_images=[Image.new("RGB", (17, 23))]),
        "lossy.webp": _picture("WebP"),
        "strips.tif": _picture("TIFF", compression="tiff_lzw"),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one to four changes: bytes flipped, cut out, doubled, exchanged, numbers made large."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        chance.choice(_CHANGES)(changed, chance)
    return bytes(changed)


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 3, 20))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    del data[at : at + chance.choice((1, 4, 50, len(data)))]


def _double(data: bytearray, chance: random.Random) -> None:
    at, length = chance.randint(0, len(data)), chance.choice((1, 4, 30, 300))
    data[at:at] = data[at : at + length] * chance.choice((1, 2, 50))


def _exchange(data: bytearray, chance: random.Random) -> None:
    if data:
        one, other = chance.randrange(len(data)), chance.randrange(len(data))
        data[one], data[other] = data[other], data[one]


def _enlarge(data: bytearray, chance: random.Random) -> None:
    """Make a number of a header, or a number in digits, large or negative."""
    number = chance.choice(
        (b"\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\x7f\xff", b"99999999", b"-1")
    )
    at = chance.randint(0, min(len(data), 200))
    data[at : at + len(number)] = number


def _insert(data: bytearray, chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = chance.choice(
        (b"\0", b"\n", b"\r", b"[", b"]", b'"', b",", b";", b"\t", b"...", b"nan", b"1e9", "−∞".encode())
    )


_CHANGES = (_flip, _cut, _double, _exchange, _enlarge, _insert)
