"""What Windows is asked for by names and numbers of its own, as its documentation has them: by a stand-in for it."""

import ctypes
import os
import sys
from ctypes import wintypes
from types import SimpleNamespace

import pytest

from cnnviz.importing import interpreter as module
from cnnviz.importing.interpreter import interpreter
from cnnviz.importing.pictures import watching

QUERY_LIMITED_INFORMATION, VM_READ = 0x1000, 0x0010
HANDLE = 2**40 + 8  # more than fits an int


class Function:
    """A function of a library, which checks what it is given as ctypes does."""

    argtypes = restype = None

    def __init__(self, called):
        self._called = called

    def __call__(self, *given):
        return self._called(*given)


@pytest.fixture
def kernel(monkeypatch):
    """Stand in for kernel32: a process of 300 MB, 500 of them in its page file, is told to whom has the rights."""
    closed = []

    def open_process(rights, inherit, process):
        made = SimpleNamespace(rights=rights, inherit=inherit, process=process)
        return HANDLE if process == 77 and not closed.append(made) else None

    def memory_info(handle, counters, size):
        begin = ctypes.cast(counters, ctypes.c_void_p).value
        assert (handle, size) == (HANDLE, 8 + 8 * ctypes.sizeof(ctypes.c_size_t))
        assert ctypes.c_uint32.from_address(begin).value == size
        numbers = (ctypes.c_size_t * 8).from_address(begin + 8)  # behind two numbers of 32 bits
        numbers[0], numbers[1], numbers[6], numbers[7] = 900 << 20, 300 << 20, 500 << 20, 999 << 20
        rights = closed[0].rights
        return rights & QUERY_LIMITED_INFORMATION and rights & VM_READ

    library = SimpleNamespace(
        OpenProcess=Function(open_process),
        K32GetProcessMemoryInfo=Function(memory_info),
        CloseHandle=Function(lambda handle: closed.append(handle.value)),
    )
    monkeypatch.setattr(ctypes, "WinDLL", lambda name, **_: library, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    yield library
    assert closed[1:] in ([], [HANDLE])
    assert library.OpenProcess.restype is wintypes.HANDLE


def test_memory_is_asked_for_with_the_rights_for_it_and_what_is_greater_counts(kernel):
    assert watching.memory_of(77) == 500 << 20


def test_of_a_process_that_is_gone_nothing_is_told(kernel):
    assert watching.memory_of(78) is None


def test_in_a_virtual_environment_the_process_that_one_begins_is_the_one_that_works(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\venv\Scripts\python.exe")
    monkeypatch.setattr(module, "BASE", r"C:\Python\python.exe")
    assert interpreter() == (r"C:\Python\python.exe", {"__PYVENV_LAUNCHER__": r"C:\venv\Scripts\python.exe"})


@pytest.mark.skipif(os.name == "nt", reason="there it is another one")
def test_elsewhere_it_is_the_one_that_runs():
    assert interpreter() == (sys.executable, {})


def test_a_program_that_is_no_python_begins_none(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert interpreter() is None
