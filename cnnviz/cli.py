"""The command line: open the window, or work without one."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from cnnviz import __version__
from cnnviz.display import NEEDS_PACKAGES, missing_display
from cnnviz.resource import THEMES

_FILES = "an image, an array (.npy, .npz) or a table (.csv)"


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit code: 0, or 2 after one sentence on stderr."""
    # At these sizes one thread is fastest; NumPy reads the limits when it is first imported.
    for library in ("OPENBLAS", "MKL", "OMP", "BLIS", "VECLIB_MAXIMUM"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["render"]:
        return _told(_render, _render_parser().parse_args(words[1:]))
    arguments = _parser().parse_args(words)
    if arguments.install_desktop_entry:
        return _told(_install_desktop_entry, arguments)
    return _open(arguments.file)


def _told(work: Callable[[argparse.Namespace], None], arguments: argparse.Namespace) -> int:
    try:
        work(arguments)
    except (ValueError, OSError) as error:
        return _fail(str(error))
    return 0


def _open(path: Path | None) -> int:
    reason = missing_display()
    if reason:
        return _fail(reason)
    try:
        from cnnviz.ui import run

        return run(path)
    except ImportError as error:
        if "shared object" not in str(error):
            raise
        return _fail(f"Qt cannot start without {str(error).partition(':')[0]}: {NEEDS_PACKAGES}")


def _render(arguments: argparse.Namespace) -> None:
    from cnnviz.export.picture import render

    render(
        arguments.file,
        arguments.output,
        chapter=arguments.chapter,
        steps=arguments.steps,
        size=arguments.size,
        theme=arguments.theme,
    )


def _install_desktop_entry(_arguments: argparse.Namespace) -> None:
    from cnnviz.desktop import install_desktop_entry

    for path in install_desktop_entry():
        print(path)


def _fail(sentence: str) -> int:
    print(f"cnnviz: {sentence}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cnnviz",
        description="See how a convolutional network computes and learns, one window at a time.",
        epilog="cnnviz render FILE -o OUT makes a picture without a display; see cnnviz render --help.",
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help=f"{_FILES} to begin with",
    )
    parser.add_argument(
        "--install-desktop-entry", action="store_true", help="put cnnviz into the desktop's menu and stop"
    )
    parser.add_argument("--version", action="version", version=f"cnnviz {__version__}")
    return parser


def _render_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cnnviz render",
        description="Make a picture of a step without a window; no display is needed.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_FILES)
    parser.add_argument(
        "-o", dest="output", type=Path, required=True, metavar="OUT", help="the picture to write, a .png"
    )
    parser.add_argument("--chapter", metavar="NAME", help="the part of the run, such as pad or convolve")
    parser.add_argument(
        "--steps",
        type=_steps,
        metavar="A:B",
        help="first and last step, counted from 1; a .png shows the last",
    )
    parser.add_argument("--size", type=_size, metavar="WxH", help="size of the picture in pixels")
    parser.add_argument("--theme", choices=THEMES, default="light", help="colours (default: light)")
    return parser


def _steps(text: str) -> tuple[int, int]:
    """Read `12:40`, or `12` for that step alone."""
    found = re.fullmatch(r"(\d{1,9})(?::(\d{1,9}))?", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not a range of steps such as 12:40")
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        raise argparse.ArgumentTypeError(f"{text!r} ends before it begins")
    return first, last


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text)
    if not found or not (int(found[1]) and int(found[2])):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1200x800")
    return int(found[1]), int(found[2])
