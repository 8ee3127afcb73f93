"""Archives and headers that are made to swell, to lie or to do harm: bounded before anything is unpacked."""

import io
import struct
import sys
import zipfile

import numpy as np
import pytest
from refusals import refusal

from cnnviz.importing import Refused, read_file
from cnnviz.importing.arrays import stored
from cnnviz.importing.files import open_file
from cnnviz.progress import watched


def header(shape, descr="<f8", version=1, fortran=False):
    text = f"{{'descr': {descr!r}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n".encode()
    size = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + size + text


def packed(*members, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def refusal_of(folder, data, name="a.npz"):
    (folder / name).write_bytes(data)
    return refusal(read_file, folder / name)


def unpacked_bytes(path):
    """Return how many bytes are unpacked at most while a file is read, counted in blocks."""
    blocks = []
    with watched(lambda share: blocks.append(share) or True):
        try:
            read_file(path)
        except Refused as error:
            return len(blocks) * 2**16, str(error)
    return len(blocks) * 2**16, ""


@pytest.mark.parametrize(
    ("method", "name"), [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "lzma")], ids=["bzip2", "lzma"]
)
def test_only_what_numpy_packs_is_unpacked(tmp_path, method, name):
    (tmp_path / "a.npz").write_bytes(packed(("a.npy", header((2, 2)) + bytes(32)), method=method))
    count, sentence = unpacked_bytes(tmp_path / "a.npz")
    assert f"it is packed with {name}" in sentence
    assert count == 0


def test_no_more_is_unpacked_than_an_array_has(tmp_path):
    """A member of 40 MB that says that it is an array of 2 by 2 is not unpacked for it."""
    data = packed(("a.npy", header((2, 2)) + bytes(32)))
    swollen = packed(("a.npy", header((2, 2)) + bytes(40 * 2**20)))
    size = struct.pack("<I", len(header((2, 2))) + 32)
    entry = swollen.rfind(b"PK\x01\x02")
    swollen = swollen[: entry + 24] + size + swollen[entry + 28 :]
    (tmp_path / "a.npz").write_bytes(swollen)
    count, sentence = unpacked_bytes(tmp_path / "a.npz")
    assert "what is packed in it is damaged" in sentence
    assert count <= 8 * 2**16
    (tmp_path / "b.npz").write_bytes(data)
    assert read_file(tmp_path / "b.npz").shape == (2, 2, 1)


def test_too_large_an_image_is_refused_before_it_is_unpacked(tmp_path):
    (tmp_path / "a.npz").write_bytes(packed(("a.npy", header((5000, 4000), "|u1") + bytes(20 * 10**6))))
    count, sentence = unpacked_bytes(tmp_path / "a.npz")
    assert sentence == "a.npz, a has 20000000 numbers: up to 16 million are opened"
    assert count <= 8 * 2**16


def directory(count, stated):
    """Return an archive of one member whose directory names it again and again."""
    data = packed(("a.npy", header((2, 2)) + bytes(32)))
    start, end = data.find(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    entries = data[start:end] * count
    return (
        data[:start]
        + entries
        + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, stated, stated, len(entries), start, 0)
    )


def test_a_directory_is_read_once_and_within_limits(tmp_path):
    (tmp_path / "a.npz").write_bytes(directory(1000, 1000))
    assert len(open_file(tmp_path / "a.npz").parts) == 1000
    for count, stated in ((1001, 1001), (70_000, 65535), (30_000, 5)):
        assert "more than 1000 files" in refusal_of(tmp_path, directory(count, stated))
    assert "its directory ends" in refusal_of(tmp_path, directory(3, 4))


