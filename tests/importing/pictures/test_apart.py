"""A costly picture is decoded in a process of its own, and comes out the same."""

import json
import os
import shutil
import signal
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from cnnviz.importing import Refused, read_file
from cnnviz.importing.pictures import apart, cost, watching
from cnnviz.importing.pictures.kinds import Kind

RANDOM = np.random.default_rng(8)
ENDINGS = ["png", "jpg", "bmp", "gif", "webp", "tif"]


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Let a process take as long as it likes, however slow the machine is."""
    monkeypatch.setattr(apart, "WAITS", 600.0)


@pytest.fixture
def processes(monkeypatch):
    """Decode everything apart, and count the processes."""
    monkeypatch.setattr(cost, "AT_HAND_WORK", 0)
    begun = []
    begin = subprocess.Popen

    def popen(*arguments, **options):
        begun.append(begin(*arguments, **options))
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    return begun


@pytest.mark.some(3)
@pytest.mark.parametrize("ending", ENDINGS)
def test_pixels_come_out_the_same(tmp_path, monkeypatch, ending):
    path = tmp_path / f"a b'ö.{ending}"
    Image.fromarray(RANDOM.integers(0, 256, (40, 30, 3), dtype=np.uint8)).save(path)
    at_hand = read_file(path)
    monkeypatch.setattr(cost, "AT_HAND_WORK", 0)
    monkeypatch.setattr(apart, "decode", None)
    np.testing.assert_array_equal(read_file(path), at_hand)


def test_sentences_come_out_the_same(tmp_path, processes):
    path = tmp_path / "cut.jpg"
    Image.fromarray(RANDOM.integers(0, 256, (40, 30, 3), dtype=np.uint8)).save(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(Refused, match=r"^cut\.jpg is cut short: the file ends before its image does$"):
        read_file(path)
    assert [process.returncode is not None for process in processes] == [True]


def test_what_is_small_is_decoded_at_hand(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "decode_apart", None)
    Image.new("RGB", (1600, 1200)).save(tmp_path / "a.png")
    assert read_file(tmp_path / "a.png").shape == (768, 1024, 1)


def test_what_waits_too_long_is_stopped(tmp_path, monkeypatch, processes):
    monkeypatch.setattr(apart, "PROGRAM", "import threading; threading.Event().wait()")
    monkeypatch.setattr(apart, "WAITS", 0.0)
    Image.new("L", (9, 9)).save(tmp_path / "a.png")
    with pytest.raises(Refused, match=r"^a\.png takes longer than 0 seconds"):
        read_file(tmp_path / "a.png")
    assert processes[0].returncode is not None


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="the system counts no time of the processor")
def test_what_is_computed_for_too_long_is_stopped(tmp_path, monkeypatch, processes):
    program = (
        "from cnnviz.importing.pictures import worker; worker.SECONDS = 1; worker.limit()\nwhile True: pass"
    )
    monkeypatch.setattr(apart, "PROGRAM", program)
    Image.new("L", (9, 9)).save(tmp_path / "a.png")
    with pytest.raises(Refused, match=r"^a\.png takes longer than 20 seconds to be decoded: save it anew$"):
        read_file(tmp_path / "a.png")


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "pass",
        "print('{}')",
        "print('[1]')",
        'print(\'{"width": 1, "height": 1, "shape": [9, 9, 1]}\')',
    ],
)
def test_an_answer_is_not_trusted(tmp_path, monkeypatch, processes, program):
    monkeypatch.setattr(apart, "PROGRAM", program)
    Image.new("L", (9, 9)).save(tmp_path / "a.png")
    with pytest.raises(Refused, match=r"^a\.png is damaged so that its decoder has broken off$"):
        read_file(tmp_path / "a.png")


@pytest.mark.parametrize("reason", ["frozen", "nobody", "forbidden"])
def test_without_a_process_it_is_decoded_at_hand(tmp_path, monkeypatch, processes, reason):
    if reason == "frozen":
        monkeypatch.setattr(sys, "frozen", True, raising=False)
    elif reason == "nobody":
        monkeypatch.setattr(sys, "executable", "")
    else:
        monkeypatch.setattr(sys, "executable", "/no/such/interpreter")
    Image.new("L", (9, 7), 51).save(tmp_path / "a.png")
    np.testing.assert_allclose(read_file(tmp_path / "a.png"), np.full((7, 9, 1), 0.2))
    assert not processes


def test_the_process_needs_nothing_of_where_it_is_begun(tmp_path, monkeypatch, processes):
    (tmp_path / "numpy.py").write_text("raise RuntimeError('this folder is none of its business')")
    Image.new("L", (9, 7), 51).save(tmp_path / "a.png")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "")
    assert read_file("a.png").shape == (7, 9, 1)
    assert len(processes) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited by /proc")
def test_the_process_is_held_to_its_memory():
    program = (
        "import resource; from cnnviz.importing.pictures.worker import limit; limit();"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0]);"
        "kept = bytearray(200 * 2**20);"
        "\ntry: bytearray(500 * 2**20)\nexcept MemoryError: print('held')"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment)
    assert done.stdout.split() == ["20", "held"]


def test_kinds_have_names_that_the_process_understands():
    for kind in Kind:
        assert Kind[json.loads(json.dumps(kind.name))] is kind


def test_what_takes_too_much_memory_is_stopped_where_the_system_sets_no_limit(
    tmp_path, monkeypatch, processes
):
    program = "import threading; kept = bytearray(b'x' * (600 * 2**20)); threading.Event().wait()"
    monkeypatch.setattr(apart, "PROGRAM", program)
    Image.new("L", (9, 9)).save(tmp_path / "a.png")
    with pytest.raises(
        Refused, match=r"^a\.png takes more than 480 MB of memory to be decoded: save it anew$"
    ):
        read_file(tmp_path / "a.png")
    assert processes[0].returncode is not None


def test_what_a_decoder_may_cost_is_less_than_it_is_stopped_at(tmp_path, monkeypatch, processes):
    """The largest picture that its headers let through is decoded, watched."""
    looked = []
    told = watching.memory_of
    monkeypatch.setattr(watching, "memory_of", lambda pid: looked.append(told(pid)) or looked[-1])
    Image.new("RGB", (7000, 7000), (10, 20, 30)).save(tmp_path / "large.png", compress_level=1)
    assert read_file(tmp_path / "large.png").shape[:2] == (1024, 1024)
    assert looked
    assert max(filter(None, looked)) < watching.MOST_MEMORY


@pytest.mark.skipif(shutil.which("ps") is None, reason="ps is not installed")
def test_ps_and_the_system_tell_the_same(monkeypatch):
    kept = bytearray(b"x" * (64 * 2**20))
    own = watching.memory_of(os.getpid())
    monkeypatch.setattr(sys, "platform", "darwin")
    by_ps = watching.memory_of(os.getpid())
    assert own is not None
    assert by_ps == pytest.approx(own, rel=0.2)
    assert own > len(kept)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_of_a_process_that_is_gone_nothing_is_told(monkeypatch, platform):
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    monkeypatch.setattr(sys, "platform", platform)
    assert watching.memory_of(gone.pid) is None
