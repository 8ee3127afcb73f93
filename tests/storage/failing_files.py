"""A file system of which one call fails, and it is said which: every n is tried until nothing fails any more."""

import builtins
import errno
import os

CALLS = ("open", "fsync", "replace", "unlink", "stat", "lstat")
ODD_ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT)


class Failing:
    """Lets the n-th call fail, counted from 0, and counts on.

    Parameters
    ----------
    module : whose `open` is counted beside the calls of `os`, and what is done with the file that it opens
    """

    def __init__(self, monkeypatch, module, number, code=errno.ENOSPC):
        self.left, self.code, self.failed = number, code, ""
        for name in CALLS:
            monkeypatch.setattr(os, name, self._counted(name, getattr(os, name)))
        monkeypatch.setattr(module, "open", self._opened, raising=False)

    def count(self, name):
        self.left -= 1
        if self.left == -1:
            self.failed = name
            raise OSError(self.code, os.strerror(self.code))

    def _counted(self, name, call):
        def counted(*arguments, **named):
            self.count(name)
            return call(*arguments, **named)

        return counted

    def _opened(self, *arguments):
        self.count("fdopen")
        return _Stream(builtins.open(*arguments), self)


class _Stream:
    def __init__(self, stream, failing):
        self._stream, self._failing = stream, failing

    def write(self, content):
        half = len(content) // 2
        self._stream.write(content[:half])
        self._failing.count("write")
        self._stream.write(content[half:])

    def flush(self):
        self._stream.flush()
        self._failing.count("flush")

    def fileno(self):
        return self._stream.fileno()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._stream.close()
        self._failing.count("close")