@pytest.mark.parametrize("change", ["method", "locked", "crc", "size", "start", "end", "local"])
def test_a_directory_that_lies_is_one_sentence(tmp_path, change):
    data = bytearray(packed(("a.npy", header((2, 2)) + bytes(32))))
    entry, end = data.rfind(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    at = {
        "method": entry + 10,
        "locked": entry + 8,
        "crc": entry + 16,
        "size": entry + 24,
        "start": entry + 42,
    }
    at |= {"end": end + 16, "local": 26}
    data[at[change]] ^= 255
    sentence = refusal_of(tmp_path, bytes(data))
    assert sentence.startswith("a.npz")
    assert sentence.isprintable()


def test_a_large_size_may_stand_in_its_own_field(tmp_path):
    data = packed(("a.npy", header((2, 2)) + bytes(32)))
    entry, end = data.rfind(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    packed_size, size = struct.unpack_from("<II", data, entry + 20)
    fields = bytearray(data[entry:end] + struct.pack("<HHQQ", 1, 16, size, packed_size))
    fields[20:28] = b"\xff" * 8
    fields[30:32] = struct.pack("<H", 20)
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(fields), entry, 0)
    (tmp_path / "a.npz").write_bytes(data[:entry] + bytes(fields) + tail)
    assert read_file(tmp_path / "a.npz").shape == (2, 2, 1)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (header((True, 2)), "a size that is no whole number"),
        (header("(2.0, 2)"), "a size that is no whole number"),
        (header("[2, 2]"), "a size that is no whole number"),
        (header("9**9**9"), "damaged"),
        (header((2, -2)), "a negative size"),
        (header((2, 2), "<f99"), "damaged"),
        (header((2, 2), "<f8, <f8"), "damaged"),
        (header((2, 2), "O"), "never unpickled"),
        (header((2, 2), "|V8"), "records with named fields"),
        (header((2, 2), fortran=1), "damaged"),
        (b"\x93NUMPY\x02\x00" + struct.pack("<I", 2**31) + b"{" * 99, "up to 10000 are read"),
        (b"\x93NUMPY\x01\x00" + struct.pack("<H", 9000) + b"(" * 9000, "damaged"),
        (b"\x93NUMPY\x01\x00" + struct.pack("<H", 9000) + b"-" * 9000, "damaged"),
        (b"\x93NUMPY\x04\x00" + bytes(99), "damaged"),
    ],
)
def test_a_header_is_data_and_within_limits(tmp_path, data, words):
    assert words in refusal_of(tmp_path, data + bytes(64), "a.npy")


@pytest.mark.parametrize("version", [1, 2, 3])
def test_headers_of_every_version_are_read(tmp_path, version):
    data = header("(2L, 3L)" if version < 3 else (2, 3), version=version) + np.arange(6.0).tobytes()
    (tmp_path / "a.npy").write_bytes(data)
    np.testing.assert_array_equal(read_file(tmp_path / "a.npy")[..., 0], np.arange(6.0).reshape(2, 3))


@pytest.mark.parametrize("save", [np.save, np.savez, np.savez_compressed])
@pytest.mark.parametrize("order", ["C", "F"])
def test_of_a_large_stack_one_image_is_read(tmp_path, monkeypatch, save, order):
    monkeypatch.setattr(stored, "KEPT", 100)
    stack = np.random.default_rng(4).random((20, 18, 19))
    path = tmp_path / ("a.npy" if save is np.save else "a.npz")
    save(path, np.asarray(stack, order=order))
    (part,) = open_file(path).parts
    for sample in (0, 7, 19):
        np.testing.assert_array_equal(part.source("nhw", sample).values[..., 0], stack[sample])


def test_damage_in_a_large_stack_is_found_even_behind_the_image(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "KEPT", 100)
    data = bytearray(packed(("a.npy", header((20, 20, 20)) + bytes(64000)), method=zipfile.ZIP_STORED))
    data[-300] ^= 1
    assert "damaged" in refusal_of(tmp_path, bytes(data))


@pytest.mark.parametrize("names", [["xl/workbook.xml"], ["mimetype", "content.xml"]])
def test_a_spreadsheet_is_told_from_an_archive(tmp_path, names):
    data = packed(*[(name, b"<x/>") for name in names])
    assert (
        refusal_of(tmp_path, data, "book.xlsx")
        == "book.xlsx is a spreadsheet: save it there as CSV, and open that"
    )


def test_nothing_is_unpickled(tmp_path):
    array = np.array([[None]])
    np.savez(tmp_path / "a.npz", array)
    before = set(sys.modules)
    assert "never unpickled" in refusal_of(tmp_path, (tmp_path / "a.npz").read_bytes(), "b.npz")
    assert "pickle" not in set(sys.modules) - before


def test_members_are_checked_against_their_sums(tmp_path):
    array = np.arange(100.0).reshape(10, 10)
    np.savez(tmp_path / "a.npz", array)
    data = bytearray((tmp_path / "a.npz").read_bytes())
    at = data.find(np.float64(50).tobytes())
    data[at + 6] ^= 1
    assert refusal_of(tmp_path, bytes(data)) == "a.npz, arr_0 cannot be read: what is packed in it is damaged"
