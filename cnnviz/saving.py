"""Files are written whole or not at all."""

import os
from pathlib import Path


def save_text(path: Path, text: str) -> None:
    """Write a file under another name in its folder first: there is never half of it, and no link is followed.

    Raises
    ------
    OSError
        Where the folder cannot be written; what was there before is there still.
    UnicodeEncodeError
        Where the text cannot be written in UTF-8.
    """
    draft = path.with_name(f".{os.urandom(8).hex()}.part")  # short, and no name that was there before
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with open(os.open(draft, flags, 0o666), "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
