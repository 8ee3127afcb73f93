"""A member of an archive is unpacked bit by bit: never more than is asked for, whatever it would swell to."""

import struct
import zlib
from typing import IO

from cnnviz.importing.arrays.archive import Member
from cnnviz.importing.source import Refused
from cnnviz.progress import report

_LOCAL, _LOCAL_SIZE = b"PK\x03\x04", 30
_STORED, _DEFLATED = 0, 8
_METHODS = {9: "deflate64", 12: "bzip2", 14: "lzma", 93: "zstandard", 95: "xz"}
_BLOCK = 2**16
_RAW = -15  # deflate without a header of its own
_DAMAGED = "what is packed in it is damaged"


class Unpacked:
    """A member, open for reading from its beginning.

    Parameters
    ----------
    file : the archive
    member : an entry of its directory

    Raises
    ------
    Refused
        Here and later, for damage, and for what is packed in another way than NumPy packs.
    """

    def __init__(self, file: IO[bytes], member: Member) -> None:
        if member.locked:
            raise Refused("it is encrypted: save it without a password")
        if member.method not in (_STORED, _DEFLATED):
            method = _METHODS.get(member.method, f"method {member.method}")
            raise Refused(f"it is packed with {method}: save it with numpy.savez or numpy.savez_compressed")
        file.seek(member.start)
        record = file.read(_LOCAL_SIZE)
        if len(record) < _LOCAL_SIZE or not record.startswith(_LOCAL):
            raise Refused(_DAMAGED)
        file.seek(sum(struct.unpack_from("<HH", record, 26)), 1)
        self._file, self._member = file, member
        self._packed = member.packed  # bytes that have not been read yet
        self._unpack = zlib.decompressobj(_RAW) if member.method == _DEFLATED else None
        self._read = self._checksum = 0

    def read(self, size: int, /) -> bytearray:
        """Return the next `size` bytes, or fewer at the end."""
        data = bytearray()
        left = min(size, self._member.size - self._read)
        while left and (block := self._block(left)):
            data += block
            left -= len(block)
            self._read += len(block)
            self._checksum = zlib.crc32(block, self._checksum)
            report(self._read / self._member.size)
        return data

    def check(self) -> None:
        """Read on to the end, and refuse what is not as it was packed."""
        while self.read(_BLOCK):
            pass
        if self._read < self._member.size or self._checksum != self._member.checksum:
            raise Refused(_DAMAGED)

    def _block(self, most: int) -> bytes:
        if self._unpack is None:
            return self._next(min(most, _BLOCK))
        try:
            while not self._unpack.eof:
                packed = self._unpack.unconsumed_tail or self._next(_BLOCK)
                block = self._unpack.decompress(packed, min(most, _BLOCK))
                if block or not packed:
                    return block
        except zlib.error as error:
            raise Refused(_DAMAGED) from error
        return b""

    def _next(self, most: int) -> bytes:
        data = self._file.read(min(most, self._packed))
        self._packed -= len(data)
        return data
