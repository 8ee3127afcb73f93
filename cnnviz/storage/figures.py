"""Figures carry their document: in a text chunk of PNG, in the metadata of SVG, as an attachment of PDF.

What is read was perhaps written by somebody else: nothing is looked at beyond bounds, and nothing unpacked beyond them.
"""

import base64
import io
import os
import re
import struct
import zlib
from binascii import Error as NotBase64
from pathlib import Path
from typing import BinaryIO

from cnnviz.importing.source import Refused

MOST_TEXT = 16 * 2**20
"""Bytes of a document that a figure carries; a larger one is left out."""
MIME_TYPE = "application/vnd.cnnviz+json"
_MOST_PACKED = 24 * 2**20
_PNG, _PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"
_KEYWORD = b"cnnviz\0\0\0\0\0"  # plain text, in no language
_MOST_CHUNKS = 10_000
_OPENS, _CLOSES = b'<document xmlns="urn:cnnviz" encoding="base64 zlib">', b"</document>"
_SVG_HEAD = 2**16  # bytes before the metadata
_ATTACHED = re.compile(rb"/F\s*\([^()]{0,200}\.cnnviz\)[^>]{0,200}/EF\s*<<\s*/F\s+(\d{1,9})\s+0\s+R")
_STREAM = rb"(?:^|[\r\n])%d\s+0\s+obj\s*<<[^>]{0,400}>>\s*stream\r?\n"


def png_chunk(text: str) -> bytes:
    """Return the chunk of a PNG file that carries the text of a document, nothing where it is too large.

    It belongs behind the picture, where other programs do not stumble over it should it be damaged. It is not packed
    as such chunks can be: some programs refuse a picture whose text becomes larger than they like.
    """
    packed = _packed(text)
    return chunk(b"iTXt", _KEYWORD + base64.b64encode(packed)) if packed else b""


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def svg_metadata(text: str) -> str:
    """Return the element of an SVG file that carries the text of a document, nothing where it is too large."""
    packed = _packed(text)
    whole = (_OPENS + base64.b64encode(packed) + _CLOSES).decode()
    return f"<metadata>{whole}</metadata>" if packed else ""


def attached(text: str) -> bytes:
    """Return what is attached to a PDF file, nothing where it is too large."""
    content = text.encode()
    return content if len(content) <= MOST_TEXT else b""


def carries_document(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is a figure that seems to carry a document; it is not read further than for that."""
    try:
        with open(path, "rb") as file:
            head = file.read(len(_PNG))
            if head == _PNG:
                return _chunk_of(file) is not None
            if head.startswith(_PDF):
                return _ATTACHED.search(_bounded(file, head)) is not None
            return Path(path).suffix.lower() == ".svg" and _OPENS in head + file.read(_SVG_HEAD)
    except (OSError, ValueError):
        return False


def is_picture(path: str | os.PathLike[str]) -> bool:
    """Return whether a figure can be opened as an image too."""
    return Path(path).suffix.lower() == ".png"


def carried(content: bytes) -> bytes | None:
    """Return the text of the document that the content of a figure carries, None where it is no figure.

    Raises
    ------
    Refused
        With one sentence, where it carries none, or a damaged one.
    """
    packed: bytes | None
    if content.startswith(_PNG):
        words = _chunk_of(io.BytesIO(content[len(_PNG) :]))
        packed = None if words is None else _decoded(words)
    elif content.startswith(_PDF):
        packed = _of_pdf(content)
    elif _OPENS in content[:_SVG_HEAD]:
        packed = _of_svg(content)
    elif re.match(rb"\s*<", content):
        packed = None
    else:
        return None
    if packed is None:
        raise Refused("it carries no document of cnnviz")
    return _unpacked(packed)


def _packed(text: str) -> bytes:
    content = text.encode()
    packed = zlib.compress(content, 6) if len(content) <= MOST_TEXT else b""
    return packed if len(packed) <= _MOST_PACKED else b""


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, MOST_TEXT + 1)
    except zlib.error as error:
        raise Refused("the document that it carries is damaged") from error
    if len(text) > MOST_TEXT:
        raise Refused(f"the document that it carries has more than {MOST_TEXT // 2**20} MB")
    if not unpacking.eof:
        raise Refused("the document that it carries ends in the middle: a part of it is missing")
    return text


def _chunk_of(file: BinaryIO) -> bytes | None:
    """Return what the text chunk holds of which the keyword is ours, from behind a PNG file's signature on."""
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            return None
        length, kind = struct.unpack(">I4s", head)
        if kind == b"iTXt" and length <= _MOST_PACKED:
            data = file.read(length)
            if data.startswith(_KEYWORD):
                return data.removeprefix(_KEYWORD)
            file.seek(4, os.SEEK_CUR)
        elif kind == b"IEND":
            return None
        else:
            file.seek(length + 4, os.SEEK_CUR)
    return None


def _of_svg(content: bytes) -> bytes:
    start = content.index(_OPENS) + len(_OPENS)
    end = content.find(_CLOSES, start)
    if end < 0:
        raise Refused("the document that it carries ends in the middle: a part of it is missing")
    return _decoded(b"".join(content[start:end].split()))


def _decoded(words: bytes) -> bytes:
    try:
        return base64.b64decode(words, validate=True)
    except NotBase64 as error:
        raise Refused("the document that it carries is damaged") from error


def _of_pdf(content: bytes) -> bytes | None:
    found = _ATTACHED.search(content)
    start = re.search(_STREAM % int(found[1]), content) if found else None
    return None if start is None else content[start.end() : start.end() + _MOST_PACKED]


def _bounded(file: BinaryIO, head: bytes) -> bytes:
    return head + file.read(4 * _MOST_PACKED)
